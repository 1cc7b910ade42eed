package io.dragoman.api.skill;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A function of a skill that rules, language models and other programs may call. Its arguments are
 * a record: the components become the JSON Schema, so description and code cannot drift apart;
 * {@link Means} adds a sentence to a component. A tool whose arguments are known only at run time
 * brings its schema along, see {@link #dynamic}. Immutable; called from many threads at once.
 *
 * @param <A> the record of arguments; components of type String, int, long, boolean, BigDecimal,
 *     enum, a record of these, List or Optional of these
 * @param name unique in the installation: lower case, digits, underscores
 * @param purpose one sentence for the model that chooses
 * @param effect whether it changes anything
 * @param whom whether it works for a certain customer only
 * @param schema JSON Schema of the arguments; empty when the record says it all
 */
public record Tool<A extends Record>(
        String name,
        String purpose,
        Effect effect,
        Whom whom,
        Class<A> arguments,
        Optional<Map<String, Object>> schema,
        BiFunction<A, Caller, Result> call) {

    public Tool {
        schema = schema.map(tree -> Collections.unmodifiableMap(new LinkedHashMap<>(tree)));
    }

    /**
     * Whether a tool changes anything. What CHANGES is confirmed by the customer first: the core
     * asks with the text {@code <tool>.confirm} of the skill, in which <code>{0}</code>, <code>{1}
     * </code> … are the arguments in their order, and calls the tool once the customer agrees.
     * Members of staff and services with a token of their own are asked by whatever they use.
     */
    public enum Effect {
        /** It may be called any number of times. */
        READS,
        /** It is called once, after a yes. */
        CHANGES
    }

    /** For whom a tool works. */
    public enum Whom {
        /** What it does is no secret of a customer, or it checks the caller itself. */
        ANYBODY,
        /**
         * It acts for a customer, and is called only with that customer's verified id in {@link
         * Caller#customerId}.
         */
        CUSTOMER
    }

    /** Who stands behind a call. */
    public enum Actor {
        /** The customer, or the bot on the customer's behalf: only for themselves. */
        CUSTOMER,
        /** Somebody who is signed in at the desk. */
        STAFF,
        /** A program with a token that an administrator has made. */
        SERVICE
    }

    /**
     * On whose behalf a tool runs.
     *
     * @param site the site it runs for
     * @param customerId the verified customer; empty for a machine or an unknown visitor
     * @param actor who calls
     * @param key the same whenever the same change is asked for again; pass it on to systems that
     *     understand idempotency keys
     */
    public record Caller(
            String site, Optional<String> customerId, Actor actor, Optional<String> key) {

        /** The customer, or an unknown visitor. */
        public Caller(String site, Optional<String> customerId) {
            this(site, customerId, Actor.CUSTOMER, Optional.empty());
        }

        /** The same caller with an idempotency key. */
        public Caller withKey(String next) {
            return new Caller(site, customerId, actor, Optional.of(next));
        }

        /**
         * Whether the caller may see and do things of a certain customer: customers only of
         * themselves, staff and services of anybody.
         */
        public boolean mayActFor(String customer) {
            return actor != Actor.CUSTOMER || customerId.filter(customer::equals).isPresent();
        }
    }

    /** How a call ended. */
    public sealed interface Result {

        /** A record, or maps and lists; becomes JSON. */
        record Ok(Object value) implements Result {}

        /** Nothing was changed; the reason is for the caller to read. */
        record Failed(String reason) implements Result {}
    }

    /**
     * Arguments of a tool that brings its schema along: a JSON tree that fits it.
     *
     * @param all texts, numbers (Long, BigDecimal), booleans, lists and maps by name
     */
    public record Values(Map<String, Object> all) {
        public Values {
            all = Collections.unmodifiableMap(new LinkedHashMap<>(all));
        }

        /** An argument as text; empty when it was not given. */
        public Optional<String> text(String name) {
            return Optional.ofNullable(all.get(name)).map(String::valueOf);
        }
    }

    /** A tool that only reads. */
    public static <A extends Record> Tool<A> reading(
            String name, String purpose, Class<A> arguments, BiFunction<A, Caller, Result> call) {
        return of(name, purpose, Effect.READS, arguments, Optional.empty(), call);
    }

    /** A tool that changes something. */
    public static <A extends Record> Tool<A> changing(
            String name, String purpose, Class<A> arguments, BiFunction<A, Caller, Result> call) {
        return of(name, purpose, Effect.CHANGES, arguments, Optional.empty(), call);
    }

    /**
     * A tool whose arguments are known at run time.
     *
     * @param schema JSON Schema of an object, as a tree of maps and lists: {@code type}, {@code
     *     properties}, {@code required}, {@code items}, {@code enum}, {@code description}; the core
     *     checks every call against it
     */
    public static Tool<Values> dynamic(
            String name,
            String purpose,
            Effect effect,
            Map<String, Object> schema,
            BiFunction<Values, Caller, Result> call) {
        return of(name, purpose, effect, Values.class, Optional.of(schema), call);
    }

    private static <A extends Record> Tool<A> of(
            String name,
            String purpose,
            Effect effect,
            Class<A> arguments,
            Optional<Map<String, Object>> schema,
            BiFunction<A, Caller, Result> call) {
        return new Tool<>(name, purpose, effect, Whom.ANYBODY, arguments, schema, call);
    }

    /** The same tool, called only with the customer's verified id. */
    public Tool<A> forCustomer() {
        return new Tool<>(name, purpose, effect, Whom.CUSTOMER, arguments, schema, call);
    }
}
