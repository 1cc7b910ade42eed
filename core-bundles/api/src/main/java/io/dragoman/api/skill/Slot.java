package io.dragoman.api.skill;

/**
 * A value a skill needs from the customer. The core asks for it, understands the answer, asks
 * again, and gives up to a person after three failures. If the customer's first message already
 * contains the value, it is not asked for.
 *
 * @param name unique within the skill
 * @param type how an answer is understood and kept
 * @param ask message key of the question
 * @param retry message key of the question after an answer that was none
 */
public record Slot<T>(String name, SlotType<T> type, String ask, String retry) {

    /** A slot whose keys are {@code <name>.ask} and {@code <name>.retry}. */
    public static <T> Slot<T> slot(String name, SlotType<T> type) {
        return new Slot<>(name, type, name + ".ask", name + ".retry");
    }
}
