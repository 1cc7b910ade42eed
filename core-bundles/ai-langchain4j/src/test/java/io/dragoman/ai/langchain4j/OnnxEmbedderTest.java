package io.dragoman.ai.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OnnxEmbedderTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static OnnxEmbedder embedder;

    @BeforeAll
    static void load() throws IOException {
        NativeRuntime.prepare(Path.of("target", "natives"));
        embedder =
                new OnnxEmbedder(
                        file -> SentenceModel.load(file, 1), Runnable::run, 2, 3, PATIENCE);
    }

    @AfterAll
    static void free() {
        embedder.close();
    }

    @Test
    void putsSentencesOfLikeMeaningNearEachOther() {
        assertThat(nearness(Locale.ENGLISH, "Can I pay with Alipay?", "Do you accept Alipay"))
                .isGreaterThan(0.7)
                .isGreaterThan(
                        nearness(Locale.ENGLISH, "Can I pay with Alipay?", "Where is my parcel?"));
        assertThat(nearness(Locale.CHINA, "什么时候发货", "多久可以发货"))
                .isGreaterThan(0.7)
                .isGreaterThan(nearness(Locale.CHINA, "什么时候发货", "今天天气怎么样"));
    }

    @Test
    void foldsCaseInChineseTexts() {
        assertThat(nearness(Locale.CHINA, "APP怎么下载", "app怎么下载")).isCloseTo(1, within(1e-6));
    }

    @Test
    void givesUnitVectorsOfTheModelsLengthForAnyText() {
        for (Locale locale : List.of(Locale.ENGLISH, Locale.CHINA)) {
            for (String text : List.of("", " ", "👍", "a".repeat(100_000), "好".repeat(5_000))) {
                var vector = embedder.embed(locale, List.of(text)).getFirst();
                assertThat(vector).hasSize(embedder.dimension(locale));
                assertThat(dot(vector, vector)).isCloseTo(1, within(1e-4));
            }
        }
    }

    @Test
    void givesTheSameVectorAloneAndAmongOthers() {
        var alone = embedder.embed(Locale.CHINA, List.of("怎么退货")).getFirst();
        var among = embedder.embed(Locale.CHINA, List.of("优惠券", "运费", "发票", "怎么退货", "x"));
        assertThat(among.get(3)).containsExactly(alone);
    }

    @Test
    void doesNotLetCallersSpoilARememberedVector() {
        embedder.embed(Locale.ENGLISH, List.of("refund")).getFirst()[0] = 99;
        var again = embedder.embed(Locale.ENGLISH, List.of("refund")).getFirst();
        assertThat(dot(again, again)).isCloseTo(1, within(1e-4));
    }

    @Test
    void runsTheSentencesOfManyCallersOnTwoThreadsOfItsOwn() throws Exception {
        var asking = IntStream.range(0, 20).mapToObj(i -> embedding("退货" + i)).toList();
        for (var one : asking) {
            assertThat(one.get(60, TimeUnit.SECONDS)).hasSize(1);
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("sentence-"))
                .extracting(Thread::getName)
                .contains("sentence-1", "sentence-2")
                .doesNotContain("sentence-3");
    }

    private static CompletableFuture<List<float[]>> embedding(String text) {
        return CompletableFuture.supplyAsync(
                () -> embedder.embed(Locale.CHINA, List.of(text)),
                task -> Thread.ofVirtual().start(task));
    }

    @Test
    void saysThatItWasStopped() throws IOException {
        var stopped =
                new OnnxEmbedder(
                        file -> SentenceModel.load(file, 1), Runnable::run, 1, 0, PATIENCE);
        stopped.close();
        assertThatThrownBy(() -> stopped.embed(Locale.ENGLISH, List.of("hi")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("stopped");
    }

    @Test
    void letsGoOfACallerWhoIsInterrupted() {
        try (var slow = new OnnxEmbedder(file -> null, task -> {}, 1, 1, PATIENCE)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> slow.embed(Locale.ENGLISH, List.of("hi")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Interrupted");
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void namesTheModelThatMadeAVector() {
        assertThat(embedder.model(Locale.SIMPLIFIED_CHINESE)).isEqualTo("bge-small-zh-v1.5-q");
        assertThat(embedder.model(Locale.FRENCH)).isEqualTo(embedder.model(Locale.ENGLISH));
    }

    @Test
    void saysWhenAModelIsStillLoading() {
        try (var slow =
                new OnnxEmbedder(
                        file -> {
                            throw new IOException("never gets here");
                        },
                        task -> {},
                        1,
                        1,
                        Duration.ofMillis(50))) {
            assertThatThrownBy(() -> slow.embed(Locale.ENGLISH, List.of("hi")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("still loading");
        }
    }

    @Test
    void saysWhenAModelCouldNotBeLoaded() {
        try (var broken =
                new OnnxEmbedder(
                        file -> {
                            throw new IOException("Embeddings are not built for os-390");
                        },
                        Runnable::run,
                        1,
                        1,
                        PATIENCE)) {
            assertThatThrownBy(() -> broken.embed(Locale.ENGLISH, List.of("hi")))
                    .hasMessageContaining("could not be loaded")
                    .hasRootCauseMessage("Embeddings are not built for os-390");
        }
    }

    @Test
    void knowsTheRuntimesNamesOfPlatforms() {
        assertThat(NativeRuntime.platform("Linux", "amd64")).isEqualTo("linux-x64");
        assertThat(NativeRuntime.platform("Linux", "aarch64")).isEqualTo("linux-aarch64");
        assertThat(NativeRuntime.platform("Mac OS X", "aarch64")).isEqualTo("osx-aarch64");
        assertThat(NativeRuntime.platform("Windows 11", "amd64")).isEqualTo("win-x64");
    }

    private static double nearness(Locale locale, String one, String other) {
        var vectors = embedder.embed(locale, List.of(one, other));
        return dot(vectors.get(0), vectors.get(1));
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
