package io.dragoman.pipeline.internal;

import io.dragoman.api.message.Part;
import io.dragoman.api.message.Texts;
import io.dragoman.conversation.ChosenOption;
import io.dragoman.pipeline.Turn;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.Message;
import io.dragoman.storage.Message.Kind;
import java.util.List;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Sums up a conversation for the agent who takes it: what the customer said last, in their words.
 */
@Component(service = Summaries.class)
public final class Summaries {

    private static final int LOOK_BACK = 20;
    private static final int QUOTED = 4;
    private static final int LONGEST_QUOTE = 120;

    private final LogStore store;
    private final Texts texts = PipelineTexts.load();

    @Activate
    public Summaries(@Reference(name = "store") LogStore store) {
        this.store = store;
    }

    String of(Turn turn) {
        long seq = turn.message().seq();
        var messages =
                store.messages(turn.conversation().id(), Math.max(0, seq - LOOK_BACK), LOOK_BACK);
        var said =
                messages.stream()
                        .filter(message -> message.from().kind() == Kind.VISITOR)
                        .map(Summaries::quote)
                        .filter(quote -> !quote.isEmpty() && !PersonWish.wantsPerson(quote))
                        .toList();
        if (said.isEmpty()) {
            return texts.get(turn.locale(), "summary.nothing");
        }
        var last = said.subList(Math.max(0, said.size() - QUOTED), said.size());
        return texts.get(
                turn.locale(), "summary.said", join(last), turn.conversation().bot().turns());
    }

    private static String quote(Message message) {
        var text = Part.firstText(ChosenOption.shown(message.parts())).orElse("").strip();
        return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…";
    }

    private static String join(List<String> quotes) {
        return quotes.stream().map(quote -> "“" + quote + "”").collect(Collectors.joining(" "));
    }
}
