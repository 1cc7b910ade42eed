package io.dragoman.api.skill;

import io.dragoman.api.message.Part;
import java.util.List;

/** How a turn ended: what to say, and where the dialogue goes next. */
public sealed interface Turn {

    /** What to say to the customer. */
    List<Part> parts();

    /** The dialogue is over. */
    record Done(List<Part> parts) implements Turn {
        public Done {
            parts = List.copyOf(parts);
        }
    }

    /** The dialogue goes on with another step when the customer has answered. */
    record Next(String step, List<Part> parts) implements Turn {
        public Next {
            parts = List.copyOf(parts);
        }
    }

    /** Forgets the slot and asks for it again; the parts say why. Counts as a failed try. */
    record AskAgain(Slot<?> slot, List<Part> parts) implements Turn {
        public AskAgain {
            parts = List.copyOf(parts);
        }
    }

    /**
     * A person has to go on.
     *
     * @param team which team, or empty for the site's default
     * @param summary what the agent needs to know at a glance
     */
    record HandOver(String team, String summary, List<Part> parts) implements Turn {
        public HandOver {
            parts = List.copyOf(parts);
        }
    }

    /**
     * Something would be changed, and the customer is asked first. When they agree, the core calls
     * the tool, once, and goes on with the step, where {@link Dialogue#outcome} tells how it ended;
     * when they do not, the dialogue is over.
     *
     * @param tool one of this skill's tools that CHANGES
     * @param arguments kept as JSON until the customer has answered
     * @param then the step that speaks of the outcome
     * @param parts said before the question
     */
    record Propose(Tool<?> tool, Record arguments, String then, List<Part> parts) implements Turn {
        public Propose {
            parts = List.copyOf(parts);
        }
    }

    /** Not a case for this skill after all; the ladder goes on with its next stage. */
    record Pass(String reason) implements Turn {
        @Override
        public List<Part> parts() {
            return List.of();
        }
    }

    /** Says something and ends the dialogue. */
    static Turn done(Part... parts) {
        return new Done(List.of(parts));
    }

    /** Says something and goes on with a step. */
    static Turn next(String step, Part... parts) {
        return new Next(step, List.of(parts));
    }

    /** Says why the value will not do and asks again. */
    static Turn askAgain(Slot<?> slot, Part... parts) {
        return new AskAgain(slot, List.of(parts));
    }

    /** Says something and brings a person in. */
    static Turn handOver(String team, String summary, Part... parts) {
        return new HandOver(team, summary, List.of(parts));
    }

    /** Asks the customer whether to call a tool, and goes on with a step when it has run. */
    static <A extends Record> Turn propose(Tool<A> tool, A arguments, String then, Part... parts) {
        return new Propose(tool, arguments, then, List.of(parts));
    }

    /** Lets the next stage of the ladder try. */
    static Turn pass(String reason) {
        return new Pass(reason);
    }
}
