package io.dragoman.rest.resource;

import io.dragoman.api.message.Texts;
import io.dragoman.api.skill.SkillSpec;
import io.dragoman.api.skill.Slot;
import io.dragoman.api.skill.Tool;
import io.dragoman.conversation.Languages;
import io.dragoman.dialogue.InstalledSkill;
import io.dragoman.dialogue.ToolSchema;
import io.dragoman.rest.Tree;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/** Skills and plug-ins as the API shows them. Thread-safe. */
final class SkillView {

    private final LongFunction<Optional<String>> bundles;

    /**
     * @param bundles the symbolic name of a bundle by its id
     */
    SkillView(LongFunction<Optional<String>> bundles) {
        this.bundles = bundles;
    }

    Map<String, Object> of(InstalledSkill skill, Locale locale) {
        var spec = skill.spec();
        return Tree.of("id", skill.id())
                .put("name", text(skill, locale, "title").orElse(skill.id()))
                .put("purpose", text(skill, locale, "purpose"))
                .put("version", skill.version())
                .put("bundle", bundles.apply(skill.bundleId()))
                .put("state", state(skill.state()))
                .why("reason", skill.why())
                .put("examples", spec.map(known -> examples(known.examples())))
                .put("slots", spec.map(known -> slots(known, skill, locale)))
                .put(
                        "tools",
                        Tree.each(spec.map(SkillSpec::tools).orElse(List.of()), SkillView::of))
                .done();
    }

    private static Optional<String> text(InstalledSkill skill, Locale locale, String key) {
        return skill.texts().filter(texts -> texts.has(key)).map(texts -> texts.get(locale, key));
    }

    private static String state(InstalledSkill.State state) {
        return switch (state) {
            case ACTIVE -> "UP";
            case DRAINING -> "DEGRADED";
            case FAILED, QUARANTINED -> "DOWN";
        };
    }

    private static List<Map<String, Object>> examples(List<String> sentences) {
        return Tree.each(
                sentences,
                sentence ->
                        Tree.of("text", sentence)
                                .put("language", Languages.detect(sentence))
                                .done());
    }

    private static List<Map<String, Object>> slots(
            SkillSpec spec, InstalledSkill skill, Locale locale) {
        return spec.steps().keySet().stream()
                .sorted(
                        (one, other) ->
                                Boolean.compare(
                                        other.equals(SkillSpec.START), one.equals(SkillSpec.START)))
                .flatMap(step -> spec.slots(step).stream())
                .map(slot -> slot(slot, skill.texts(), locale))
                .toList();
    }

    private static Map<String, Object> slot(Slot<?> slot, Optional<Texts> texts, Locale locale) {
        return Tree.of("name", slot.name())
                .put("type", slot.type().id())
                .put("required", true)
                .put("ask", texts.map(known -> known.get(locale, slot.ask())))
                .done();
    }

    private static Map<String, Object> of(Tool<?> tool) {
        return Tree.of("name", tool.name())
                .put("purpose", tool.purpose())
                .put("effect", tool.effect().name().toLowerCase(Locale.ROOT))
                .put("inputSchema", ToolSchema.of(tool.arguments()))
                .done();
    }
}
