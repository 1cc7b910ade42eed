package io.dragoman.conversation;

import io.dragoman.api.message.Part;
import java.util.List;
import java.util.Optional;

/**
 * An option that a customer chose by pressing its button. The log keeps what the button said (for
 * people) and what it sends (for skills and rules) as choices with a single option, whose label is
 * the prompt; where both are the same it is plain text.
 */
public final class ChosenOption {

    private ChosenOption() {}

    /** The part that stands in the log for a pressed button. */
    public static Part of(Part.Action action) {
        return action.label().equals(action.payload())
                ? Part.text(action.payload())
                : new Part.Choices(action.label(), List.of(action));
    }

    /** The option that a customer's message chooses; empty when the message is anything else. */
    public static Optional<Part.Action> in(List<Part> parts) {
        return parts.size() == 1
                        && parts.get(0) instanceof Part.Choices choices
                        && choices.options().size() == 1
                        && choices.options().get(0).label().equals(choices.prompt())
                ? Optional.of(choices.options().get(0))
                : Optional.empty();
    }

    /** What a customer's message says to programs: its first text, or what the button sends. */
    public static Optional<String> said(List<Part> parts) {
        return in(parts).map(Part.Action::payload).or(() -> Part.firstText(parts));
    }

    /** A customer's message as people see it: a chosen option is the words on its button. */
    public static List<Part> shown(List<Part> parts) {
        return in(parts).map(action -> List.of(Part.text(action.label()))).orElse(parts);
    }

    /** The buttons of a message, of its cards and its choices, in order. */
    public static List<Part.Action> offered(List<Part> parts) {
        return parts.stream()
                .flatMap(
                        part ->
                                switch (part) {
                                    case Part.Card card -> card.actions().stream();
                                    case Part.Choices choices -> choices.options().stream();
                                    default -> java.util.stream.Stream.<Part.Action>empty();
                                })
                .toList();
    }
}
