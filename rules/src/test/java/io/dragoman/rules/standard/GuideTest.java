package io.dragoman.rules.standard;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.rules.drools.DroolsRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the analyst's guide shows works. */
final class GuideTest {

    private static final Pattern EXAMPLE =
            Pattern.compile("```\\w+\\n// (\\S+)\\n(.*?)```", Pattern.DOTALL);

    @TempDir Path folder;

    @Test
    void everyFileInTheGuideLoadsBesideTheStandardRules() throws IOException {
        try (var files = Files.list(Path.of("pack"))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        List<String> shown = new ArrayList<>();
        String guide = Files.readString(Path.of("../docs/rules.md"));
        for (MatchResult example : EXAMPLE.matcher(guide).results().toList()) {
            Files.writeString(folder.resolve(example.group(1)), example.group(2));
            shown.add(example.group(1));
        }
        assertThat(shown).containsExactly("greet.drl", "autumn.drl", "phrases.dsl", "phrases.dslr");
        try (var rules =
                new DroolsRules(
                        folder,
                        DroolsRules.Limits.usual(),
                        ZoneOffset.UTC,
                        Clock.systemUTC(),
                        GuideTest.class::getClassLoader)) {
            rules.load();
            assertThat(rules.status().problems()).isEmpty();
            assertThat(rules.status().files()).hasSize(11);
        }
    }
}
