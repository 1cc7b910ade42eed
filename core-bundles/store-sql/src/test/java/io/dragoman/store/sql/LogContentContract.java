package io.dragoman.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.message.Part;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.Conversation.BotState;
import io.dragoman.storage.Conversation.DeskState;
import io.dragoman.storage.Conversation.ReadState;
import io.dragoman.storage.Conversation.State;
import io.dragoman.storage.Conversation.WindowState;
import io.dragoman.storage.LogStore.Change;
import io.dragoman.storage.LogStore.Entry;
import io.dragoman.storage.LogStore.Opening;
import io.dragoman.storage.LogStore.Outcome;
import io.dragoman.storage.Message;
import io.dragoman.storage.Message.Author;
import io.dragoman.storage.Message.Draft;
import io.dragoman.storage.Message.Kind;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is read back is what was written, to the last character and microsecond. */
abstract class LogContentContract extends StoreContract {

    LogContentContract(Engine engine) {
        super(engine);
    }

    @Test
    void keepsEveryCharacter() {
        open("a");
        var texts =
                List.of(
                        "退款 🧧👨‍👩‍👧‍👦 \uD83D\uDE00 ünï – ' \" \\ % _ ; -- \n\t\u0001",
                        "长".repeat(20_000), "😀".repeat(10_000));
        texts.forEach(text -> written(entry("c-a", visitor(text, "key " + text.charAt(0)))));

        assertThat(texts("c-a")).containsExactlyElementsOf(texts);
    }

    @Test
    void keepsEveryKindOfPart() {
        open("a");
        List<Part> parts =
                List.of(
                        Part.text("text"),
                        new Part.Media(URI.create("https://x.example/1.png"), "image/png", "1", 9),
                        new Part.Card(
                                "Order",
                                List.of(new Part.Card.Field("State", "Shipped")),
                                List.of(new Part.Action("Track", "track 1"))),
                        new Part.Choices("Which?", List.of(new Part.Action("A", "a"))),
                        new Part.Place(31.2304, 121.4737, "上海"));
        var draft =
                new Draft(
                        START,
                        new Author(Kind.BOT, "bot", "小助手"),
                        parts,
                        Optional.of("k"),
                        Optional.of(7L));
        var message = written(entry("c-a", draft)).messages().getFirst();

        assertThat(log.message("c-a", 1)).contains(message);
        assertThat(message)
                .isEqualTo(
                        new Message(
                                "c-a",
                                1,
                                START,
                                draft.from(),
                                parts,
                                Optional.of("k"),
                                Optional.of(7L)));
    }

    @Test
    void keepsEveryFieldOfAConversation() {
        open("a");
        var changed =
                written(
                                change(
                                        "c-a",
                                        edit ->
                                                edit.contact("k-other")
                                                        .state(State.HUMAN)
                                                        .language("en")
                                                        .priority(2)
                                                        .tags(Set.of("vip", "投诉", "a\"b"))
                                                        .bot(
                                                                new BotState(
                                                                        3,
                                                                        4,
                                                                        5,
                                                                        -0.25,
                                                                        "{\"d\":1}",
                                                                        "{\"p\":2}"))
                                                        .desk(
                                                                DeskState.queued(
                                                                                "after-sales",
                                                                                "summary",
                                                                                "reason",
                                                                                START)
                                                                        .withAssignee("u1"))
                                                        .read(new ReadState(1, 2))
                                                        .window(
                                                                new WindowState(
                                                                        Optional.of(START), 3))))
                        .conversation();

        assertThat(log.conversation("c-a")).contains(changed);
        assertThat(changed.tags()).containsExactlyInAnyOrder("vip", "投诉", "a\"b");
        assertThat(changed.desk().assignee()).contains("u1");
    }

    @Test
    void tellsInstantsAtOnceAsTheyAreReadLater() {
        var precise = START.plusNanos(789);
        var opened =
                log.open(new Opening("c-a", "k-a", SITE, address("a"), true, "en", "", precise));
        assertThat(log.conversation("c-a")).contains(opened);

        var written =
                (Outcome.Written)
                        write(
                                        new Entry(
                                                "c-a",
                                                Optional.empty(),
                                                now -> Change.Write.of(precise(now, precise))))
                                .getFirst();
        assertThat(log.conversation("c-a")).contains(written.conversation());
    }

    private static Conversation precise(Conversation now, Instant at) {
        return now.edit()
                .closed(at)
                .reopened(at)
                .desk(DeskState.queued("service", "", "", at))
                .window(new WindowState(Optional.of(at), 1))
                .done();
    }

    @Test
    void closesAndReopens() {
        open("a");
        written(change("c-a", edit -> edit.closed(START)));
        assertThat(log.conversation("c-a").orElseThrow().closedAt()).contains(START);

        written(change("c-a", edit -> edit.reopened(START)));
        var again = log.conversation("c-a").orElseThrow();
        assertThat(again.epoch()).isEqualTo(2);
        assertThat(again.closedAt()).isEmpty();
    }

    @Test
    void remembersTheBeginningOfTheNewestMessage() {
        open("a");
        var written = written(entry("c-a", visitor("first"), visitor("😀\n".repeat(200))));
        var conversation = written.conversation();

        assertThat(conversation.lastText().codePointCount(0, conversation.lastText().length()))
                .isEqualTo(120);
        assertThat(conversation.lastText()).startsWith("😀 😀 ");
        assertThat(conversation.lastActivityAt()).isEqualTo(written.messages().getLast().at());
        assertThat(log.conversation("c-a")).contains(conversation);
    }

    @Test
    void leavesActivityAloneWhenNothingIsSaid() {
        open("a");
        var spoken = written(entry("c-a", visitor("hello"))).conversation();
        var read = written(change("c-a", edit -> edit.read(new ReadState(1, 1)))).conversation();

        assertThat(read.lastActivityAt()).isEqualTo(spoken.lastActivityAt());
        assertThat(read.lastText()).isEqualTo("hello");
        assertThat(read.lastSeq()).isEqualTo(1);
    }
}
