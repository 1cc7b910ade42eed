package io.dragoman.knowledge.lucene;

import static java.lang.System.Logger.Level.INFO;

import io.dragoman.api.ai.Embedder;
import io.dragoman.api.knowledge.KnowledgeIndex.Entry;
import io.dragoman.api.knowledge.KnowledgeIndex.Hit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Finding the nearest of so many articles to a question, whose vector is there; an edit until it is
 * found; and filling an empty index. {@code -p articles=100000} takes some minutes to begin.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class KnowledgeBenchmark {

    private static final int DIMENSION = 512;
    private static final Locale CHINESE = Locale.forLanguageTag("zh-CN");

    @Param({"100", "1000", "10000"})
    int articles;

    private Path folder;
    private LuceneIndex index;
    private final List<Entry> entries = new ArrayList<>();
    private long number;

    /** Unit vectors that mean nothing, the same for the same text. */
    private static final class AnyVectors implements Embedder {

        @Override
        public String model(Locale language) {
            return "any";
        }

        @Override
        public int dimension(Locale language) {
            return DIMENSION;
        }

        @Override
        public List<float[]> embed(Locale language, List<String> texts) {
            return texts.stream().map(AnyVectors::vector).toList();
        }

        private static float[] vector(String text) {
            var random = new Random(text.hashCode());
            var vector = new float[DIMENSION];
            double square = 0;
            for (int i = 0; i < DIMENSION; i++) {
                vector[i] = (float) random.nextGaussian();
                square += vector[i] * vector[i];
            }
            for (int i = 0; i < DIMENSION; i++) {
                vector[i] /= (float) Math.sqrt(square);
            }
            return vector;
        }
    }

    @Setup(Level.Trial)
    public void fill() throws IOException {
        folder = Files.createTempDirectory("articles");
        index = new LuceneIndex(folder, new AnyVectors());
        for (int i = 0; i < articles; i++) {
            entries.add(entry(i, "answer " + i));
        }
        long before = System.nanoTime();
        index.replaceAll(entries);
        long millis = (System.nanoTime() - before) / 1_000_000;
        System.getLogger("articles").log(INFO, "Filled in {0} ms", millis);
    }

    private static Entry entry(int number, String answer) {
        var questions =
                List.of("question " + number, "variant " + number, "other words for " + number);
        return new Entry("a" + number, "demo", CHINESE, questions, answer);
    }

    @Benchmark
    public List<Hit> search() {
        return index.search("demo", CHINESE, "question nobody asked " + ++number % 100, 5);
    }

    /** Saves another answer of an article and asks until it is there. */
    @Benchmark
    public List<Hit> edit() {
        int edited = (int) (++number % articles);
        index.put(entry(edited, "answer " + number));
        var hits = index.search("demo", CHINESE, "question " + edited, 1);
        if (!hits.getFirst().answer().equals("answer " + number)) {
            throw new IllegalStateException("The edit is not found at once");
        }
        return hits;
    }

    /** Compares all articles with the index, of which none has changed. */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public void compareAll() {
        index.replaceAll(entries);
    }

    @TearDown(Level.Trial)
    public void close() throws IOException {
        index.close();
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
