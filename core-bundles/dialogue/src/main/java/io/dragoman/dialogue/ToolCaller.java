package io.dragoman.dialogue;

import io.dragoman.api.skill.Tool;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the tools of the installed skills, the same way whoever asks: a dialogue, a rule, the
 * language model, MCP or REST. Binds arguments, lets nobody act for a customer who is not known for
 * sure, changes nothing without consent, limits pace and time, tells the witnesses, and turns the
 * result into a JSON tree. Never throws for what a tool does. Thread-safe.
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

        /** How often a customer, or the bot for one, may call in a minute. */
        @AttributeDefinition(name = "Calls per minute of a customer", min = "1")
        int customerPerMinute() default 60;

        /** How often a member of staff or a service may call in a minute. */
        @AttributeDefinition(name = "Calls per minute of staff and services", min = "1")
        int staffPerMinute() default 60_000;
    }

    private static final Logger LOG = LoggerFactory.getLogger(ToolCaller.class);
    private static final Optional<RepeatedCalls> NONE = Optional.empty();

    private final SkillRegistry registry;
    private final Duration limit;
    private final int customerPerMinute;
    private final int staffPerMinute;
    private final Pace pace;
    private final List<ToolWitness> witnesses = new CopyOnWriteArrayList<>();
    private volatile Optional<RepeatedCalls> repeated = Optional.empty();

    /** Configured by the container. */
    @Activate
    public ToolCaller(@Reference(name = "registry") SkillRegistry registry, Config config) {
        this(
                registry,
                Duration.ofMillis(config.callLimitMillis()),
                config.customerPerMinute(),
                config.staffPerMinute(),
                Clock.systemUTC());
    }

    /** A caller for tests and tools that lets everybody call as often as they like. */
    public ToolCaller(SkillRegistry registry, Duration limit) {
        this(registry, limit, Integer.MAX_VALUE, Integer.MAX_VALUE, Clock.systemUTC());
    }

    /** A caller for the tools of one skill, for tests of it. */
    public static ToolCaller only(LoadedSkill skill, Duration limit) {
        return new ToolCaller(new OneSkill(skill), limit);
    }

    ToolCaller(
            SkillRegistry registry,
            Duration limit,
            int customerPerMinute,
            int staffPerMinute,
            Clock clock) {
        this.registry = registry;
        this.limit = limit;
        this.customerPerMinute = customerPerMinute;
        this.staffPerMinute = staffPerMinute;
        this.pace = new Pace(clock);
    }

    @Reference(
            name = "witness",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void addWitness(ToolWitness witness) {
        witnesses.add(witness);
    }

    void removeWitness(ToolWitness witness) {
        witnesses.remove(witness);
    }

    @Reference(
            name = "repeated",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC)
    void addRepeated(RepeatedCalls calls) {
        repeated = Optional.of(calls);
    }

    void removeRepeated(RepeatedCalls calls) {
        repeated = repeated.filter(bound -> !bound.equals(calls));
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
                .map(tool -> ToolInfo.of(skill.id(), skill.version(), tool));
    }

    /** The tool of a name, whichever skill it belongs to. */
    public Optional<ToolInfo> find(String tool) {
        return tools().stream().filter(info -> info.name().equals(tool)).findFirst();
    }

    /** Tells of every change of the tools; close it to hear no more. */
    public SkillRegistry.Subscription listen(Runnable onChange) {
        return registry.listen(onChange);
    }

    /** Calls a tool. */
    public ToolOutcome call(ToolCall call) {
        var skill = call.skill().or(() -> find(call.tool()).map(ToolInfo::skill));
        if (skill.isEmpty()) {
            return new ToolOutcome.Unknown("There is no tool '" + call.tool() + "'");
        }
        var handle = registry.acquire(skill.get());
        if (handle.isEmpty()) {
            return new ToolOutcome.Unknown("There is no skill '" + skill.get() + "'");
        }
        try (var held = handle.get()) {
            return held.skill()
                    .tool(call.tool())
                    .map(tool -> witnessed(held.skill(), tool, call))
                    .orElseGet(
                            () ->
                                    new ToolOutcome.Unknown(
                                            "The skill '%s' has no tool '%s'"
                                                    .formatted(skill.get(), call.tool())));
        }
    }

    private ToolOutcome witnessed(LoadedSkill skill, Tool<?> tool, ToolCall call) {
        var info = ToolInfo.of(skill.spec().id(), skill.version(), tool);
        long begun = System.nanoTime();
        var outcome = checked(skill, tool, info, call);
        var took = Duration.ofNanos(System.nanoTime() - begun);
        for (var witness : witnesses) {
            try {
                witness.called(call, info, outcome, took);
            } catch (RuntimeException e) {
                LOG.error("A call of {} by {} was not witnessed", call.tool(), call.by(), e);
            }
        }
        return outcome;
    }

    private <A extends Record> ToolOutcome checked(
            LoadedSkill skill, Tool<A> tool, ToolInfo info, ToolCall call) {
        boolean customer = call.caller().actor() == Tool.Actor.CUSTOMER;
        int usual = customer ? customerPerMinute : staffPerMinute;
        long wait = pace.take(call.by(), call.perMinute().orElse(usual));
        if (wait > 0) {
            return new ToolOutcome.TooMany(wait);
        }
        return switch (ToolArguments.bind(tool, call.arguments())) {
            case ToolArguments.Binding.Wrong<A> wrong ->
                    new ToolOutcome.BadArguments(wrong.problems());
            case ToolArguments.Binding.Bound<A> bound -> {
                if (tool.whom() == Tool.Whom.CUSTOMER && call.caller().customerId().isEmpty()) {
                    yield new ToolOutcome.NeedsIdentity(info);
                }
                yield tool.effect() == Tool.Effect.READS || call.consented()
                        ? once(skill, tool, bound.arguments(), call)
                        : new ToolOutcome.NeedsConsent(info);
            }
        };
    }

    /** A change that comes with a key is made once, however often a program sends it. */
    private <A extends Record> ToolOutcome once(
            LoadedSkill skill, Tool<A> tool, A arguments, ToolCall call) {
        var memory = tool.effect() == Tool.Effect.CHANGES && call.isByProgram() ? repeated : NONE;
        if (memory.isEmpty() || call.caller().key().isEmpty()) {
            return ToolRun.of(skill, tool, arguments, call.caller(), limit).outcome();
        }
        var info = ToolInfo.of(skill.spec().id(), skill.version(), tool);
        var earlier = memory.get().begin(call, info);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        var run = ToolRun.of(skill, tool, arguments, call.caller(), limit);
        switch (run.end()) {
            case CallOutcome.Returned<ToolOutcome> known -> memory.get().end(call, run.outcome());
            case CallOutcome.Refused<ToolOutcome> notMade -> memory.get().forget(call);
            case CallOutcome<ToolOutcome> unknown ->
                    LOG.warn("Nobody knows whether {} by {} was made", call.tool(), call.by());
        }
        return run.outcome();
    }
}
