package io.dragoman.pipeline;

/** How a stage ended. */
public sealed interface StageResult {

    /** What the trace shows. */
    Report report();

    /** It had nothing to do with this turn. */
    record Skip(Report report) implements StageResult {}

    /** It tried, and the next stage goes on; tags and the like are kept. */
    record Pass(Report report, Effects effects) implements StageResult {}

    /**
     * What it needs did not do its part; the next stage goes on, and a stage that may rest does so
     * when this happens several times in a row.
     */
    record Failed(Report report) implements StageResult {}

    /** The turn is answered. */
    record Answer(Report report, Effects effects) implements StageResult {}

    /** Nothing to do. */
    static StageResult skip(String key) {
        return new Skip(Report.of(key));
    }

    /** Tried in vain. */
    static StageResult pass(Report report) {
        return new Pass(report, Effects.NONE);
    }
}
