package io.dragoman.itests.harness;

import java.util.Map;

/**
 * The instance in the demo profile, on the embedded database, that most tests share, because a
 * start takes longer than most tests. A test leaves its folders as it found them.
 */
public final class Shared {

    private static RunningDragoman demo;

    private Shared() {}

    /** Starts it when nobody has. */
    public static synchronized RunningDragoman demo() {
        if (demo == null) {
            demo = RunningDragoman.start("demo", "demo", Map.of());
        }
        return demo;
    }
}
