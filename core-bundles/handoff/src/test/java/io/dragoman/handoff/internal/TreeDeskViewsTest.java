package io.dragoman.handoff.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.message.Part;
import io.dragoman.conversation.ChosenOption;
import io.dragoman.conversation.Delivery;
import io.dragoman.conversation.internal.LocalSignalBus;
import io.dragoman.handoff.DeskActions.Result;
import io.dragoman.json.JsonParts;
import io.dragoman.storage.OutboxStore;
import io.dragoman.storage.User;
import io.dragoman.storage.User.Role;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeDeskViewsTest {

    @TempDir Path folder;
    private DeskWorld world;
    private TreeDeskViews views;
    private final LocalSignalBus signals = new LocalSignalBus();

    @BeforeEach
    void open() {
        world = new DeskWorld(folder);
        views =
                new TreeDeskViews(
                        world.stores.log(),
                        world.directory,
                        world.board,
                        world.channels,
                        world.stores.contacts(),
                        new JsonParts(),
                        world.presence,
                        new Deliveries(world.stores.outbox(), signals));
    }

    @AfterEach
    void close() throws InterruptedException {
        world.close();
    }

    @Test
    void aWaitingConversationShowsItsPlaceTeamAndReason() {
        var tree = views.conversation(world.queued("ann", "after-sales", 2));
        assertThat(tree)
                .containsEntry("state", "queued")
                .containsEntry("priority", "urgent")
                .containsEntry("queuePosition", 1)
                .containsEntry("unread", 1L);
        assertThat((Map<?, ?>) tree.get("team")).extracting("key").isEqualTo("after-sales");
        assertThat((Map<?, ?>) tree.get("contact")).extracting("name").isEqualTo("ann");
        assertThat(tree.get("handoff"))
                .extracting("reason")
                .isEqualTo(Map.of("key", "handoff.misses"));
    }

    @Test
    void aCustomerWithoutANameIsToldFromOthers() {
        var conversation = world.customer("web", "x", true);
        world.stores.contacts().update(conversation.contactId(), "", Optional.empty(), Map.of());
        assertThat((Map<?, ?>) views.conversation(conversation).get("contact"))
                .extracting("name")
                .asString()
                .startsWith("Visitor ");
    }

    @Test
    void aLimitedChannelShowsWhatIsLeft() {
        world.countedChannel("wechat-oa", 5);
        var tree = views.conversation(world.customer("wechat-oa", "w", false));
        assertThat((Map<?, ?>) tree.get("quota")).extracting("remainingSends").isEqualTo(5);
    }

    @Test
    void aPressedButtonIsShownInItsWords() throws Exception {
        var id = world.customer("v").id();
        var pressed = ChosenOption.of(new Part.Action("Track it", "skill:logistics?order=1"));
        world.inbox.receive(id, "k:2", List.of(pressed), "").get(10, TimeUnit.SECONDS);
        var tree =
                views.message(
                        world.stores.log().conversation(id).orElseThrow(),
                        world.messages(id).get(1));
        assertThat(tree.get("parts"))
                .isEqualTo(new JsonParts().toTree(List.of(Part.text("Track it"))));
        assertThat(tree).containsEntry("clientMessageId", "k:2").containsEntry("traced", false);
    }

    @Test
    void anAgentsOwnIdOfAMessageComesBackAsItWas() {
        var id = world.customer("v").id();
        var said =
                (Result.Done) world.actions.say(id, world.mei, "tab:7", List.of(Part.text("hi")));
        assertThat(views.message(said.conversation(), said.message().orElseThrow()))
                .containsEntry("clientMessageId", "tab:7");
    }

    private String delivery(String id, int index) {
        var conversation = world.stores.log().conversation(id).orElseThrow();
        var trees = views.messages(conversation, world.messages(id));
        return trees.get(index).get("delivery") instanceof Map<?, ?> delivery
                ? delivery.get("state") + "/" + delivery.get("reason")
                : "none";
    }

    @Test
    void aMessageToAReaderIsSentThenDeliveredThenRead() {
        var id = world.customer("v").id();
        var said = (Result.Done) world.actions.say(id, world.mei, "k", List.of(Part.text("hi")));
        int last = (int) said.conversation().lastSeq() - 1;
        assertThat(delivery(id, 0)).isEqualTo("none");
        assertThat(delivery(id, last)).isEqualTo("sent/null");
        signals.delivery(said.conversation(), last + 1, Delivery.of(Delivery.State.DELIVERED));
        assertThat(delivery(id, last)).isEqualTo("delivered/null");
        world.actions.readByVisitor(id, last + 1);
        assertThat(delivery(id, last)).isEqualTo("read/null");
    }

    @Test
    void aMessageToAPlatformShowsWhatBecameOfIt() {
        world.countedChannel("wechat-oa", 5);
        var id = world.customer("wechat-oa", "w", false).id();
        var said = (Result.Done) world.actions.say(id, world.mei, "k", List.of(Part.text("hi")));
        int last = (int) said.conversation().lastSeq() - 1;
        assertThat(delivery(id, last)).isEqualTo("pending/null");
        settle(id + "-" + (last + 1), OutboxStore.State.UNKNOWN, "read timed out");
        assertThat(delivery(id, last)).isEqualTo("unknown/read timed out");
        world.stores.outbox().retry(id + "-" + (last + 1), Instant.now());
        settle(id + "-" + (last + 1), OutboxStore.State.DEAD, "blocked");
        assertThat(delivery(id, last)).isEqualTo("failed/blocked");
        world.stores.outbox().retry(id + "-" + (last + 1), Instant.now());
        settle(id + "-" + (last + 1), OutboxStore.State.SENT, "");
        assertThat(delivery(id, last)).isEqualTo("sent/null");
    }

    private void settle(String row, OutboxStore.State state, String reason) {
        world.stores
                .outbox()
                .settle(
                        row,
                        new OutboxStore.Settlement(
                                state, 1, Instant.now(), reason, Optional.empty()));
    }

    @Test
    void nothingSecretIsShownOfAUser() {
        var tree = views.user(world.gang);
        assertThat(tree.toString()).doesNotContain("hash");
        assertThat(tree).containsEntry("presence", "offline");
        assertThat((List<?>) tree.get("teams")).hasSize(2);
    }

    @Test
    void agentsSeeTheirTeamsTheirOwnAndWhatIsNobodys() {
        var afterSales = world.queued("a", "after-sales", 0);
        assertThat(views.visible(afterSales, world.gang)).isTrue();
        assertThat(views.visible(afterSales, world.mei)).isFalse();
        assertThat(views.visible(afterSales, world.chen)).isTrue();
        assertThat(views.visible(world.customer("b"), world.mei)).isTrue();
        world.actions.assign(afterSales.id(), world.chen, "mei");
        assertThat(views.visible(world.now(afterSales.id()), world.mei)).isTrue();
    }

    @Test
    void whoBelongsToASiteSeesNoOther() {
        var elsewhere =
                new User(
                        "x",
                        "x",
                        "x",
                        "",
                        Set.of(Role.ADMIN),
                        true,
                        "en",
                        1,
                        false,
                        Optional.of("other"));
        assertThat(views.visible(world.customer("b"), elsewhere)).isFalse();
    }
}
