package io.dragoman.handoff.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.message.Address;
import io.dragoman.api.message.Part;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.Conversation.ReadState;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.Message;
import io.dragoman.storage.Message.Author;
import io.dragoman.storage.Message.Kind;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class NewestMessagesTest {

    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    private final List<Message> log = new ArrayList<>();
    private final AtomicInteger reads = new AtomicInteger();
    private final NewestMessages newest = new NewestMessages(store());

    private LogStore store() {
        return (LogStore)
                Proxy.newProxyInstance(
                        LogStore.class.getClassLoader(),
                        new Class<?>[] {LogStore.class},
                        (self, method, arguments) -> {
                            reads.incrementAndGet();
                            long after = (long) arguments[1];
                            return log.stream()
                                    .filter(message -> message.seq() > after)
                                    .limit((int) arguments[2])
                                    .toList();
                        });
    }

    private Message says(Kind kind) {
        var message =
                new Message(
                        "c",
                        log.size() + 1,
                        NOW,
                        new Author(kind, "id", kind.name()),
                        List.of(Part.text("words")),
                        Optional.empty(),
                        Optional.empty());
        log.add(message);
        return message;
    }

    private Conversation conversation(long readByAgent) {
        return new Conversation(
                "c",
                "demo",
                new Address("web", "default", "v"),
                true,
                "k",
                Conversation.State.HUMAN,
                1,
                "en",
                log.size(),
                "words",
                0,
                Set.of(),
                Conversation.BotState.NEW,
                Conversation.DeskState.NONE,
                new ReadState(0, readByAgent),
                Conversation.WindowState.NEW,
                NOW,
                NOW,
                Optional.empty());
    }

    private NewestMessages.Shown shown(long readByAgent) {
        return newest.of(conversation(readByAgent), true);
    }

    @Test
    void nobodyHasSaidAnythingYet() {
        assertThat(shown(0)).isEqualTo(new NewestMessages.Shown(0, Optional.empty()));
        assertThat(reads).hasValue(0);
    }

    @Test
    void whatGoesToTheDeskAnywayIsNotReadAgain() {
        says(Kind.VISITOR);
        says(Kind.BOT);
        assertThat(shown(0).unread()).isEqualTo(1);
        assertThat(reads).hasValue(1);

        newest.saw(says(Kind.VISITOR));
        newest.saw(says(Kind.AGENT));

        var shown = shown(1);
        assertThat(shown.unread()).isEqualTo(1);
        assertThat(shown.newest().orElseThrow().seq()).isEqualTo(4);
        assertThat(shown.newest().orElseThrow().from().kind()).isEqualTo(Kind.AGENT);
        assertThat(shown(3).unread()).isZero();
        assertThat(reads).hasValue(1);
    }

    @Test
    void whatWasMissedIsReadFromWhereItBegan() {
        says(Kind.VISITOR);
        assertThat(shown(0).unread()).isEqualTo(1);
        says(Kind.VISITOR);
        newest.saw(says(Kind.VISITOR));

        assertThat(shown(0).unread()).isEqualTo(3);
        assertThat(shown(0).newest().orElseThrow().seq()).isEqualTo(3);
        assertThat(reads).hasValue(2);
    }

    @Test
    void ofVeryManyTheLastHundredCount() {
        for (int i = 0; i < 350; i++) {
            newest.saw(says(Kind.VISITOR));
        }
        assertThat(shown(0).unread()).isEqualTo(100);
        newest.saw(says(Kind.VISITOR));
        assertThat(shown(0).unread()).isEqualTo(100);
        assertThat(shown(340).unread()).isEqualTo(11);
    }

    @Test
    void theBotsConversationsHaveNothingUnreadUntilTheyBecomeTheDesks() {
        says(Kind.VISITOR);
        says(Kind.BOT);
        says(Kind.VISITOR);
        assertThat(newest.of(conversation(0), false).unread()).isZero();
        assertThat(newest.of(conversation(0), false).newest().orElseThrow().seq()).isEqualTo(3);
        assertThat(shown(0).unread()).isEqualTo(2);
    }
}
