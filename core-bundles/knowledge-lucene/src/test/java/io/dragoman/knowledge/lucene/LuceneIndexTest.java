package io.dragoman.knowledge.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dragoman.api.knowledge.KnowledgeIndex.Entry;
import io.dragoman.api.knowledge.KnowledgeIndex.Hit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LuceneIndexTest {

    private static final Locale ZH = Locale.SIMPLIFIED_CHINESE;
    private static final Locale EN = Locale.ENGLISH;

    @TempDir private Path folder;
    private final WordEmbedder embedder = new WordEmbedder("1");
    private LuceneIndex index;

    @BeforeEach
    void open() throws IOException {
        index = new LuceneIndex(folder, embedder);
    }

    @AfterEach
    void close() {
        index.close();
    }

    @Test
    void findsNothingInAnEmptyIndex() {
        assertThat(index.search("demo", EN, "anything", 3)).isEmpty();
    }

    @Test
    void findsAnArticleByAVariantAndNamesBoth() {
        index.put(entry("ship", EN, "When do you ship?", "dispatch time"));
        index.put(entry("pay", EN, "How can I pay?"));

        var hit = index.search("demo", EN, "dispatch time", 3).getFirst();

        assertThat(hit.id()).isEqualTo("ship");
        assertThat(hit.question()).isEqualTo("When do you ship?");
        assertThat(hit.matched()).isEqualTo("dispatch time");
        assertThat(hit.answer()).isEqualTo("answer of ship");
        assertThat(hit.score()).isGreaterThan(0.999);
    }

    @Test
    void givesOneHitPerArticleBestFirst() {
        index.put(entry("a", EN, "abc", "abcd", "abcde"));
        index.put(entry("b", EN, "abcxyz"));
        index.put(entry("c", EN, "zzz"));

        var hits = index.search("demo", EN, "abc", 2);

        assertThat(hits).extracting(Hit::id).containsExactly("a", "b");
        assertThat(hits.get(0).score()).isGreaterThan(hits.get(1).score());
    }

    @Test
    void letsTheAnswerDecideBetweenLikeQuestions() {
        index.put(new Entry("fees", "demo", EN, List.of("abcd"), "zzzz yyyy"));
        index.put(new Entry("days", "demo", EN, List.of("abcd"), "abcde"));

        assertThat(index.search("demo", EN, "abc", 2)).extracting(Hit::id).startsWith("days");
    }

    @Test
    void keepsSitesAndLanguagesApart() {
        index.put(new Entry("other", "other", EN, List.of("refund"), "x"));
        index.put(entry("zh", ZH, "refund"));

        assertThat(index.search("demo", EN, "refund", 3)).isEmpty();
        assertThat(index.search("demo", ZH, "refund", 3)).extracting(Hit::id).containsExactly("zh");
        assertThat(index.search("demo", Locale.CHINA, "refund", 3)).hasSize(1);
    }

    @Test
    void showsAChangeAtOnce() {
        index.put(entry("a", EN, "old question"));
        index.put(entry("a", EN, "new words"));
        assertThat(index.search("demo", EN, "new words", 3))
                .extracting(Hit::matched)
                .containsExactly("new words");

        index.remove("a");
        assertThat(index.search("demo", EN, "new words", 3)).isEmpty();
    }

    @Test
    void showsAChangeAtOnceInABigIndex() {
        index.replaceAll(many(2_000));
        var before = System.nanoTime();
        index.put(entry("fresh", EN, "~~~~"));
        assertThat(index.search("demo", EN, "~~~~", 1))
                .extracting(Hit::id)
                .containsExactly("fresh");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(8));
    }

    @Test
    void holdsExactlyWhatItIsGiven() {
        index.put(entry("gone", EN, "gone"));
        index.put(entry("stays", EN, "stays"));

        index.replaceAll(List.of(entry("stays", EN, "stays"), entry("new", EN, "new")));

        assertThat(index.search("demo", EN, "gone", 10))
                .extracting(Hit::id)
                .containsExactlyInAnyOrder("stays", "new");
    }

    @Test
    void embedsOnlyWhatChanged() throws IOException {
        index.replaceAll(many(20));
        assertThat(embedder.embedded()).isEqualTo(40);

        index.close();
        index = new LuceneIndex(folder, embedder);
        index.replaceAll(many(21));

        assertThat(embedder.embedded()).isEqualTo(42);
        assertThat(index.search("demo", EN, "question 7", 1)).hasSize(1);
    }

    @Test
    void embedsAllAnewWithAnotherModel() throws IOException {
        index.replaceAll(many(5));
        index.close();
        var next = new WordEmbedder("2");
        index = new LuceneIndex(folder, next);
        assertThat(index.search("demo", EN, "question 3", 1)).isEmpty();

        index.replaceAll(many(5));

        assertThat(next.embedded()).isEqualTo(1 + 10);
        assertThat(index.search("demo", EN, "question 3", 1)).hasSize(1);
    }

    @Test
    void makesADamagedFolderAnew() throws IOException {
        index.replaceAll(many(50));
        index.close();
        damage();

        index = new LuceneIndex(folder, embedder);

        assertThat(index.search("demo", EN, "question 3", 1)).isEmpty();
        index.replaceAll(many(50));
        assertThat(index.search("demo", EN, "question 3", 1)).hasSize(1);
    }

    @Test
    void refusesAFolderThatIsInUse() {
        assertThatThrownBy(() -> new LuceneIndex(folder, embedder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("in use");
    }

    /** Turns one byte in the middle of every file. */
    private void damage() throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                var bytes = Files.readAllBytes(file);
                if (bytes.length > 0) {
                    bytes[bytes.length / 2] ^= 0x55;
                    Files.write(file, bytes);
                }
            }
        }
    }

    private static List<Entry> many(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> entry("a" + i, EN, "question " + i))
                .toList();
    }

    private static Entry entry(String id, Locale language, String... questions) {
        return new Entry(id, "demo", language, List.of(questions), "answer of " + id);
    }
}
