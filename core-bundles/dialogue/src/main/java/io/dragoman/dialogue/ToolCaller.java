package io.dragoman.dialogue;

import io.dragoman.api.skill.Tool;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Calls the tools of the installed skills for REST, MCP and the language model: binds arguments,
 * limits the time, turns the result into a JSON tree. Never throws for what a tool does.
 * Thread-safe.
 */
@Component(service = ToolCaller.class)
@Designate(ocd = ToolCaller.Config.class)
public final class ToolCaller {

    /** How patient the caller is. */
    @ObjectClassDefinition(name = "Dragoman: tools of skills")
    public @interface Config {

        /** A call is given up on after this long. */
        @AttributeDefinition(name = "Time limit of a call (ms)", min = "100", max = "60000")
        int callLimitMillis() default 5_000;
    }

    private final SkillRegistry registry;
    private final Duration limit;

    /** Configured by the container. */
    @Activate
    public ToolCaller(@Reference(name = "registry") SkillRegistry registry, Config config) {
        this(registry, Duration.ofMillis(config.callLimitMillis()));
    }

    /** A caller for tests and tools. */
    public ToolCaller(SkillRegistry registry, Duration limit) {
        this.registry = registry;
        this.limit = limit;
    }

    /** The tools of all active skills, by skill and in the order the skill names them. */
    public List<ToolInfo> tools() {
        return registry.snapshot().stream()
                .filter(skill -> skill.state() == InstalledSkill.State.ACTIVE)
                .flatMap(ToolCaller::toolsOf)
                .toList();
    }

    private static Stream<ToolInfo> toolsOf(InstalledSkill skill) {
        return skill.spec().stream()
                .flatMap(spec -> spec.tools().stream())
                .map(tool -> describe(skill.id(), skill.version(), tool));
    }

    private static ToolInfo describe(String skill, String version, Tool<?> tool) {
        return new ToolInfo(
                skill,
                version,
                tool.name(),
                tool.purpose(),
                tool.effect(),
                ToolSchema.of(tool.arguments()));
    }

    /** The tool of a name, whichever skill it belongs to. */
    public Optional<ToolInfo> find(String tool) {
        return tools().stream().filter(info -> info.name().equals(tool)).findFirst();
    }

    /**
     * Calls a tool by its name alone.
     *
     * @param consented whether the customer has agreed to a change; not needed for tools that READ
     */
    public ToolOutcome call(
            String tool, Map<String, Object> arguments, Tool.Caller caller, boolean consented) {
        return find(tool)
                .map(info -> call(info.skill(), tool, arguments, caller, consented))
                .orElseGet(() -> new ToolOutcome.Unknown("There is no tool '" + tool + "'"));
    }

    /** Calls a tool of a certain skill; otherwise the same. */
    public ToolOutcome call(
            String skill,
            String tool,
            Map<String, Object> arguments,
            Tool.Caller caller,
            boolean consented) {
        var handle = registry.acquire(skill);
        if (handle.isEmpty()) {
            return new ToolOutcome.Unknown("There is no skill '" + skill + "'");
        }
        try (var held = handle.get()) {
            return held.skill().spec().tools().stream()
                    .filter(candidate -> candidate.name().equals(tool))
                    .findFirst()
                    .map(found -> call(held.skill(), found, arguments, caller, consented))
                    .orElseGet(
                            () ->
                                    new ToolOutcome.Unknown(
                                            "The skill '"
                                                    + skill
                                                    + "' has no tool '"
                                                    + tool
                                                    + "'"));
        }
    }

    private <A extends Record> ToolOutcome call(
            LoadedSkill skill,
            Tool<A> tool,
            Map<String, Object> given,
            Tool.Caller caller,
            boolean consented) {
        return switch (ToolArguments.bind(tool.arguments(), given)) {
            case ToolArguments.Binding.Wrong<A> wrong ->
                    new ToolOutcome.BadArguments(wrong.problems());
            case ToolArguments.Binding.Bound<A> bound ->
                    tool.effect() == Tool.Effect.READS || consented
                            ? run(skill, tool, bound.arguments(), caller)
                            : new ToolOutcome.NeedsConsent(
                                    describe(skill.spec().id(), skill.version(), tool));
        };
    }

    private <A extends Record> ToolOutcome run(
            LoadedSkill skill, Tool<A> tool, A arguments, Tool.Caller caller) {
        // The result is read inside the guard too: its accessors are the plug-in's code.
        return switch (skill.call(() -> outcome(tool.call().apply(arguments, caller)), limit)) {
            case CallOutcome.Returned<ToolOutcome> ended -> ended.value();
            case CallOutcome<ToolOutcome> broken ->
                    new ToolOutcome.Failed(
                            "The tool '" + tool.name() + "': " + CallOutcome.reason(broken));
        };
    }

    private static ToolOutcome outcome(Tool.Result result) {
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
