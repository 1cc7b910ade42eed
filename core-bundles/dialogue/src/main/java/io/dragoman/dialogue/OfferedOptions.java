package io.dragoman.dialogue;

import io.dragoman.api.message.Part;
import java.util.List;
import java.util.Optional;

/** Understands answers to a list of options that a channel without buttons showed as text. */
public final class OfferedOptions {

    private OfferedOptions() {}

    /**
     * The option that is meant by its number ("2", "the second one", "第二个"), by its label, or by a
     * "yes" when it is the only one; empty when none is, or when the text is what an option sends
     * and needs no translation.
     */
    public static Optional<Part.Action> chosen(String text, List<Part.Action> options) {
        var said = Phrases.bare(text);
        if (said.isEmpty()
                || options.stream().anyMatch(option -> option.payload().equals(text.strip()))) {
            return Optional.empty();
        }
        if (options.size() == 1 && Phrases.takesUp(text)) {
            return Optional.of(options.getFirst());
        }
        return options.stream()
                .filter(option -> said.equals(Phrases.bare(option.label())))
                .findFirst()
                .or(() -> Phrases.choice(text, options.size()).map(options::get));
    }

    /**
     * A question that is put once more: what could be picked when it was first asked can be picked
     * again.
     */
    public static List<Part> again(List<Part> question, List<Part.Action> options) {
        return question.size() == 1
                        && question.getFirst() instanceof Part.Text text
                        && !options.isEmpty()
                ? List.of(new Part.Choices(text.text(), options))
                : question;
    }
}
