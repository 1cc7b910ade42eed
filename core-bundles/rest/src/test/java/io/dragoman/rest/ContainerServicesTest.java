package io.dragoman.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the container is asked for must stand in the component's list, or it is never there. */
class ContainerServicesTest {

    private static final Pattern LOOKUP =
            Pattern.compile("services\\s*\\.(?:find|get)\\(\\s*(\\w+)\\.class");
    private static final Pattern REFERENCE =
            Pattern.compile("name = \"(\\w+)\",\\s*service = \\1\\.class");

    @Test
    void everyServiceThatIsLookedUpIsReferred() throws IOException {
        var sources = Path.of("src", "main", "java");
        Set<String> lookedUp = new TreeSet<>();
        try (var files = Files.walk(sources)) {
            for (var file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
                lookedUp.addAll(hits(LOOKUP, file));
            }
        }

        assertThat(lookedUp).hasSizeGreaterThan(30);
        assertThat(hits(REFERENCE, sources.resolve("io/dragoman/rest/ContainerServices.java")))
                .containsAll(lookedUp);
    }

    private static Set<String> hits(Pattern pattern, Path file) throws IOException {
        Set<String> names = new TreeSet<>();
        var matcher = pattern.matcher(Files.readString(file));
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }
}
