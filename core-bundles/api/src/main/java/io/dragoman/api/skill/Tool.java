package io.dragoman.api.skill;

import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A function of a skill that other programs and language models may call. Its arguments are a
 * record: the components become the JSON Schema, so description and code cannot drift apart; {@link
 * Means} adds a sentence to a component.
 *
 * @param <A> the record of arguments; components of type String, int, long, boolean, BigDecimal,
 *     enum, a record of these, List or Optional of these
 * @param name unique in the installation: lower case, digits, underscores
 * @param purpose one sentence for the model that chooses
 */
public record Tool<A extends Record>(
        String name,
        String purpose,
        Effect effect,
        Class<A> arguments,
        BiFunction<A, Caller, Result> call) {

    /** The core asks the customer to confirm before it runs a tool that CHANGES anything. */
    public enum Effect {
        READS,
        CHANGES
    }

    /**
     * On whose behalf a tool runs.
     *
     * @param site the site it runs for
     * @param customerId the verified customer; empty for a machine or an unknown visitor
     */
    public record Caller(String site, Optional<String> customerId) {}

    /** How a call ended. */
    public sealed interface Result {

        /** A record, or maps and lists; becomes JSON. */
        record Ok(Object value) implements Result {}

        /** Nothing was changed; the reason is for the caller to read. */
        record Failed(String reason) implements Result {}
    }

    /** A tool that only reads. */
    public static <A extends Record> Tool<A> reading(
            String name, String purpose, Class<A> arguments, BiFunction<A, Caller, Result> call) {
        return new Tool<>(name, purpose, Effect.READS, arguments, call);
    }

    /** A tool that changes something. */
    public static <A extends Record> Tool<A> changing(
            String name, String purpose, Class<A> arguments, BiFunction<A, Caller, Result> call) {
        return new Tool<>(name, purpose, Effect.CHANGES, arguments, call);
    }
}
