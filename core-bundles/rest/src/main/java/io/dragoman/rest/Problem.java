package io.dragoman.rest;

import io.dragoman.api.message.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A refusal on its way out of a resource; becomes an {@code application/problem+json} of RFC 9457.
 * It carries keys and values; the words are chosen where the caller's language is known. Used by
 * one thread.
 */
public final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient Object[] arguments;
    private final transient Optional<String> words;
    private final transient List<FieldError> errors = new ArrayList<>();
    private final transient Map<String, Object> extensions = new LinkedHashMap<>();
    private final transient Map<String, String> headers = new LinkedHashMap<>();

    /**
     * What is wrong with one field.
     *
     * @param field its path, for example {@code parts/0/text}
     * @param key of the text {@code field.<key>}
     */
    public record FieldError(String field, String key, List<Object> arguments) {
        public FieldError {
            arguments = List.copyOf(arguments);
        }
    }

    private Problem(int status, String code, Object[] arguments, Optional<String> words) {
        // A refusal is no bug: nobody needs its stack.
        super(code, null, false, false);
        this.status = status;
        this.code = code;
        this.arguments = arguments;
        this.words = words;
    }

    /** A refusal of ours; the arguments go into its text. */
    public static Problem of(Fault fault, Object... arguments) {
        return new Problem(fault.status(), fault.code(), arguments, Optional.empty());
    }

    /** A refusal for a reason that another part of the program gives, with its key. */
    public static Problem because(Fault fault, Reason why) {
        var problem = of(fault, why.text());
        Tree.words(why).ifPresent(words -> problem.with("why", words));
        return problem;
    }

    /** A refusal of another part of the program, in its own words unless we know the code. */
    public static Problem refused(int status, String code, String reason) {
        return Fault.of(code)
                .map(Problem::of)
                .orElseGet(() -> new Problem(status, code, new Object[0], Optional.of(reason)));
    }

    /** Bad input, with what is wrong with each field. */
    public static Problem invalid(List<FieldError> errors) {
        var problem = of(Fault.INVALID);
        problem.errors.addAll(errors);
        return problem;
    }

    /** Bad input in one field. */
    public static Problem invalid(String field, String key, Object... arguments) {
        return invalid(List.of(new FieldError(field, key, List.of(arguments))));
    }

    /** With a further member. */
    public Problem with(String name, Object value) {
        extensions.put(name, value);
        return this;
    }

    /** With a header. */
    public Problem header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** With the time after which another try makes sense. */
    public Problem retryAfter(long seconds) {
        return header("Retry-After", Long.toString(Math.max(1, seconds)));
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** What programs read. */
    public String code() {
        return code;
    }

    Object[] arguments() {
        return arguments.clone();
    }

    Optional<String> words() {
        return words;
    }

    List<FieldError> errors() {
        return List.copyOf(errors);
    }

    Map<String, Object> extensions() {
        return extensions;
    }

    Map<String, String> headers() {
        return headers;
    }
}
