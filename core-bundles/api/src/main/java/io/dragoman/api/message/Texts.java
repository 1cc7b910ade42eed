package io.dragoman.api.message;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * The texts of one bundle in all its languages: {@code <base>_zh_CN.properties} and {@code
 * <base>_en.properties}, UTF-8, in the form of {@link MessageFormat}. Immutable once loaded.
 */
public final class Texts {

    private final Map<Locale, Properties> byLocale;

    private Texts(Map<Locale, Properties> byLocale) {
        this.byLocale = byLocale;
    }

    /**
     * Loads the texts that lie beside a class's bundle resources.
     *
     * @param base for example {@code i18n/messages}
     * @throws IllegalStateException when a language file is missing
     */
    public static Texts load(ClassLoader loader, String base) {
        return new Texts(
                Map.of(
                        Locale.SIMPLIFIED_CHINESE, read(loader, base + "_zh_CN.properties"),
                        Locale.ENGLISH, read(loader, base + "_en.properties")));
    }

    /**
     * Texts that do not lie in files.
     *
     * @param byLanguage for {@link Locale#SIMPLIFIED_CHINESE} and {@link Locale#ENGLISH} the texts
     *     by key, in the form of {@link MessageFormat}
     * @throws IllegalArgumentException when one of the two languages is missing
     */
    public static Texts of(Map<Locale, Map<String, String>> byLanguage) {
        return new Texts(
                Map.of(
                        Locale.SIMPLIFIED_CHINESE, texts(byLanguage, Locale.SIMPLIFIED_CHINESE),
                        Locale.ENGLISH, texts(byLanguage, Locale.ENGLISH)));
    }

    private static Properties texts(Map<Locale, Map<String, String>> byLanguage, Locale language) {
        var texts = byLanguage.get(language);
        if (texts == null) {
            throw new IllegalArgumentException(
                    "The texts in " + language.toLanguageTag() + " are missing");
        }
        var properties = new Properties();
        properties.putAll(texts);
        return properties;
    }

    private static Properties read(ClassLoader loader, String name) {
        var properties = new Properties();
        try (InputStream in = loader.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(
                        "The text file " + name + " is missing from the bundle");
            }
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + name, e);
        }
        return properties;
    }

    /** The supported locale nearest to a wish: Chinese for any Chinese, English for the rest. */
    public static Locale supported(Locale wish) {
        return "zh".equals(wish.getLanguage()) ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH;
    }

    /** The text of a key; the key itself, in angle brackets, when there is none. */
    public String get(Locale locale, String key, Object... arguments) {
        var pattern = byLocale.get(supported(locale)).getProperty(key);
        if (pattern == null) {
            return "<" + key + ">";
        }
        return new MessageFormat(pattern, supported(locale)).format(arguments);
    }

    /** Whether a key has a text. */
    public boolean has(String key) {
        return byLocale.get(Locale.ENGLISH).containsKey(key);
    }

    /** Keys that one language has and another lacks; empty when the texts are complete. */
    public Set<String> incomplete() {
        var all = new TreeSet<String>();
        byLocale.values().forEach(texts -> all.addAll(texts.stringPropertyNames()));
        all.removeIf(key -> byLocale.values().stream().allMatch(texts -> texts.containsKey(key)));
        return all;
    }
}
