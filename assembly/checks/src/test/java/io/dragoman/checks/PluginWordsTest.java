package io.dragoman.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the plug-ins of the distribution say of their settings, in both languages. */
class PluginWordsTest {

    private static final Pattern SAID = Pattern.compile("\\b(?:name|description|label)=\"([^\"]*)");
    private static final String WORDS = "OSGI-INF/l10n/bundle";

    @Test
    void everySettingOfAPluginHasWordsInBothLanguages() throws IOException {
        var missing = new ArrayList<String>();
        int found = 0;
        for (var bundle : BundleJar.all()) {
            if (BundlesTest.isPlugin(bundle)) {
                found += look(bundle, missing);
            }
        }
        assertThat(missing).isEmpty();
        assertThat(found).as("settings looked at").isGreaterThan(20);
    }

    private static int look(BundleJar bundle, List<String> missing) throws IOException {
        if (Files.isDirectory(bundle.path())) {
            return look(bundle.name(), bundle.path(), missing);
        }
        try (FileSystem jar = FileSystems.newFileSystem(bundle.path())) {
            return look(bundle.name(), jar.getPath("/"), missing);
        }
    }

    private static int look(String bundle, Path root, List<String> missing) throws IOException {
        int found = 0;
        for (var text : texts(root)) {
            found++;
            for (var language : List.of("", "_zh")) {
                boolean known =
                        text.startsWith("%")
                                && words(root, language).containsKey(text.substring(1));
                if (!known) {
                    missing.add(bundle + language + ": " + text);
                }
            }
        }
        return found;
    }

    private static List<String> texts(Path root) throws IOException {
        var folder = root.resolve("OSGI-INF/metatype");
        var texts = new ArrayList<String>();
        if (!Files.isDirectory(folder)) {
            return texts;
        }
        try (var files = Files.newDirectoryStream(folder, "*.xml")) {
            for (var file : files) {
                var xml = Files.readString(file);
                assertThat(xml).as(file.toString()).contains("localization=\"" + WORDS + "\"");
                SAID.matcher(xml).results().map(said -> said.group(1)).forEach(texts::add);
                texts.removeIf(String::isEmpty);
            }
        }
        return texts;
    }

    private static Properties words(Path root, String language) throws IOException {
        var words = new Properties();
        var file = root.resolve(WORDS + language + ".properties");
        if (Files.exists(file)) {
            try (var in = Files.newInputStream(file)) {
                words.load(in);
            }
        }
        return words;
    }
}
