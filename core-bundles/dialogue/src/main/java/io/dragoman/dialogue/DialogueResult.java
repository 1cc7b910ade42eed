package io.dragoman.dialogue;

import io.dragoman.api.message.Part;
import java.util.List;

/** How one turn of a dialogue ended. Immutable. */
public sealed interface DialogueResult {

    /** What to say; nothing when the ladder goes on with its next stage. */
    List<Part> parts();

    /**
     * Where the dialogue stood at the end; to be kept only after {@link Say}, else for the trace.
     */
    DialogueState state();

    /** Say it and keep the state: the customer's next message belongs to this dialogue. */
    record Say(List<Part> parts, DialogueState state) implements DialogueResult {
        public Say {
            parts = List.copyOf(parts);
        }
    }

    /**
     * Say it; the dialogue is over.
     *
     * @param cancelled whether the customer broke it off
     */
    record Finished(List<Part> parts, boolean cancelled, DialogueState state)
            implements DialogueResult {
        public Finished {
            parts = List.copyOf(parts);
        }
    }

    /**
     * The customer has agreed to a change: make it, once for the proposal's id, and go on with
     * {@link DialogueEngine#conclude}.
     */
    record Execute(Proposal proposal, DialogueState state) implements DialogueResult {
        @Override
        public List<Part> parts() {
            return List.of();
        }
    }

    /** The skill wants a person of a team; empty for the site's default. */
    record HandOver(String team, String summary, List<Part> parts, DialogueState state)
            implements DialogueResult {
        public HandOver {
            parts = List.copyOf(parts);
        }
    }

    /** The customer could not be understood several times in a row: bring a person in. */
    record GiveUp(String slot, String summary, List<Part> parts, DialogueState state)
            implements DialogueResult {
        public GiveUp {
            parts = List.copyOf(parts);
        }
    }

    /** Not a case for the skill; the dialogue is over and the next stage tries. */
    record Pass(String reason, DialogueState state) implements DialogueResult {
        @Override
        public List<Part> parts() {
            return List.of();
        }
    }

    /** The skill threw, took too long or broke its own spec; the next stage tries. */
    record Failed(String reason, DialogueState state) implements DialogueResult {
        @Override
        public List<Part> parts() {
            return List.of();
        }
    }
}
