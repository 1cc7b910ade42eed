package io.dragoman.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ConsoleFilesTest {

    private static final Path BUILT = Path.of("target/classes/console");

    @Test
    void theBareFolderIsThePage() {
        assertThat(ConsoleFiles.entry("/console")).isEqualTo("/console/index.html");
        assertThat(ConsoleFiles.entry("/console/")).isEqualTo("/console/index.html");
        assertThat(ConsoleFiles.entry("/console/assets/a.js")).isEqualTo("/console/assets/a.js");
    }

    @Test
    void aPlaceTypedWithoutTheHashLeadsToIt() {
        assertThat(ConsoleFiles.place("/people")).contains("#/people");
        assertThat(ConsoleFiles.place("/rules/monday.drl")).contains("#/rules/monday.drl");
        assertThat(ConsoleFiles.place("/sign-in")).contains("#/sign-in");
    }

    @Test
    void thePageAndFilesLeadNowhereElse() {
        assertThat(ConsoleFiles.place("/")).isEmpty();
        assertThat(ConsoleFiles.place("")).isEmpty();
        assertThat(ConsoleFiles.place("/index.html")).isEmpty();
        assertThat(ConsoleFiles.place("/favicon.svg")).isEmpty();
        assertThat(ConsoleFiles.place("/assets/gone-1f2e.js")).isEmpty();
    }

    @Test
    void whatIsNamedByItsContentIsKeptAndThePageIsFetchedAgain() {
        assertThat(ConsoleFiles.headers("/assets/a-1f.js").get("Cache-Control"))
                .contains("immutable");
        assertThat(ConsoleFiles.headers("/").get("Cache-Control")).isEqualTo("no-store");
        assertThat(ConsoleFiles.headers("/index.html").get("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void everyBuiltFileHasAMediaType() throws IOException {
        try (var files = Files.walk(BUILT)) {
            assertThat(files.filter(Files::isRegularFile).map(Path::toString))
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(ConsoleFiles.type(name)).isNotNull());
        }
    }

    @Test
    void thePageNamesOnlyFilesThatAreThereAndNoInlineScript() throws IOException {
        var page = Files.readString(BUILT.resolve("index.html"));
        var references = Pattern.compile("(?:src|href)=\"/console/([^\"]+)\"").matcher(page);
        var found = 0;
        while (references.find()) {
            assertThat(BUILT.resolve(references.group(1))).exists();
            found++;
        }
        assertThat(found).isGreaterThanOrEqualTo(3);
        assertThat(page).doesNotContainPattern("<script>");
    }
}
