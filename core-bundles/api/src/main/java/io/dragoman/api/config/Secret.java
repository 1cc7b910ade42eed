package io.dragoman.api.config;

/** A credential. It never appears in a log, because it cannot be printed. Immutable. */
public final class Secret {

    private final String value;

    /** Wraps a value; an empty one counts as absent. */
    public Secret(String value) {
        this.value = value;
    }

    /** The value itself; keep it out of messages and logs. */
    public String reveal() {
        return value;
    }

    /** Whether there is a value. */
    public boolean isPresent() {
        return !value.isBlank();
    }

    @Override
    public String toString() {
        return "***";
    }
}
