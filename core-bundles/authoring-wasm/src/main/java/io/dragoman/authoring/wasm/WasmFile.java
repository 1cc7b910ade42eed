package io.dragoman.authoring.wasm;

import io.dragoman.api.json.Json;
import io.dragoman.api.skill.SkillSpec;
import io.dragoman.authoring.FaultyFileException;
import io.dragoman.authoring.FileSlot;
import io.dragoman.authoring.FileTool;
import io.dragoman.authoring.SkillFile;
import io.dragoman.authoring.Source;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a module says of itself. Immutable.
 *
 * @param steps the slots of each step, by its name
 */
record WasmFile(SkillFile common, Map<String, Map<String, FileSlot>> steps, List<FileTool> tools) {

    /**
     * Reads what {@code dragoman_spec} returned.
     *
     * @throws FaultyFileException naming what is wrong in it
     */
    static WasmFile read(Guest guest, Json json) {
        Object tree;
        try {
            tree = json.read(guest.call(Guest.SPEC));
        } catch (GuestException | IllegalArgumentException e) {
            throw new FaultyFileException(0, Guest.SPEC + ": " + e.getMessage());
        }
        var root = Source.of(tree);
        var keys = new HashSet<>(SkillFile.KEYS);
        keys.addAll(Set.of("steps", "tools"));
        root.entries(keys);
        var common = SkillFile.read(root);
        var tools =
                root.find("tools").map(Source::items).orElse(List.of()).stream()
                        .map(tool -> tool(tool, common))
                        .toList();
        if (!tools.isEmpty() && !guest.hasTools()) {
            throw root.need("tools").fault("the module does not export " + Guest.TOOL);
        }
        return new WasmFile(common, steps(root.find("steps"), common), tools);
    }

    private static Map<String, Map<String, FileSlot>> steps(
            Optional<Source> source, SkillFile common) {
        var steps = new LinkedHashMap<String, Map<String, FileSlot>>();
        if (source.isEmpty()) {
            steps.put(SkillSpec.START, common.slots());
            return steps;
        }
        source.get().entries().forEach((name, slots) -> steps.put(name, named(slots, common)));
        if (!steps.containsKey(SkillSpec.START)) {
            throw source.get().fault("the step 'start' is missing");
        }
        return Collections.unmodifiableMap(steps);
    }

    private static FileTool tool(Source source, SkillFile common) {
        var keys = new HashSet<>(FileTool.KEYS);
        keys.addAll(Set.of("effect", "slots"));
        source.entries(keys);
        var effect = source.need("effect");
        if (!Set.of("reads", "changes").contains(effect.text())) {
            throw effect.fault("is reads or changes");
        }
        var slots = source.find("slots").map(s -> named(s, common)).orElse(Map.of());
        return FileTool.read(source, slots, effect.text().equals("changes"));
    }

    private static Map<String, FileSlot> named(Source names, SkillFile common) {
        var slots = new ArrayList<Source>(names.items());
        var found = new LinkedHashMap<String, FileSlot>();
        for (var name : slots) {
            found.put(
                    name.text(),
                    Optional.ofNullable(common.slots().get(name.text()))
                            .orElseThrow(
                                    () ->
                                            name.fault(
                                                    "there is no slot '"
                                                            + name.text()
                                                            + "'; there are "
                                                            + common.slots().keySet())));
        }
        return Collections.unmodifiableMap(found);
    }
}
