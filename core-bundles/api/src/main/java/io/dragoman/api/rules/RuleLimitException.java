package io.dragoman.api.rules;

/** Rules fired too often or ran too long; says which. */
public final class RuleLimitException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Names the rule or file and the limit. */
    public RuleLimitException(String message) {
        super(message);
    }
}
