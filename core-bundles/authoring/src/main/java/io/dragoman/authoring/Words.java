package io.dragoman.authoring;

import io.dragoman.api.shop.LocalText;
import java.util.Set;

/** Texts in both languages, as files have them. */
public final class Words {

    private static final Set<String> LANGUAGES = Set.of("zh-CN", "en");

    private Words() {}

    /** A map of {@code zh-CN} and {@code en}, or one text that stands for both. */
    public static LocalText read(Source source) {
        if (!source.isMap()) {
            return new LocalText(source.text(), source.text());
        }
        source.entries(LANGUAGES);
        return new LocalText(source.need("zh-CN").text(), source.need("en").text());
    }

    /** A text as a pattern of {@link java.text.MessageFormat} that says just this. */
    public static String verbatim(String text) {
        return text.replace("'", "''").replace("{", "'{'").replace("}", "'}'");
    }
}
