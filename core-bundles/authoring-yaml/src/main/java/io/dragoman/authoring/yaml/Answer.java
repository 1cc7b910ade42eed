package io.dragoman.authoring.yaml;

/** What came of a step's call. Immutable. */
sealed interface Answer {

    /**
     * The system answered.
     *
     * @param status of HTTP; 0 for a step that calls nobody
     * @param body its tree
     */
    record Given(int status, Object body) implements Answer {}

    /**
     * There is no answer that can be used.
     *
     * @param reason for the trace; names no secrets
     */
    record Missing(String reason) implements Answer {}
}
