package io.dragoman.authoring;

/** A skill's file that cannot be used; says where and why, in words for its author. */
public final class FaultyFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int line;

    /**
     * A fault.
     *
     * @param line of the file, from 1; 0 when there are no lines
     */
    public FaultyFileException(int line, String reason) {
        super(reason);
        this.line = line;
    }

    /** The line, from 1; 0 when unknown. */
    public int line() {
        return line;
    }
}
