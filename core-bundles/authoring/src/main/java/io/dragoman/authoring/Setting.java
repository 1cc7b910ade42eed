package io.dragoman.authoring;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Something that differs from one installation to the next: an address, a key. It is set in {@code
 * etc/dragoman.skill.<id>.cfg} or in the console. Immutable.
 *
 * @param purpose for the form in the console
 * @param preset the value where nothing is set
 * @param secret whether it must never be shown
 */
public record Setting(String name, String purpose, Optional<String> preset, boolean secret) {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9]{0,39}");

    static Setting read(String name, Source source) {
        if (!NAME.matcher(name).matches()) {
            throw source.fault("a setting's name is letters and digits, beginning with a letter");
        }
        Map<String, Source> parts = source.entries(Set.of("purpose", "default", "secret"));
        var secret = source.find("secret").map(Source::flag).orElse(false);
        if (secret && parts.containsKey("default")) {
            throw parts.get("default")
                    .fault("a secret has no default: it belongs into etc/, not into this file");
        }
        return new Setting(
                name,
                source.find("purpose").map(Source::text).orElse(name),
                source.find("default").map(Source::text),
                secret);
    }
}
