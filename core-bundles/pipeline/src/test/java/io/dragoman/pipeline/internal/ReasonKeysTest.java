package io.dragoman.pipeline.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reasons that stages give are keys; the console has words for every one of them. */
class ReasonKeysTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path WORDS = Path.of("../console/frontend/src/i18n");
    private static final Pattern KEY =
            Pattern.compile(
                    "\"((?:guard|person|dialogue|rules|skill|knowledge|model|handoff|stage|start|rating)\\.[a-z-]+)\"");
    private static final Pattern OPENS = Pattern.compile("^\\s*'?([a-z-]+)'?: \\{\\s*$");
    private static final Pattern ENTRY = Pattern.compile("'?([a-zA-Z-]+)'?: ['`\"]");

    /** Texts for customers and a service property, which look like reasons. */
    private static final Set<String> CUSTOMER_TEXTS =
            Set.of(
                    "stage.order",
                    "knowledge.source",
                    "knowledge.did-you-mean",
                    "knowledge.none-of-these",
                    "knowledge.or-do-it",
                    "person.button",
                    "person.payload",
                    "rating.thanks",
                    "model.system");

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh-CN"})
    void theConsoleHasWordsForEveryReason(String language) throws IOException {
        Assumptions.assumeTrue(Files.exists(WORDS.resolve(language)), "built without the console");
        var known = keys(WORDS.resolve(language));
        var missing = new TreeSet<String>();
        for (var reason : reasons()) {
            if (reason.startsWith("handoff.") && known.contains(reason)) {
                continue;
            }
            if (!known.contains("trace.detail." + reason)) {
                missing.add(reason);
            }
        }
        assertThat(missing).isEmpty();
    }

    private static Set<String> reasons() throws IOException {
        var found = new TreeSet<String>();
        try (var files = Files.walk(SOURCES)) {
            for (var file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                var key = KEY.matcher(Files.readString(file));
                while (key.find()) {
                    found.add(key.group(1));
                }
            }
        }
        found.removeAll(CUSTOMER_TEXTS);
        assertThat(found).hasSizeGreaterThan(30);
        return found;
    }

    /** The keys of a language's files. */
    private static Set<String> keys(Path language) throws IOException {
        var keys = new TreeSet<String>();
        try (var files = Files.list(language)) {
            for (var file : files.toList()) {
                keysOf(file, keys);
            }
        }
        return keys;
    }

    /** The keys of a file of nested objects, one line each or several leaves in a line. */
    private static void keysOf(Path file, Set<String> keys) throws IOException {
        var path = new ArrayDeque<String>();
        for (var line : Files.readAllLines(file)) {
            var opens = OPENS.matcher(line);
            if (opens.matches()) {
                path.addLast(opens.group(1));
            } else if (line.strip().startsWith("}")) {
                path.pollLast();
            } else {
                leaves(line, String.join(".", path), keys);
            }
        }
    }

    private static void leaves(String line, String prefix, Set<String> keys) {
        var group = Pattern.compile("^\\s*'?([a-z-]+)'?: \\{(.*)\\},?\\s*$").matcher(line);
        if (group.matches()) {
            leaves(group.group(2), prefix + "." + group.group(1), keys);
            return;
        }
        var entry = ENTRY.matcher(line);
        while (entry.find()) {
            keys.add(prefix + "." + entry.group(1));
        }
    }
}
