package io.dragoman.skill.orderservice;

import io.dragoman.api.message.Texts;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** The texts that the skills of this bundle share, each with a title and purpose of its own. */
final class SkillTexts {

    private static final String BASE = "/i18n/messages_";

    private SkillTexts() {}

    /** The texts of a skill: all of the bundle, with {@code <id>.title} as {@code title}. */
    static Optional<Texts> of(String id) {
        return Optional.of(
                Texts.of(
                        Map.of(
                                Locale.SIMPLIFIED_CHINESE, read("zh_CN", id),
                                Locale.ENGLISH, read("en", id))));
    }

    private static Map<String, String> read(String language, String id) {
        var properties = new Properties();
        var name = BASE + language + ".properties";
        try (var in = SkillTexts.class.getResourceAsStream(name)) {
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + name, e);
        }
        var texts = new HashMap<String, String>();
        properties.stringPropertyNames().forEach(k -> texts.put(k, properties.getProperty(k)));
        texts.put("title", texts.get(id + ".title"));
        texts.put("purpose", texts.get(id + ".purpose"));
        return texts;
    }
}
