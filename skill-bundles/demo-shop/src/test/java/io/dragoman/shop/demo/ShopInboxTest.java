package io.dragoman.shop.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShopInboxTest {

    @TempDir private Path data;
    private DemoShop shop;
    private ShopInbox inbox;

    @BeforeEach
    void open() throws IOException {
        shop = SampleShop.start(data, SampleShop.clock());
        Files.createDirectories(data.resolve("inbox"));
    }

    @AfterEach
    void close() throws IOException {
        inbox.close();
    }

    private Path request(String name, String text) throws IOException {
        var draft = Files.writeString(data.resolve("inbox").resolve(name + ".tmp"), text);
        return Files.move(draft, data.resolve("inbox").resolve(name + ".request"));
    }

    private List<String> answer(String name) throws IOException, InterruptedException {
        var answer = data.resolve("inbox").resolve(name + ".answer");
        var until = Instant.now().plus(Duration.ofSeconds(30));
        while (!Files.exists(answer)) {
            assertThat(Instant.now()).as("an answer").isBefore(until);
            Thread.sleep(10);
        }
        return Files.readAllLines(answer);
    }

    @Test
    void importsAFolderAndSaysWhatIsInIt() throws Exception {
        inbox = new ShopInbox(shop, data);
        request("1", "import\n" + SampleShop.FILES.toAbsolutePath() + "\n");
        assertThat(answer("1"))
                .containsExactly("ok", "2 users, 2 products and 4 orders are loaded.");
        assertThat(shop.order("#W1001")).isPresent();
        request("2", "reset\n\n");
        assertThat(answer("2")).startsWith("ok");
        assertThat(shop.order("#W1001")).isEmpty();
    }

    @Test
    void saysWhyItDidNotImport(@TempDir Path empty) throws Exception {
        inbox = new ShopInbox(shop, data);
        request("1", "import\n" + empty + "\n");
        assertThat(answer("1")).startsWith("failed").anyMatch(line -> line.contains("users.json"));
        request("2", "explode\n");
        assertThat(answer("2")).startsWith("failed");
    }

    @Test
    void takesAtItsStartWhatWasAskedMeanwhileButNothingOld() throws Exception {
        var longAgo = FileTime.from(Instant.now().minus(Duration.ofDays(3)));
        var files = SampleShop.FILES.toAbsolutePath();
        Files.setLastModifiedTime(request("at-start", "import\n" + files + "\n"), longAgo);
        Files.setLastModifiedTime(request("old", "reset\n"), longAgo);
        inbox = new ShopInbox(shop, data);
        assertThat(answer("at-start")).startsWith("ok");
        request("next", "nonsense\n");
        answer("next");
        assertThat(shop.order("#W1001")).as("not reset by the old request").isPresent();
    }
}
