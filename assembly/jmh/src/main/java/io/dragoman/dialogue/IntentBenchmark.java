package io.dragoman.dialogue;

import io.dragoman.api.ai.Embedder;
import io.dragoman.api.message.Reason;
import io.dragoman.api.skill.SkillSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
import org.openjdk.jmh.annotations.Warmup;

/** Comparing a sentence, whose vector is there, with so many examples of skills. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class IntentBenchmark {

    private static final int DIMENSION = 512;
    private static final int SKILLS = 10;

    @Param({"50", "500", "5000"})
    int examples;

    private IntentIndex index;
    private Optional<float[]> vector;

    /** Vectors that mean nothing: only their comparing is measured. */
    private static final class AnyVectors implements Embedder {

        private final Random random = new Random(1);

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
            var vectors = new ArrayList<float[]>();
            for (int i = 0; i < texts.size(); i++) {
                var made = new float[DIMENSION];
                for (int d = 0; d < DIMENSION; d++) {
                    made[d] = random.nextFloat() / DIMENSION;
                }
                vectors.add(made);
            }
            return vectors;
        }
    }

    @Setup(Level.Trial)
    public void fill() {
        var embedder = new AnyVectors();
        var skills = new ArrayList<InstalledSkill>();
        for (int skill = 0; skill < SKILLS; skill++) {
            skills.add(skill("skill-" + skill, examples / SKILLS));
        }
        index =
                IntentIndex.of(skills, IntentIndex.EMPTY)
                        .embedded(embedder, Language.of("我的快递到哪里了"));
        vector = Optional.of(embedder.embed(Locale.CHINESE, List.of("x")).getFirst());
    }

    private static InstalledSkill skill(String id, int count) {
        var sentences = new String[count];
        for (int i = 0; i < count; i++) {
            sentences[i] = "我想查一下" + id + "的第" + (char) ('一' + i) + "个问题办得怎么样了";
        }
        return new InstalledSkill(
                id,
                "1.0.0",
                1,
                Optional.of(SkillSpec.skill(id).examples(sentences).build()),
                Optional.empty(),
                InstalledSkill.State.ACTIVE,
                Reason.NONE);
    }

    @Benchmark
    public Object rank() {
        return index.search("我的快递到哪里了，怎么还没有送到？", vector);
    }
}
