package io.dragoman.authoring.yaml;

import io.dragoman.authoring.FileSlot;
import io.dragoman.authoring.FileTool;
import io.dragoman.authoring.Source;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;

/**
 * How other programs call a step. Immutable.
 *
 * @param result what the caller gets; the answer itself when empty
 */
record StepTool(FileTool head, Optional<Body.JsonTree> result) {

    static StepTool read(
            Source source, Map<String, FileSlot> slots, boolean changes, Templates answered) {
        var keys = new HashSet<>(FileTool.KEYS);
        keys.add("result");
        source.entries(keys);
        if (changes && source.find("result").isPresent()) {
            throw source.need("result").fault("is for tools that only read");
        }
        return new StepTool(
                FileTool.read(source, slots, changes),
                source.find("result").map(result -> Body.json(result, answered)));
    }
}
