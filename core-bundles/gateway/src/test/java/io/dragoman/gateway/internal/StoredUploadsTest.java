package io.dragoman.gateway.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dragoman.api.message.Part;
import io.dragoman.gateway.Uploads.Kept;
import io.dragoman.gateway.Uploads.Sender;
import io.dragoman.json.JacksonJson;
import io.dragoman.json.JsonParts;
import io.dragoman.store.sql.EmbeddedStores;
import io.dragoman.testkit.Configs;
import io.dragoman.testkit.TestClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files in the data folder, and who gets them. */
class StoredUploadsTest {

    private static final byte[] PNG = HexFormat.of().parseHex("89504e470d0a1a0a0000000d49484452");
    private static final Sender ANNA = new Sender("demo", "c-anna", "visitor:anna", true);
    private static final Sender BOB = new Sender("demo", "c-bob", "visitor:bob", true);

    @TempDir Path folder;
    private final TestClock clock = TestClock.at("2026-11-26T10:00:00Z");
    private EmbeddedStores stores;
    private StoredUploads uploads;

    @BeforeEach
    void open() {
        stores = EmbeddedStores.open(folder.resolve("db"), new JacksonJson(), new JsonParts());
        uploads = uploads("");
    }

    private StoredUploads uploads(String publicUrl) {
        return new StoredUploads(
                stores.uploads(),
                stores.settings(),
                Configs.of(
                        StoredUploads.Config.class,
                        Map.of("largestMegabytes", 1, "visitorFiles", 3, "publicUrl", publicUrl)),
                folder.resolve("files"),
                clock,
                new SecureRandom());
    }

    @AfterEach
    void close() {
        stores.close();
    }

    private Kept keep(Sender sender, String name, byte[] content) {
        try {
            return uploads.keep(sender, name, new ByteArrayInputStream(content));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Part.Media stored(Sender sender, String name, byte[] content) {
        return ((Kept.Stored) keep(sender, name, content)).part();
    }

    private static String id(URI uri) {
        return SignedLinks.idIn(uri).orElseThrow();
    }

    private java.util.Optional<StoredUploads.File> open(URI uri) {
        var query = new HashMap<String, String>();
        for (var pair : uri.getQuery().split("&")) {
            query.put(pair.substring(0, 1), pair.substring(2));
        }
        return uploads.open(id(uri), query.get("e"), query.get("s"));
    }

    @Test
    void aPictureIsKeptOutsideAnyPageAndOpensByItsLinkForHalfADay() throws IOException {
        var part = stored(ANNA, "cat.png", PNG);
        assertThat(part.mimeType()).isEqualTo("image/png");
        assertThat(part.size()).isEqualTo(PNG.length);
        var file = open(part.uri()).orElseThrow();
        assertThat(file.inline()).isTrue();
        assertThat(file.path()).startsWith(folder.resolve("files"));
        assertThat(Files.readAllBytes(file.path())).isEqualTo(PNG);
        clock.advance(Duration.ofHours(12));
        assertThat(open(part.uri())).isPresent();
        clock.advance(Duration.ofHours(12));
        assertThat(open(part.uri())).isEmpty();
    }

    @Test
    void aLinkThatWasChangedOpensNothing() {
        var uri = stored(ANNA, "cat.png", PNG).uri();
        var other = stored(ANNA, "dog.png", PNG).uri();
        var query = uri.getQuery();
        assertThat(open(URI.create(other.getPath() + "?" + query))).isEmpty();
        assertThat(open(URI.create(uri.getPath() + "?" + query.replaceFirst("e=.", "e=z"))))
                .isEmpty();
        assertThat(uploads.open("../../etc/passwd", "zzzzzz", "x")).isEmpty();
        assertThat(uploads.open(id(uri), "", "")).isEmpty();
    }

    @Test
    void theLogKeepsABareLinkThatOnlyItsOwnConversationGetsSigned() {
        var sent = List.<Part>of(stored(ANNA, "cat.png", PNG), Part.text("look"));
        var kept = uploads.kept("c-anna", sent);
        var bare = ((Part.Media) kept.getFirst()).uri();
        assertThat(bare.getQuery()).isNull();
        assertThat(((Part.Media) uploads.signed("c-anna", kept).getFirst()).uri().getQuery())
                .startsWith("e=");
        assertThat(uploads.signed("c-bob", kept)).isEqualTo(kept);
        assertThatThrownBy(() -> uploads.kept("c-bob", sent))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not uploaded in this conversation");
        var invented =
                List.<Part>of(
                        new Part.Media(
                                URI.create("/api/v1/files/01ARZ3-0123456789abcdef"),
                                "image/png",
                                "x",
                                1));
        assertThatThrownBy(() -> uploads.kept("c-anna", invented))
                .isInstanceOf(IllegalArgumentException.class);
        var elsewhere =
                List.<Part>of(
                        new Part.Media(
                                URI.create("https://cdn.example/x.png"), "image/png", "x", 1));
        assertThat(uploads.kept("c-anna", elsewhere)).isEqualTo(elsewhere);
    }

    @Test
    void channelsReadOurFilesAndNothingElseOfTheDisk() {
        var kept = uploads.kept("c-anna", List.of(stored(ANNA, "cat.png", PNG)));
        assertThat(uploads.read((Part.Media) kept.getFirst(), 100)).contains(PNG);
        assertThat(uploads.read((Part.Media) kept.getFirst(), 4)).isEmpty();
        for (var uri :
                List.of(
                        "/api/v1/files/../../../etc/passwd",
                        "https://x/api/v1/files/%2e%2e",
                        "file:///etc/passwd")) {
            var part = new Part.Media(URI.create(uri), "image/png", "x", 1);
            assertThat(uploads.read(part, 10_000)).as(uri).isEmpty();
        }
    }

    @Test
    void whatTheSenderSaysOfAFileDoesNotCount() {
        var sent = stored(ANNA, "cat.png", PNG);
        var boasted = new Part.Media(sent.uri(), "text/html", "evil.html", 7);
        var kept = (Part.Media) uploads.kept("c-anna", List.of(boasted)).getFirst();
        assertThat(kept.mimeType()).isEqualTo("image/png");
        assertThat(kept.name()).isEqualTo("cat.png");
        assertThat(kept.size()).isEqualTo(PNG.length);
    }

    @ParameterizedTest
    @CsvSource({
        "ffd8ffe000104a46, x, image/jpeg, x.jpg, true",
        "474946383961, a.gif, image/gif, a.gif, true",
        "52494646aabbccdd57454250, p, image/webp, p.webp, true",
        "255044462d312e37, bill.PDF, application/pdf, bill.PDF, false",
        "00000020667479706d703432, film.mp4, video/mp4, film.mp4, false",
        "3c68746d6c3e, page.html, text/plain, page.html.txt, false",
        "3c73766720, draw.svg, text/plain, draw.svg.txt, false"
    })
    void theContentSaysWhatAFileIs(
            String hex, String name, String type, String shown, boolean inline) {
        var part = stored(ANNA, name, HexFormat.of().parseHex(hex));
        assertThat(part.mimeType()).isEqualTo(type);
        assertThat(part.name()).isEqualTo(shown);
        assertThat(open(part.uri()).orElseThrow().inline()).isEqualTo(inline);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4d5a90000300",
                "7f454c460201",
                "504b030414000000",
                "cafebabe0000",
                "0001020304",
                "fffe41"
            })
    void programsArchivesAndTheUnknownAreRefusedWhateverTheirName(String hex) {
        assertThat(keep(ANNA, "cat.png", HexFormat.of().parseHex(hex)))
                .isInstanceOf(Kept.WrongType.class);
        assertThat(folder.resolve("files").toFile().list()).isEmpty();
    }

    @Test
    void namesLoseTheirPathsAndTricks() {
        assertThat(stored(ANNA, "../../etc/pass\u202Ewd\r\n.png", PNG).name())
                .isEqualTo("passwd.png");
        assertThat(stored(ANNA, "C:\\temp\\照片", PNG).name()).isEqualTo("照片.png");
        assertThat(stored(ANNA, "  ", PNG).name()).isEqualTo("file.png");
    }

    @Test
    void tooLargeAndNothingAtAllAreRefused() {
        var large = Arrays.copyOf(PNG, 1024 * 1024 + 1);
        assertThat(keep(ANNA, "big.png", large)).isEqualTo(new Kept.TooLarge(1024 * 1024));
        assertThat(keep(ANNA, "none.png", new byte[0])).isInstanceOf(Kept.Empty.class);
        assertThat(stored(ANNA, "fits.png", Arrays.copyOf(PNG, 1024 * 1024)).size())
                .isEqualTo(1024 * 1024);
    }

    /** Two bytes, and an hour goes by before the second. */
    private InputStream trickle() {
        return new InputStream() {
            private int given;

            @Override
            public int read() {
                if (++given == 2) {
                    clock.advance(Duration.ofHours(1));
                }
                return given > 2 ? -1 : 'x';
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                int next = read();
                buffer[offset] = (byte) next;
                return next < 0 ? -1 : 1;
            }
        };
    }

    @Test
    void whatTricklesInIsGivenUpOn() throws IOException {
        assertThat(uploads.keep(ANNA, "slow.txt", trickle())).isInstanceOf(Kept.TooSlow.class);
        assertThat(folder.resolve("files").toFile().list()).isEmpty();
    }

    @Test
    void oneVisitorTakesAQuarterOfThePlaces() {
        var places = new UploadAllowance(stores.uploads(), clock, 8, 100, 1_000_000);
        assertThat(places.take(ANNA)).isTrue();
        assertThat(places.take(ANNA)).isTrue();
        assertThat(places.take(ANNA)).isFalse();
        assertThat(places.take(BOB)).isTrue();
        places.give(ANNA);
        assertThat(places.take(ANNA)).isTrue();
        var agent = new Sender("demo", "c-anna", "agent:mei", false);
        for (int i = 0; i < 5; i++) {
            assertThat(places.take(agent)).isTrue();
        }
        assertThat(places.take(agent)).isFalse();
    }

    @Test
    void aVisitorHasAQuotaForTheDayAndAnAgentHasNone() {
        for (int i = 0; i < 3; i++) {
            stored(ANNA, "cat.png", PNG);
        }
        assertThat(keep(ANNA, "cat.png", PNG)).isInstanceOf(Kept.TooMany.class);
        assertThat(keep(BOB, "cat.png", PNG)).isInstanceOf(Kept.Stored.class);
        var agent = new Sender("demo", "c-anna", "agent:mei", false);
        for (int i = 0; i < 5; i++) {
            assertThat(keep(agent, "cat.png", PNG)).isInstanceOf(Kept.Stored.class);
        }
        clock.advance(Duration.ofHours(25));
        assertThat(keep(ANNA, "cat.png", PNG)).isInstanceOf(Kept.Stored.class);
    }

    @Test
    void whatIsForgottenIsGoneFromDiskAndDatabase() {
        var uri = stored(ANNA, "cat.png", PNG).uri();
        var path = open(uri).orElseThrow().path();
        uploads.forget("c-anna");
        assertThat(path).doesNotExist();
        assertThat(open(uri)).isEmpty();
        assertThat(stores.uploads().ofConversation("c-anna")).isEmpty();
    }

    @Test
    void filesGoWithTheirConversation() {
        var uri = stored(ANNA, "cat.png", PNG).uri();
        var path = open(uri).orElseThrow().path();
        uploads.sweep();
        assertThat(path).doesNotExist();
        assertThat(stores.uploads().ofConversation("c-anna")).isEmpty();
    }

    @Test
    void linksForTheOutsideNameTheServer() {
        uploads = uploads("https://help.example.org/");
        assertThat(stored(ANNA, "a.txt", "hello".getBytes(StandardCharsets.UTF_8)).uri().toString())
                .startsWith("https://help.example.org/api/v1/files/");
    }
}
