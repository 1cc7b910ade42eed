package io.dragoman.conversation.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.message.Address;
import io.dragoman.api.message.Inbound;
import io.dragoman.api.message.Part;
import io.dragoman.conversation.Ids;
import io.dragoman.conversation.Inbox.Hello;
import io.dragoman.conversation.Inbox.Receipt;
import io.dragoman.json.JacksonJson;
import io.dragoman.json.JsonParts;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.Conversation.State;
import io.dragoman.storage.Conversation.WindowState;
import io.dragoman.storage.LogStore.Change;
import io.dragoman.storage.LogStore.Entry;
import io.dragoman.store.sql.EmbeddedStores;
import io.dragoman.testkit.Configs;
import io.dragoman.testkit.TestClock;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreInboxTest {

    private static final Address WEB = new Address("web", "default", "v1");

    @TempDir Path folder;
    private final TestClock clock = TestClock.at("2026-11-21T08:00:00Z");
    private EmbeddedStores stores;
    private GroupCommitLog log;
    private StoreInbox inbox;

    @BeforeEach
    void open() {
        stores = EmbeddedStores.open(folder, new JacksonJson(), new JsonParts());
        log =
                new GroupCommitLog(
                        stores.log(),
                        new OrderedLogFeed(),
                        Configs.of(GroupCommitLog.Config.class, Map.of()));
        inbox =
                new StoreInbox(
                        stores.log(),
                        stores.contacts(),
                        log,
                        clock,
                        new Ids(clock, new SecureRandom()));
    }

    @AfterEach
    void close() throws InterruptedException {
        log.close();
        stores.close();
    }

    @Test
    void aClickOpensTheMinuteOnlyAndNarrowsNothing() throws Exception {
        var follower = new Address("wechat-oa", "brand", "follower");
        var click = new Inbound.Opening(Duration.ofHours(48).minusMinutes(1), 2, 5);
        inbox.receive("demo", false, inbound(follower, "e1", Optional.of(click))).get();
        var id = inbox.open("demo", follower, false, hello("")).id();
        assertThat(stores.log().conversation(id).orElseThrow().window())
                .isEqualTo(new WindowState(Optional.of(clock.instant().minus(click.age())), 2));
        var wrote = clock.advance(Duration.ofMinutes(5));
        inbox.receive("demo", false, inbound(follower, "m1", Optional.empty())).get();
        clock.advance(Duration.ofMinutes(5));
        inbox.receive("demo", false, inbound(follower, "e2", Optional.of(click))).get();
        assertThat(stores.log().conversation(id).orElseThrow().window())
                .isEqualTo(new WindowState(Optional.of(wrote), 0));
    }

    private Inbound inbound(Address from, String key, Optional<Inbound.Opening> opening) {
        return new Inbound(key, from, clock.instant(), List.of(Part.text("hi")), Map.of(), opening);
    }

    private static Hello hello(String customerId) {
        return new Hello("zh-CN", "", "", Optional.of(customerId).filter(id -> !id.isEmpty()));
    }

    private Conversation opened(Address address, String customerId) {
        return inbox.open("demo", address, true, hello(customerId));
    }

    private Receipt received(String id, String key, String text) throws Exception {
        return inbox.receive(id, key, List.of(Part.text(text)), "").get(10, TimeUnit.SECONDS);
    }

    private Receipt.Accepted accepted(String id, String key, String text) throws Exception {
        return (Receipt.Accepted) received(id, key, text);
    }

    private void closeConversation(String id) {
        log.appendAndWait(
                new Entry(
                        id,
                        Optional.empty(),
                        now -> Change.Write.of(now.edit().closed(clock.instant()).done())),
                Duration.ofSeconds(10));
    }

    @Test
    void anAddressHasOneConversationHoweverOftenAndHoweverManyOpenIt() throws Exception {
        var first = opened(WEB, "");
        assertThat(opened(WEB, "").id()).isEqualTo(first.id());
        var ids = ConcurrentHashMap.<String>newKeySet();
        var threads = new HashSet<Thread>();
        for (int i = 0; i < 20; i++) {
            threads.add(
                    Thread.ofVirtual()
                            .start(
                                    () ->
                                            ids.add(
                                                    opened(new Address("web", "default", "v2"), "")
                                                            .id())));
        }
        for (var thread : threads) {
            thread.join();
        }
        assertThat(ids).hasSize(1).doesNotContain(first.id());
    }

    @Test
    void theSameUserOnAnotherSiteHasAnotherConversation() {
        var one = inbox.open("demo", WEB, true, hello(""));
        var other = inbox.open("other", WEB, true, hello(""));
        assertThat(other.id()).isNotEqualTo(one.id());
        assertThat(other.contactId()).isNotEqualTo(one.contactId());
    }

    @Test
    void aRepeatIsAnsweredAlikeAndStandsInTheLogOnce() throws Exception {
        var id = opened(WEB, "").id();
        var first = accepted(id, "k1", "你好");
        var again = accepted(id, "k1", "你好");
        assertThat(first.repeated()).isFalse();
        assertThat(again.repeated()).isTrue();
        assertThat(again.message().seq()).isEqualTo(first.message().seq()).isEqualTo(1);
        assertThat(stores.log().messages(id, 0, 10)).hasSize(1);
    }

    @Test
    void anIdUsedAgainForOtherWordsIsRefused() throws Exception {
        var id = opened(WEB, "").id();
        accepted(id, "k1", "你好");
        assertThat(received(id, "k1", "再见"))
                .isInstanceOfSatisfying(
                        Receipt.Rejected.class,
                        rejected -> {
                            assertThat(rejected.code()).isEqualTo("client-message-id-reused");
                            assertThat(rejected.reason()).contains("number 1");
                        });
        assertThat(stores.log().messages(id, 0, 10)).hasSize(1);
    }

    @Test
    void anUnknownConversationIsRefused() throws Exception {
        assertThat(received("nowhere", "k1", "hi"))
                .isEqualTo(
                        new Receipt.Rejected(
                                "no-such-conversation", "There is no such conversation"));
    }

    @Test
    void aClosedConversationIsOpenedAnewAndItsNumbersGoOn() throws Exception {
        var id = opened(WEB, "").id();
        accepted(id, "k1", "one");
        closeConversation(id);
        clock.advance(Duration.ofHours(1));
        var receipt = accepted(id, "k2", "two");
        assertThat(receipt.message().seq()).isEqualTo(2);
        assertThat(receipt.conversation().state()).isEqualTo(State.BOT);
        assertThat(receipt.conversation().epoch()).isEqualTo(2);
        assertThat(receipt.conversation().openedAt()).isEqualTo(clock.instant());
        assertThat(receipt.conversation().closedAt()).isEmpty();
    }

    @Test
    void aRepeatDoesNotOpenAClosedConversation() throws Exception {
        var id = opened(WEB, "").id();
        accepted(id, "k1", "one");
        closeConversation(id);
        assertThat(accepted(id, "k1", "one").repeated()).isTrue();
        assertThat(stores.log().conversation(id).orElseThrow().state()).isEqualTo(State.CLOSED);
    }

    @Test
    void theProfileIsRememberedAndANewOneReplacesIt() {
        var first = "{\"page\":\"/a\"}";
        var hello = new Hello("zh-CN", "Li", first, Optional.empty());
        assertThat(inbox.open("demo", WEB, true, hello).bot().profile()).isEqualTo(first);
        assertThat(opened(WEB, "").bot().profile()).isEqualTo(first);
        var second = new Hello("zh-CN", "Li", "{\"page\":\"/b\"}", Optional.empty());
        assertThat(inbox.open("demo", WEB, true, second).bot().profile()).contains("/b");
    }

    @Test
    void oneCustomerOnTwoChannelsIsOnePersonWithOneHistory() {
        var web = opened(WEB, "C1");
        var wechat = opened(new Address("wechat-oa", "default", "openid"), "C1");
        assertThat(wechat.contactId()).isEqualTo(web.contactId());
        var contact = stores.contacts().contact(web.contactId()).orElseThrow();
        assertThat(contact.customerId()).contains("C1");
        assertThat(contact.addresses()).hasSize(2);
        assertThat(stores.log().conversation(wechat.id()).orElseThrow().contactId())
                .isEqualTo(web.contactId());
    }

    @Test
    void anotherCustomerOnTheSameDeviceDoesNotBecomeTheFirst() {
        opened(WEB, "C1");
        var second = opened(new Address("web", "default", "v2"), "C2");
        opened(WEB, "C2");
        assertThat(stores.contacts().byCustomerId("demo", "C1")).isPresent();
        assertThat(stores.contacts().byCustomerId("demo", "C2").orElseThrow().id())
                .isEqualTo(second.contactId());
    }

    @Test
    void theLanguageFollowsWhatTheCustomerWrites() throws Exception {
        var id = opened(WEB, "").id();
        assertThat(accepted(id, "k1", "where is it").conversation().language()).isEqualTo("en");
        assertThat(accepted(id, "k2", "12345").conversation().language()).isEqualTo("en");
        assertThat(accepted(id, "k3", "我的订单").conversation().language()).isEqualTo("zh-CN");
    }

    @Test
    void aPlatformsMessageOpensTheConversationInItsOwnLanguage() throws Exception {
        var from = new Address("webhook", "default", "u1");
        var inbound =
                new Inbound(
                        "m1",
                        from,
                        clock.instant(),
                        List.of(Part.text("hello there")),
                        Map.of("name", "Ann"));
        var receipt =
                (Receipt.Accepted) inbox.receive("demo", false, inbound).get(10, TimeUnit.SECONDS);
        assertThat(receipt.conversation().language()).isEqualTo("en");
        assertThat(receipt.conversation().live()).isFalse();
        assertThat(receipt.message().from().name()).isEqualTo("Ann");
        assertThat(inbox.receive("demo", false, inbound).get(10, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        Receipt.Accepted.class, again -> assertThat(again.repeated()).isTrue());
    }

    @Test
    void aMessageOfTheCustomerOpensTheChannelsWindowAnew() throws Exception {
        var id = opened(WEB, "").id();
        accepted(id, "k1", "one");
        log.appendAndWait(
                new Entry(
                        id,
                        Optional.empty(),
                        now ->
                                Change.Write.of(
                                        now.edit()
                                                .window(
                                                        new Conversation.WindowState(
                                                                now.window().lastCustomerAt(), 4))
                                                .done())),
                Duration.ofSeconds(10));
        clock.advance(Duration.ofMinutes(1));
        var window = accepted(id, "k2", "two").conversation().window();
        assertThat(window.sends()).isZero();
        assertThat(window.lastCustomerAt()).contains(clock.instant());
    }
}
