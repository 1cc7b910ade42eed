package io.dragoman.events.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.events.EventType;
import io.dragoman.storage.Conversation.DeskState;
import io.dragoman.storage.Conversation.State;
import io.dragoman.storage.ConversationEditor;
import io.dragoman.storage.DeskStore.Rating;
import io.dragoman.storage.LogStore.Beside;
import io.dragoman.storage.LogStore.Change;
import io.dragoman.storage.LogStore.TicketDraft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/events.md says of events, against the events that are sent. */
class EventsGuideTest {

    private static final Path GUIDE = Path.of("../../docs/events.md");
    private static final Pattern SAMPLE = Pattern.compile("(?s)```json\n(.*?)```");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z.-]+)` \\|[^|]*\\|(.*)\\|$");
    private static final Pattern FOOTNOTE = Pattern.compile("(?m)^¹ (.*)$");
    private static final Pattern FIELD = Pattern.compile("`([A-Za-z]+)`");
    private static final Set<String> EVERYWHERE =
            Set.of("conversationId", "channel", "account", "contactId");

    @TempDir Path folder;
    private EventWorld world;
    private String guide;

    @BeforeEach
    void open() throws IOException {
        world = new EventWorld(folder);
        guide = Files.readString(GUIDE);
        world.subscribe(
                "s",
                "http://x",
                EventType.offered().stream().map(EventType::wire).toArray(String[]::new));
        world.customer("ann");
        world.hello("c-ann", "one");
    }

    @AfterEach
    void close() throws InterruptedException {
        world.close();
    }

    private static Set<String> fields(String text) {
        return FIELD.matcher(text).results().map(m -> m.group(1)).collect(Collectors.toSet());
    }

    /** The fields of each type's data, as the table has them. */
    private Map<String, Set<String>> table() {
        var ofConversation =
                FOOTNOTE.matcher(guide).results().map(m -> fields(m.group(1))).findFirst();
        var table = new LinkedHashMap<String, Set<String>>();
        Set<String> above = Set.of();
        for (MatchResult row : ROW.matcher(guide).results().toList()) {
            var named = new TreeSet<>(fields(row.group(2)));
            named.addAll(EVERYWHERE);
            if (row.group(2).contains("the conversation¹")) {
                named.addAll(ofConversation.orElseThrow());
            }
            if (row.group(2).contains("as above")) {
                named.addAll(above);
            }
            table.put(row.group(1), named);
            above = named;
        }
        return table;
    }

    @Test
    void theSampleIsWhatIsSent() {
        var sample = SAMPLE.matcher(guide);
        assertThat(sample.find()).isTrue();
        var told = (Map<?, ?>) world.json.read(sample.group(1));

        var sent = world.event("s", "message.created");

        assertThat(told.keySet().toArray()).isEqualTo(sent.keySet().toArray());
        assertThat(told.get("data")).isEqualTo(sent.get("data"));
        for (var same : List.of("type", "version", "site")) {
            assertThat(told.get(same)).isEqualTo(sent.get(same));
        }
    }

    @Test
    void theTableHasEveryTypeThatIsOffered() {
        assertThat(table().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        EventType.offered().stream().map(EventType::wire).toList());
    }

    @Test
    void theTableNamesEveryFieldThatIsSent() {
        goesThroughTheDesk();
        var table = table();
        var sent = new TreeSet<String>();
        for (var delivery : world.deliveries("s")) {
            var data = (Map<?, ?>) world.event("s", delivery.type()).get("data");
            sent.add(delivery.type());
            assertThat(data.keySet().stream().map(Object::toString))
                    .as(delivery.type())
                    .isSubsetOf(table.get(delivery.type()));
        }
        assertThat(sent).as("what this test has looked at").hasSizeGreaterThanOrEqualTo(8);
    }

    private void goesThroughTheDesk() {
        var waits = DeskState.queued("service", "a refund", "handoff.asked", Instant.now());
        moves(edit -> edit.state(State.QUEUED).desk(waits));
        moves(edit -> edit.state(State.HUMAN).desk(DeskState.NONE.withAssignee("u-1")));
        moves(edit -> edit.state(State.BOT).desk(DeskState.NONE));
        moves(edit -> edit.closed(Instant.now()));
        var ticket = new TicketDraft("t-1", "service", "Call me", "about my parcel");
        var rating = new Rating("c-ann", 1, 5, "thanks", Optional.of("u-1"), Instant.now());
        world.write(
                "c-ann",
                now ->
                        new Change.Write(
                                        now,
                                        List.of(),
                                        Optional.empty(),
                                        List.of(ticket),
                                        List.of())
                                .withBeside(Beside.rating(rating)));
    }

    private void moves(UnaryOperator<ConversationEditor> edit) {
        world.write("c-ann", now -> Change.Write.of(edit.apply(now.edit()).done()));
    }
}
