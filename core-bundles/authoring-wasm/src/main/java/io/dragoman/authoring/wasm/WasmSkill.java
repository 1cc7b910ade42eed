package io.dragoman.authoring.wasm;

import io.dragoman.api.json.Json;
import io.dragoman.api.message.Part;
import io.dragoman.api.message.PartCodec;
import io.dragoman.api.message.Texts;
import io.dragoman.api.shop.LocalText;
import io.dragoman.api.skill.Dialogue;
import io.dragoman.api.skill.Skill;
import io.dragoman.api.skill.SkillSpec;
import io.dragoman.api.skill.Slot;
import io.dragoman.api.skill.Tool;
import io.dragoman.api.skill.Turn;
import io.dragoman.authoring.FileSlot;
import io.dragoman.authoring.FileTool;
import io.dragoman.authoring.SlotValues;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The skill that a module is. A turn that the module spoils throws, so that it counts as an error
 * of this skill. Thread-safe.
 *
 * @param settings by name
 * @param now for tools; a dialogue brings its own time
 */
record WasmSkill(
        Guest guest,
        WasmFile file,
        Map<String, String> settings,
        Json json,
        PartCodec codec,
        Supplier<Instant> now,
        ZoneId zone)
        implements Skill {

    @Override
    public SkillSpec spec() {
        var spec =
                SkillSpec.skill(file.common().id())
                        .examples(file.common().examples().toArray(String[]::new));
        file.steps()
                .forEach(
                        (name, slots) ->
                                spec.step(
                                        name,
                                        slots.values().stream()
                                                .map(FileSlot::slot)
                                                .toArray(Slot<?>[]::new)));
        file.tools().forEach(tool -> spec.tool(tool(tool)));
        if (file.common().signIn()) {
            spec.needsSignIn();
        }
        return spec.build();
    }

    private Tool<Tool.Values> tool(FileTool tool) {
        return tool.tool(
                file.common().signIn(),
                now,
                zone,
                (slots, caller) -> call(tool.name(), slots, caller));
    }

    @Override
    public Optional<Texts> texts() {
        var more = new HashMap<String, LocalText>();
        file.tools()
                .forEach(tool -> tool.confirm().ifPresent(ask -> more.put(tool.confirmKey(), ask)));
        return Optional.of(file.common().texts(more));
    }

    @Override
    public Turn take(Dialogue dialogue) {
        var input = new LinkedHashMap<String, Object>();
        input.put("step", dialogue.step());
        input.put("slots", SlotValues.of(file.common().slots(), dialogue));
        input.put("text", dialogue.text());
        input.put("language", dialogue.locale().toLanguageTag());
        input.put("site", dialogue.site());
        dialogue.customerId().ifPresent(id -> input.put("customer", id));
        input.put("settings", settings);
        dialogue.recall(Reply.MEMORY).ifPresent(memory -> input.put("memory", json.read(memory)));
        dialogue.outcome().ifPresent(outcome -> input.put("outcome", outcome(outcome)));
        var reply = new Reply(answer(Guest.TAKE, input), codec);
        reply.memory().ifPresent(memory -> dialogue.remember(Reply.MEMORY, json.write(memory)));
        return turn(reply);
    }

    private static Map<String, Object> outcome(Tool.Result result) {
        return switch (result) {
            case Tool.Result.Ok ok -> Map.of("ok", ok.value());
            case Tool.Result.Failed failed -> Map.of("failed", failed.reason());
        };
    }

    private Map<?, ?> answer(String function, Map<String, Object> input) {
        var output = guest.call(function, json.write(input));
        try {
            if (json.read(output) instanceof Map<?, ?> map) {
                return map;
            }
        } catch (IllegalArgumentException e) {
            throw new GuestException("its answer cannot be read: " + e.getMessage());
        }
        throw new GuestException("its answer is no JSON object");
    }

    private Turn turn(Reply reply) {
        List<Part> said = reply.parts();
        return switch (reply.text("turn")) {
            case "done" -> new Turn.Done(said);
            case "next" -> new Turn.Next(reply.text("step"), said);
            case "askAgain" -> new Turn.AskAgain(slot(reply.text("slot")), said);
            case "handOver" ->
                    new Turn.HandOver(reply.find("team").orElse(""), reply.text("summary"), said);
            case "pass" -> new Turn.Pass(reply.find("reason").orElse("the module passes"));
            case "propose" -> propose(reply);
            default ->
                    throw new GuestException(
                            "its answer has the unknown turn '" + reply.text("turn") + "'");
        };
    }

    private Slot<?> slot(String name) {
        return Optional.ofNullable(file.common().slots().get(name))
                .map(FileSlot::slot)
                .orElseThrow(
                        () -> new GuestException("it asked for the unknown slot '" + name + "'"));
    }

    private Turn propose(Reply reply) {
        var name = reply.text("tool");
        var tool =
                file.tools().stream()
                        .filter(known -> known.name().equals(name) && known.changes())
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new GuestException(
                                                "it proposed '"
                                                        + name
                                                        + "', which is no tool that changes"));
        return Turn.propose(
                tool(tool),
                tool.arguments(reply.map("arguments")),
                reply.text("step"),
                reply.parts().toArray(Part[]::new));
    }

    private Tool.Result call(String tool, Map<String, Object> arguments, Tool.Caller caller) {
        var input = new LinkedHashMap<String, Object>();
        input.put("tool", tool);
        input.put("arguments", arguments);
        input.put("site", caller.site());
        caller.customerId().ifPresent(id -> input.put("customer", id));
        caller.key().ifPresent(key -> input.put("key", key));
        input.put("settings", settings);
        var answer = answer(Guest.TOOL, input);
        if (answer.get("failed") instanceof String reason) {
            return new Tool.Result.Failed(reason);
        }
        if (answer.containsKey("ok")) {
            return new Tool.Result.Ok(answer.get("ok"));
        }
        throw new GuestException("its answer has neither 'ok' nor 'failed'");
    }
}
