package io.dragoman.authoring.yaml;

import io.dragoman.api.shop.LocalText;
import io.dragoman.api.skill.SkillSpec;
import io.dragoman.authoring.SkillFile;
import io.dragoman.authoring.Source;
import io.dragoman.authoring.Words;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A skill's file in YAML, read and checked. Immutable.
 *
 * @param steps by name; {@code start} is the first
 * @param codes tables of a foreign system's codes in words
 */
record YamlFile(
        SkillFile common, Map<String, Step> steps, Map<String, Map<String, LocalText>> codes) {

    private static final Pattern STEP = Pattern.compile("[a-z][a-z0-9]{0,39}");
    private static final int MAX_STEPS = 20;

    /**
     * Reads a file.
     *
     * @throws io.dragoman.authoring.FaultyFileException naming the line and what is wrong there
     */
    static YamlFile read(byte[] content) {
        var root = YamlTree.read(content);
        var keys = new HashSet<>(SkillFile.KEYS);
        keys.addAll(Set.of("codes", "steps"));
        keys.addAll(Step.KEYS);
        root.entries(keys);
        var common = SkillFile.read(root);
        var codes = codes(root);
        return new YamlFile(common, steps(root, common, templates(common, codes)), codes);
    }

    private static Map<String, Map<String, LocalText>> codes(Source root) {
        var codes = new LinkedHashMap<String, Map<String, LocalText>>();
        root.find("codes")
                .ifPresent(
                        all ->
                                all.entries()
                                        .forEach((name, table) -> codes.put(name, table(table))));
        return Collections.unmodifiableMap(codes);
    }

    private static Map<String, LocalText> table(Source source) {
        var table = new LinkedHashMap<String, LocalText>();
        source.entries().forEach((code, words) -> table.put(code, Words.read(words)));
        return Collections.unmodifiableMap(table);
    }

    private static Templates templates(
            SkillFile common, Map<String, Map<String, LocalText>> codes) {
        var known = new HashMap<String, Set<String>>();
        if (!common.slots().isEmpty()) {
            known.put("slots", common.slots().keySet());
        }
        if (!common.settings().isEmpty()) {
            known.put("settings", common.settings().keySet());
        }
        known.put("customer", Set.of("id"));
        for (var root : Set.of("memory", "site", "language", "today", "text")) {
            known.put(root, Set.of());
        }
        return new Templates(Map.copyOf(known), codes.keySet());
    }

    private static Map<String, Step> steps(Source root, SkillFile common, Templates templates) {
        var single = root.find("steps").isEmpty();
        var sources = single ? Map.of(SkillSpec.START, root) : root.need("steps").entries();
        check(root, sources, single);
        var steps = new LinkedHashMap<String, Step>();
        sources.forEach(
                (name, source) ->
                        steps.put(
                                name,
                                Step.read(name, source, common, templates, sources.keySet())));
        return Collections.unmodifiableMap(steps);
    }

    private static void check(Source root, Map<String, Source> sources, boolean single) {
        if (single) {
            return;
        }
        for (var key : Step.KEYS) {
            root.find(key)
                    .ifPresent(
                            stray -> {
                                throw stray.fault("belongs into a step, as there are 'steps'");
                            });
        }
        if (!sources.containsKey(SkillSpec.START) || sources.size() > MAX_STEPS) {
            throw root.need("steps")
                    .fault("has a step 'start' and at most " + MAX_STEPS + " steps");
        }
        sources.forEach(
                (name, source) -> {
                    if (!STEP.matcher(name).matches()) {
                        throw source.fault("a step's name is lower case letters and digits");
                    }
                    var keys = new HashSet<>(Step.KEYS);
                    keys.add("slots");
                    source.entries(keys);
                });
    }
}
