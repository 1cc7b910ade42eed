package io.dragoman.dialogue;

import io.dragoman.api.skill.Tool;
import java.util.Map;

/**
 * A tool as other programs see it. Immutable.
 *
 * @param skill id of the skill it belongs to
 * @param version of that skill
 * @param schema JSON Schema of the arguments, as a tree
 */
public record ToolInfo(
        String skill,
        String version,
        String name,
        String purpose,
        Tool.Effect effect,
        Tool.Whom whom,
        Map<String, Object> schema) {

    /** A tool of a skill. */
    static ToolInfo of(String skill, String version, Tool<?> tool) {
        return new ToolInfo(
                skill,
                version,
                tool.name(),
                tool.purpose(),
                tool.effect(),
                tool.whom(),
                ToolSchema.of(tool));
    }
}
