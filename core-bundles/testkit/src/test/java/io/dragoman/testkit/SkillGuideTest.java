package io.dragoman.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The guide to writing a skill shows the files that are compiled and run here, to the letter. */
class SkillGuideTest {

    private static final Path ROOT = Path.of("../..");
    private static final Pattern BLOCK =
            Pattern.compile("<!-- file: (\\S+) -->\\n```\\w+\\n(.*?)```\\n", Pattern.DOTALL);

    private static final Pattern LINES =
            Pattern.compile("<!-- from: (\\S+) -->\\n```java\\n(.*?)```\\n", Pattern.DOTALL);

    @Test
    void linesOfOtherSkillsStandInThem() throws IOException {
        var shown =
                LINES.matcher(Files.readString(ROOT.resolve("docs/skills.md"))).results().toList();
        assertThat(shown).hasSize(2);
        for (var block : shown) {
            var source = Files.readString(ROOT.resolve(block.group(1)));
            assertThat(block.group(2).lines()).isNotEmpty().allMatch(source::contains);
        }
    }

    @Test
    void showsTheFilesAsTheyAre() throws IOException {
        List<String> shown = new ArrayList<>();
        var blocks = BLOCK.matcher(Files.readString(ROOT.resolve("docs/skills.md")));
        while (blocks.find()) {
            shown.add(blocks.group(1));
            assertThat(blocks.group(2)).as(blocks.group(1)).isEqualTo(content(blocks.group(1)));
        }
        assertThat(shown).hasSize(5);
    }

    private static String content(String file) throws IOException {
        return file.equals("pom") ? pom() : Files.readString(ROOT.resolve(file));
    }

    /** The POM of a skill of this repository under another name. */
    private static String pom() throws IOException {
        return Files.readString(ROOT.resolve("skill-bundles/points/pom.xml"))
                .replace(
                        "<artifactId>io.dragoman.skill.points</artifactId>",
                        """
                        <groupId>com.example</groupId>
                          <artifactId>com.example.size-advice</artifactId>
                          <version>1.0.0</version>""")
                .replace("<name>Dragoman :: Skill: points</name>", "<name>Size advice</name>");
    }
}
