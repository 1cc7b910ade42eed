package io.dragoman.catalog.internal;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The words of a bundle's Metatype in a language (OSGi Compendium 105.5): what begins with a per
 * cent sign is a key of its properties, everything else is said as it stands. Immutable.
 */
final class SettingWords {

    private static final Logger LOG = LoggerFactory.getLogger(SettingWords.class);
    private static final String ENDING = ".properties";

    private final Properties words;

    SettingWords(Properties words) {
        this.words = words;
    }

    /** Only what is said as it stands. */
    static SettingWords none() {
        return new SettingWords(new Properties());
    }

    /**
     * The words of a bundle.
     *
     * @param base where its files lie, without language and ending
     */
    static SettingWords of(Bundle bundle, String base, Locale locale) {
        var words = new Properties();
        for (var language : List.of("", "_" + locale.getLanguage())) {
            var file = bundle.getEntry(base + language + ENDING);
            if (base.isEmpty() || file == null) {
                continue;
            }
            try (var in = file.openStream()) {
                words.load(in);
            } catch (IOException | IllegalArgumentException e) {
                LOG.warn(
                        "The words in {} of {} cannot be read: {}",
                        file.getPath(),
                        bundle.getSymbolicName(),
                        e.toString());
            }
        }
        return new SettingWords(words);
    }

    /** What a text of the Metatype says; a key without words is told itself. */
    String said(String text) {
        return text.startsWith("%")
                ? words.getProperty(text.substring(1), text.substring(1))
                : text;
    }
}
