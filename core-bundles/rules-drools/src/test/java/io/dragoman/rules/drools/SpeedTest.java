package io.dragoman.rules.drools;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.rules.Fact;
import io.dragoman.api.rules.RuleEngine.Phase;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Prints how long a decision takes; asserts only that it decides right. */
final class SpeedTest {

    private static final Logger LOG = LoggerFactory.getLogger(SpeedTest.class);
    private static final int WARM_UP = 1500;
    private static final int ROUNDS = 2000;

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "equality, 'intent == \"i%d\"'",
        "words, 'mentions(\"关键词%d。|keyword%d。\")'",
        "regex, 'text matches \".*(关键词%d。|keyword%d。).*\"'",
    })
    void aHundredRules(String kind, String condition) throws Exception {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            text.append(
                    "rule \"%s %d\" when Message( %s ) then decide.say(\"answer %d\"); end\n"
                            .formatted(kind, i, condition.replace("%d", "" + i), i));
        }
        try (Rules rules = new Rules(folder)) {
            rules.file("many.drl", text.toString()).loaded();
            long[] nanos = new long[ROUNDS];
            Random random = new Random(1);
            for (int i = 0; i < WARM_UP + ROUNDS; i++) {
                int number = random.nextInt(200);
                List<Fact> facts = facts(number);
                long begin = System.nanoTime();
                var outcome = rules.engine.decide(Phase.ROUTE, facts, Rules.LIMIT);
                if (i >= WARM_UP) {
                    nanos[i - WARM_UP] = System.nanoTime() - begin;
                }
                assertThat(outcome.decisions().isEmpty()).isEqualTo(number >= 100);
            }
            Arrays.sort(nanos);
            LOG.warn(
                    "100 rules by {}: p50 {} us, p99 {} us",
                    kind,
                    nanos[ROUNDS / 2] / 1000,
                    nanos[ROUNDS * 99 / 100] / 1000);
        }
    }

    private static List<Fact> facts(int number) {
        return List.of(
                new Fact.Message(
                        "您好，我想问一下关于关键词" + number + "。的问题，什么时候可以处理呢？",
                        "zh",
                        "i" + number,
                        0.9,
                        "text"),
                Rules.conversation(),
                new Fact.Customer("1", "n", "gold", true, Set.of()),
                new Fact.Desk("service", 2, 0, true));
    }
}
