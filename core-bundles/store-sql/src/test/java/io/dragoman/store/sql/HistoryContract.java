package io.dragoman.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.message.Part;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.Conversation.State;
import io.dragoman.storage.DeskChanges;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.Message;
import io.dragoman.storage.RetentionStore;
import io.dragoman.storage.ToolRunStore.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Export of what was said, and deletion by age. */
abstract class HistoryContract extends StoreContract {

    private static final Duration DAY = Duration.ofDays(1);

    private RetentionStore retention;

    HistoryContract(Engine engine) {
        super(engine);
    }

    @BeforeEach
    void openSites() {
        retention = stores.retention();
        database.write(
                "open the sites",
                handle ->
                        handle.execute(
                                "INSERT INTO site (id, name_zh, name_en, zone, language) VALUES"
                                        + " ('demo', 'd', 'd', 'UTC', 'en'),"
                                        + " ('other', 'o', 'o', 'UTC', 'en')"));
    }

    private static List<String> words(Stream<Message> messages) {
        try (messages) {
            return messages.map(m -> Part.firstText(m.parts()).orElse("")).toList();
        }
    }

    private void say(String conversation, String... texts) {
        for (var text : texts) {
            written(entry(conversation, bot(text)));
        }
    }

    private void close(String conversation) {
        written(change(conversation, edit -> edit.state(State.CLOSED)));
    }

    @Test
    void aConversationIsExportedInOrderHoweverLongItIs() {
        open("a");
        for (int i = 0; i < 13; i++) {
            var drafts = new ArrayList<Message.Draft>();
            for (int j = 0; j < 100; j++) {
                drafts.add(bot("m"));
            }
            written(entry("c-a", drafts.toArray(Message.Draft[]::new)));
        }
        try (var all = log.export("c-a")) {
            var numbers = all.map(Message::seq).toList();
            assertThat(numbers).hasSize(1300).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void aDayIsExportedByTimeAndNothingElseIs() {
        open("a");
        open("b");
        log.open(
                new LogStore.Opening(
                        "c-x", "k-x", "other", address("x"), true, "en", "", clock.instant()));
        say("c-a", "before");
        clock.advance(DAY);
        var from = clock.instant();
        say("c-b", "b1");
        say("c-a", "a1", "a2");
        say("c-x", "of the other site");
        say("c-b", "b2");
        var to = tick();
        clock.advance(DAY);
        say("c-b", "after");

        assertThat(words(log.export(SITE, from, to))).containsExactly("b1", "a1", "a2", "b2");
        assertThat(words(log.export("other", from, to))).containsExactly("of the other site");
        assertThat(
                        words(
                                log.export(
                                        SITE,
                                        to.plus(DAY.multipliedBy(5)),
                                        to.plus(DAY.multipliedBy(9)))))
                .isEmpty();
    }

    @Test
    void messagesOfOneInstantAreExportedOnceEachOverThePages() {
        var conversations = new ArrayList<String>();
        for (int i = 0; i < 12; i++) {
            conversations.add(open("u" + i).id());
        }
        var at = tick();
        for (var id : conversations) {
            var drafts = new Message.Draft[100];
            for (int j = 0; j < drafts.length; j++) {
                var draft = bot("m");
                drafts[j] =
                        new Message.Draft(
                                at,
                                draft.from(),
                                draft.parts(),
                                Optional.empty(),
                                Optional.empty());
            }
            written(entry(id, drafts));
        }
        try (var all = log.export(SITE, at, at.plusNanos(1000))) {
            var seen = all.map(m -> m.conversationId() + " " + m.seq()).toList();
            assertThat(new HashSet<>(seen)).hasSize(1200);
            assertThat(seen).hasSize(1200);
        }
    }

    @Test
    void oldMessagesGoInBatchesAndTheOthersKeepTheirNumbers() {
        open("a");
        say("c-a", "1", "2", "3", "4", "5");
        clock.advance(DAY.multipliedBy(10));
        var before = clock.instant();
        say("c-a", "6", "7");

        assertThat(retention.deleteMessages(before, 2)).isEqualTo(2);
        assertThat(texts("c-a")).containsExactly("3", "4", "5", "6", "7");
        assertThat(retention.deleteMessages(before, 100)).isEqualTo(3);
        assertThat(retention.deleteMessages(before, 100)).isZero();

        assertThat(log.messages("c-a", 0, 10)).extracting(Message::seq).containsExactly(6L, 7L);
        say("c-a", "8");
        assertThat(log.conversation("c-a").orElseThrow().lastSeq()).isEqualTo(8);
    }

    @Test
    void tracesAndSendingsGoWithTheirMessages() {
        open("a", false);
        written(
                new LogStore.Entry(
                        "c-a",
                        Optional.empty(),
                        now ->
                                new LogStore.Change.Write(
                                        now,
                                        List.of(bot("answer")),
                                        Optional.of(new LogStore.TraceDraft("{}")),
                                        List.of(),
                                        List.of())));
        assertThat(count("message_trace")).isEqualTo(1);
        assertThat(count("outbox")).isEqualTo(1);

        retention.deleteMessages(clock.instant().plus(DAY), 100);

        assertThat(count("message_trace")).isZero();
        assertThat(count("outbox")).isZero();
        assertThat(count("message")).isZero();
    }

    @Test
    void whatPeopleOrTheBotStillHaveToDoWithStays() {
        open("queued");
        open("human");
        open("asked");
        open("done");
        say("c-queued", "q");
        say("c-human", "h");
        written(entry("c-asked", visitor("?")));
        say("c-done", "d");
        written(change("c-queued", edit -> edit.state(State.QUEUED)));
        written(change("c-human", edit -> edit.state(State.HUMAN)));
        var later = clock.instant().plus(DAY);

        assertThat(retention.deleteMessages(later, 100)).isEqualTo(1);
        assertThat(retention.deleteConversations(later, 100)).isEqualTo(1);

        assertThat(log.conversation("c-done")).isEmpty();
        assertThat(texts("c-queued")).containsExactly("q");
        assertThat(texts("c-human")).containsExactly("h");
        assertThat(texts("c-asked")).containsExactly("?");
    }

    @Test
    void aQuietConversationGoesWithItsContactAndAnotherOfTheSamePersonKeepsTheContact() {
        open("a");
        close("c-a");
        var later = clock.instant().plus(DAY);

        assertThat(retention.deleteConversations(later, 100)).isEqualTo(1);

        assertThat(count("conversation")).isZero();
        assertThat(count("contact")).isZero();
        assertThat(count("contact_address")).isZero();
        // Whoever comes back begins anew.
        assertThat(open("a").lastSeq()).isZero();
    }

    @Test
    void aConversationWithATicketStaysWithoutItsMessages() {
        open("a");
        written(
                new LogStore.Entry(
                        "c-a",
                        Optional.empty(),
                        now ->
                                new LogStore.Change.Write(
                                        now,
                                        List.of(bot("noted")),
                                        Optional.empty(),
                                        List.of(
                                                new LogStore.TicketDraft(
                                                        "t1", "general", "s", "b")),
                                        List.of())));
        close("c-a");
        var later = clock.instant().plus(DAY);

        assertThat(retention.deleteMessages(later, 100)).isEqualTo(1);
        assertThat(retention.deleteConversations(later, 100)).isZero();

        assertThat(log.conversation("c-a").map(Conversation::id)).contains("c-a");
        assertThat(count("contact")).isEqualTo(1);
    }

    @Test
    void theDeskKeepsItsNewestChanges() {
        open("a");
        say("c-a", "1", "2", "3", "4", "5", "6");
        long last = log.lastDseq();

        assertThat(retention.deleteDeskChanges(2, 3)).isEqualTo(3);
        assertThat(retention.deleteDeskChanges(2, 3)).isEqualTo(1);
        assertThat(retention.deleteDeskChanges(2, 3)).isZero();

        assertThat(log.deskChanges(0, 10))
                .extracting(DeskChanges.DeskChange::dseq)
                .containsExactly(last - 1, last);
    }

    @Test
    void aSweepDeletesAllThatIsTooOldAndNothingElse() {
        open("old");
        say("c-old", "1", "2", "3");
        close("c-old");
        clock.advance(DAY.multipliedBy(40));
        open("new");
        say("c-new", "4");
        var limits = new RetentionSweep.Limits(30, 30, 30, 1_000, 2);

        var swept = new RetentionSweep(retention, limits, clock, () -> true).run();

        assertThat(swept).isEqualTo(new RetentionSweep.Swept(3, 1, 0, 0));
        assertThat(texts("c-new")).containsExactly("4");
        assertThat(log.conversation("c-old")).isEmpty();
    }

    @Test
    void aSweepForgetsChangesOfToolsWhenTheirDaysAreOver() {
        var runs = new SqlToolRunStore(database);
        runs.begin(run("old"));
        runs.begin(run("older"));
        runs.begin(run("oldest"));
        clock.advance(DAY.multipliedBy(31));
        runs.begin(run("new"));
        var limits = new RetentionSweep.Limits(0, 0, 30, 1_000, 2);
        new RetentionSweep(retention, limits, clock, () -> true).run();
        assertThat(runs.begin(run("old"))).isEmpty();
        assertThat(runs.begin(run("oldest"))).isEmpty();
        assertThat(runs.begin(run("new"))).isPresent();
        runs.forget("new");
        assertThat(runs.begin(run("new"))).isEmpty();
    }

    private Run run(String key) {
        return new Run(key, "", "shop", "cancel", Optional.empty(), "{}", "", clock.instant());
    }

    @Test
    void withoutLimitsASweepDeletesNothing() {
        open("old");
        say("c-old", "1");
        clock.advance(DAY.multipliedBy(4000));
        var limits = new RetentionSweep.Limits(0, 0, 30, 1_000, 2);

        assertThat(new RetentionSweep(retention, limits, clock, () -> true).run())
                .isEqualTo(RetentionSweep.Swept.NOTHING);
        assertThat(texts("c-old")).containsExactly("1");
    }

    @Test
    void everyReadOfTheHistoryUsesAnIndexInABigLog() throws Exception {
        for (int i = 0; i < 200; i++) {
            open("" + i);
        }
        BigLog.fill(database, 1_000, START);
        var plans = new QueryPlans(database);

        assertThat(plans.ofMessages("c-7", 500)).satisfies(QueryPlans::isByPrimaryKey);
        assertThat(plans.ofDay(SITE, START.plusSeconds(90_000)))
                .satisfies(plan -> QueryPlans.uses(plan, "ix_message_at"));
        assertThat(plans.ofRetention(SITE, START.plusSeconds(3_600)))
                .satisfies(plan -> QueryPlans.uses(plan, "ix_message_at"));
        pagesReachEveryMessageOnce();
    }

    private void pagesReachEveryMessageOnce() {
        var seqs = new ArrayList<Long>();
        var page = log.messages("c-7", 0, 200);
        while (!page.isEmpty()) {
            page.forEach(message -> seqs.add(message.seq()));
            page = log.messages("c-7", page.getLast().seq(), 200);
        }
        assertThat(seqs).hasSize(1_000).isSortedAccordingTo(Comparator.naturalOrder());
    }
}
