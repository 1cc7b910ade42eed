package io.dragoman.api.rules;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a rule concluded. Each decision names the rule that took it, for the trace. Immutable. */
public sealed interface Decision {

    /** The rule that decided. */
    String rule();

    /** Answer with a text. */
    record Say(String rule, String text) implements Decision {}

    /** Ask back, with options to choose from; each is {@code label} or {@code label=payload}. */
    record Ask(String rule, String prompt, List<String> options) implements Decision {
        public Ask {
            options = List.copyOf(options);
        }
    }

    /** Start a skill with some slots already filled. */
    record StartSkill(String rule, String skill, Map<String, String> slots) implements Decision {
        public StartSkill {
            slots = Map.copyOf(slots);
        }
    }

    /** Put a tag on the conversation. */
    record Tag(String rule, String tag) implements Decision {}

    /** Set the priority: 0 normal, 1 high, 2 urgent. */
    record SetPriority(String rule, int priority) implements Decision {}

    /**
     * Call a tool of a skill.
     *
     * @param arguments by name; checked against the tool's schema before it is called
     * @param tell what to say when it went well, with {@code {name}} for members of the answer;
     *     empty to say nothing
     * @param otherwise what to say when it failed; empty to let the next stage try
     */
    record Call(
            String rule, String tool, Map<String, Object> arguments, String tell, String otherwise)
            implements Decision {
        public Call {
            arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
        }
    }

    /** Bring a person of a team in; an empty team is the site's default. */
    record HandOver(String rule, String team, String why) implements Decision {}

    /** Open a ticket for a team. */
    record OpenTicket(String rule, String team, String subject) implements Decision {}

    /** Do not answer, and tell the customer why. */
    record Block(String rule, String text) implements Decision {}
}
