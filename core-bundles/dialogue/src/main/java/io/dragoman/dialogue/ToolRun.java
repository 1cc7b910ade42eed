package io.dragoman.dialogue;

import io.dragoman.api.skill.Tool;
import java.time.Duration;

/**
 * One run of a tool, with arguments that fit it. Whatever the plug-in does, an outcome comes of it
 * and no exception. Immutable.
 *
 * @param end how the call into the plug-in ended: whether anybody knows what it did
 * @param outcome what the caller is told
 */
record ToolRun(CallOutcome<ToolOutcome> end, ToolOutcome outcome) {

    static <A extends Record> ToolRun of(
            LoadedSkill skill, Tool<A> tool, A arguments, Tool.Caller caller, Duration limit) {
        // The result is read inside the guard too: its accessors are the plug-in's code.
        var end = skill.call(() -> read(tool.call().apply(arguments, caller)), limit);
        return new ToolRun(
                end,
                switch (end) {
                    case CallOutcome.Returned<ToolOutcome> known -> known.value();
                    case CallOutcome<ToolOutcome> broken ->
                            new ToolOutcome.Failed(
                                    "The tool '%s': %s"
                                            .formatted(tool.name(), CallOutcome.reason(broken)));
                });
    }

    private static ToolOutcome read(Tool.Result result) {
        return switch (result) {
            case null -> new ToolOutcome.Failed("The tool returned nothing");
            case Tool.Result.Ok ok -> answered(JsonTree.of(ok.value()));
            case Tool.Result.Failed failed -> new ToolOutcome.Failed(failed.reason());
        };
    }

    private static ToolOutcome answered(Object tree) {
        return Volume.isTooMuch(tree)
                ? new ToolOutcome.Failed(
                        "The tool answers more than " + Volume.MAX_CHARACTERS + " characters")
                : new ToolOutcome.Answered(tree);
    }
}
