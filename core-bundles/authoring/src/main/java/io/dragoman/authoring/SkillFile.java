package io.dragoman.authoring;

import io.dragoman.api.message.Texts;
import io.dragoman.api.shop.LocalText;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What every skill's file says of the skill, whatever its format. Immutable.
 *
 * @param id the skill's id: lower case letters, digits and hyphens
 * @param version three numbers
 * @param signIn whether the customer must be signed in
 * @param slots by name, in the file's order
 */
public record SkillFile(
        String id,
        String version,
        LocalText title,
        LocalText purpose,
        List<String> examples,
        boolean signIn,
        Map<String, Setting> settings,
        Map<String, FileSlot> slots) {

    /** The keys that are read here; a format adds its own. */
    public static final Set<String> KEYS =
            Set.of(
                    "skill",
                    "version",
                    "title",
                    "purpose",
                    "examples",
                    "signIn",
                    "settings",
                    "slots");

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,63}");
    private static final Pattern VERSION = Pattern.compile("\\d{1,6}\\.\\d{1,6}\\.\\d{1,6}");
    private static final Pattern SLOT = Pattern.compile("[a-z][a-zA-Z0-9_]{0,39}");
    private static final int MAX_EXAMPLES = 100;

    /**
     * Reads the common part of a file.
     *
     * @throws FaultyFileException naming the line and what is wrong there
     */
    public static SkillFile read(Source root) {
        return new SkillFile(
                matching(root.need("skill"), ID, "lower case letters, digits and hyphens"),
                matching(root.need("version"), VERSION, "three numbers, like 1.0.0"),
                Words.read(root.need("title")),
                Words.read(root.need("purpose")),
                examples(root.need("examples")),
                root.find("signIn").map(Source::flag).orElse(false),
                settings(root.find("settings")),
                slots(root.find("slots")));
    }

    private static String matching(Source source, Pattern pattern, String wanted) {
        if (!pattern.matcher(source.text()).matches()) {
            throw source.fault("must be " + wanted + ", not '" + source.text() + "'");
        }
        return source.text();
    }

    private static List<String> examples(Source source) {
        var examples = source.items().stream().map(Source::text).toList();
        if (examples.isEmpty() || examples.size() > MAX_EXAMPLES) {
            throw source.fault("must have 1 to " + MAX_EXAMPLES + " sentences");
        }
        return examples;
    }

    private static Map<String, Setting> settings(Optional<Source> source) {
        var settings = new LinkedHashMap<String, Setting>();
        source.map(Source::entries)
                .orElse(Map.of())
                .forEach((name, value) -> settings.put(name, Setting.read(name, value)));
        return Collections.unmodifiableMap(settings);
    }

    private static Map<String, FileSlot> slots(Optional<Source> source) {
        var slots = new LinkedHashMap<String, FileSlot>();
        source.map(Source::entries)
                .orElse(Map.of())
                .forEach(
                        (name, value) -> {
                            if (!SLOT.matcher(name).matches()) {
                                throw value.fault(
                                        "a slot's name is letters, digits and underscores");
                            }
                            slots.put(name, FileSlot.read(name, value));
                        });
        return Collections.unmodifiableMap(slots);
    }

    /** The name of its configuration: {@code etc/<pid>.cfg}; also of its bundle. */
    public String pid() {
        return "dragoman.skill." + id;
    }

    /**
     * Its texts, as the core wants them.
     *
     * @param more texts of the format's own, as message patterns
     */
    public Texts texts(Map<String, LocalText> more) {
        var zh = new HashMap<String, String>();
        var en = new HashMap<String, String>();
        more.forEach(
                (key, text) -> {
                    zh.put(key, text.zh());
                    en.put(key, text.en());
                });
        put(zh, en, "title", title);
        put(zh, en, "purpose", purpose);
        slots.values()
                .forEach(
                        slot -> {
                            put(zh, en, slot.slot().ask(), slot.ask());
                            put(zh, en, slot.slot().retry(), slot.retry());
                        });
        return Texts.of(Map.of(Locale.SIMPLIFIED_CHINESE, zh, Locale.ENGLISH, en));
    }

    private static void put(
            Map<String, String> zh, Map<String, String> en, String key, LocalText text) {
        zh.put(key, Words.verbatim(text.zh()));
        en.put(key, Words.verbatim(text.en()));
    }
}
