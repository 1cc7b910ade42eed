package io.dragoman.rules.drools;

import static io.dragoman.rules.drools.Rules.saying;
import static io.dragoman.rules.drools.Rules.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.dragoman.api.rules.RuleEngine;
import io.dragoman.api.rules.RuleEngine.Phase;
import io.dragoman.api.rules.RuleEngine.Problem;
import io.dragoman.api.rules.RuleLimitException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** No rule, however wrong, keeps a customer waiting or takes other rules with it. */
@Timeout(60)
final class LimitsTest {

    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir Path folder;
    private Rules rules;

    @BeforeEach
    void open() {
        rules = new Rules(folder);
    }

    @AfterEach
    void close() {
        rules.close();
    }

    private RuleEngine.Outcome ask(String text) {
        return rules.engine.decide(Phase.ROUTE, List.of(Rules.message(text)), SHORT);
    }

    private boolean putAside(String file) {
        return rules.engine.status().files().contains(new RuleEngine.File(file, 0, true));
    }

    @Test
    void aMachineThatIsSlowAtTheStartGetsItsRulesAllTheSame() throws Exception {
        var limits = new DroolsRules.Limits(500, 4, Duration.ofSeconds(1), SHORT);
        var never = new CountDownLatch(1);
        try (var slow =
                new Rules(
                        folder,
                        limits,
                        () -> {
                            try {
                                never.await(1200, TimeUnit.MILLISECONDS);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            return Rules.class.getClassLoader();
                        })) {
            slow.file("a.drl", saying("greet", "hi", "hello")).loaded();
            assertThat(slow.answers("hi")).containsExactly("hello");
            slow.file("a.drl", saying("greet", "hi", "bye")).loaded();
            assertThat(slow.answers("hi")).containsExactly("hello");
            assertThat(slow.problems().toString()).contains("longer than 1 s");
        }
    }

    @Test
    void rulesThatSetEachOtherOffAreStoppedAndPutAsideTheSecondTime() throws Exception {
        rules.file("good.drl", saying("good", "hi", "fine"))
                .file("loop.drl", "rule \"loop\" when $m : Message() then update($m); end\n")
                .loaded();
        // A busy machine must not run out of time before the rules have fired so often.
        assertThatThrownBy(() -> rules.decide("hi"))
                .isInstanceOf(RuleLimitException.class)
                .hasMessage("Rule \"loop\" fired 500 times (loop.drl)");
        assertThat(putAside("loop.drl")).isFalse();
        assertThatThrownBy(() -> rules.decide("hi")).isInstanceOf(RuleLimitException.class);
        assertThat(within(SOON, () -> putAside("loop.drl"))).isTrue();
        assertThat(rules.answers("hi")).containsExactly("fine");
        assertThat(rules.problems())
                .extracting(Problem::file, Problem::line, Problem::reason)
                .containsExactly(
                        tuple(
                                "loop.drl",
                                Optional.empty(),
                                "Rule \"loop\" fired 500 times; put aside until it is edited"));
        rules.file("loop.drl", saying("loop", "hi", "mended")).loaded();
        assertThat(rules.answers("hi")).containsExactly("fine", "mended");
        assertThat(rules.problems()).isEmpty();
    }

    @Test
    void aLoopInsideARuleIsEndedAndItsFilePutAside() throws Exception {
        rules.file("good.drl", saying("good", "hi", "fine"))
                .file(
                        "loop.drl",
                        "rule \"loop\" when Message( text == \"hi\" ) then int i = 0; while (true)"
                                + " { i++; } end\n")
                .loaded();
        long begin = System.nanoTime();
        assertThatThrownBy(() -> ask("hi"))
                .isInstanceOf(RuleLimitException.class)
                .hasMessage("Rule \"loop\" took too long (loop.drl)");
        assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(20));
        assertThat(within(SOON, () -> putAside("loop.drl"))).isTrue();
        assertThat(rules.answers("hi")).containsExactly("fine");
    }

    @Test
    void allKindsOfLoopsAreEnded() throws Exception {
        String[] loops = {
            "for (;;) { }",
            "do { Math.abs(1); } while (true);",
            "int[] a = {1}; for (int i = 0; i < 1; i += 0) { a[0]++; }",
            "while (true) { try { decide.in(\"a\", \"b\"); } catch (Exception e) { continue; } }",
            "a: for (;;) { for (;;) { continue a; } }",
        };
        for (int i = 0; i < loops.length; i++) {
            rules.file(
                            "loop.drl",
                            "rule \"l%d\" when Message() then %s end\n".formatted(i, loops[i]))
                    .loaded();
            assertThat(rules.problems()).as(loops[i]).isEmpty();
            assertThatThrownBy(() -> ask("hi")).as(loops[i]).hasMessageContaining("took too long");
        }
        assertThat(rules.engine.status().problems()).isEmpty();
    }

    @Test
    void whatTakesAllTheMemoryIsEndedBeforeItHasIt() throws Exception {
        String[] hungry = {
            "Object o = new long[2000000000];",
            "Object o = new String[2000000000];",
            "Object o = new java.util.ArrayList(2000000000);",
            "String s = \"x\".repeat(2000000000);",
            "String s = String.format(\"%\" + 2000000000 + \"d\", 1);",
            "String s = String.format(java.util.Locale.ROOT, \"%.\" + 2000000000 + \"f\", 1.0);",
            "String s = (\"%\" + 2000000000 + \"d\").formatted(1);",
            "Object o = java.math.BigInteger.TEN.shiftLeft(2000000000);",
            "java.util.List l = new java.util.ArrayList(); while (true) l.add(new long[900000]);",
            "java.util.stream.Stream.generate(() -> new long[900000]).toList();",
        };
        for (int i = 0; i < hungry.length; i++) {
            rules.file(
                            "hungry.drl",
                            "rule \"h%d\" when Message() then %s end\n".formatted(i, hungry[i]))
                    .loaded();
            // Trying the new rule on loading may just have been given up.
            assertThat(within(SOON, () -> rules.problems().isEmpty())).as(hungry[i]).isTrue();
            assertThatThrownBy(() -> rules.decide("hi"))
                    .as(hungry[i])
                    .isInstanceOf(RuleLimitException.class)
                    .hasMessageMatching(
                            "Rule \"h\\d\" (wanted room for|took more than|took too).*");
        }
    }

    @Test
    void whatCallsItselfForEverIsEnded() throws Exception {
        rules.file(
                        "deep.drl",
                        "function int down(int x) { return x == 0 ? 0 : down(x) + down(x); }\n"
                                + "rule \"deep\" when Message() then down(1); end\n")
                .loaded();
        assertThat(rules.problems()).isEmpty();
        assertThatThrownBy(() -> ask("hi")).isInstanceOf(RuntimeException.class);
    }

    @Test
    void aListWithoutAnEndInAConditionIsNotGoneThroughForEver() throws Exception {
        rules.file("good.drl", saying("good", "hi", "fine"))
                .file(
                        "many.drl",
                        "rule \"many\" when Message( text == \"hi\" ) and Integer( this == 2 ) from"
                                + " java.util.Collections.nCopies(2000000000, 1)"
                                + " then decide.say(\"?\"); end\n"
                                + "rule \"few\" when Message( text == \"ho\" ) and Integer( this == 1 )"
                                + " from java.util.Collections.nCopies(2, 1)"
                                + " then decide.say(\"one\"); end\n")
                .loaded();
        assertThat(rules.problems()).isEmpty();
        assertThat(rules.answers("ho")).containsExactly("one", "one");
        assertThatThrownBy(() -> rules.decide("hi"))
                .isInstanceOf(RuleLimitException.class)
                .hasMessageMatching("Rule \"many\" took .*");
        assertThat(within(SOON, () -> putAside("many.drl"))).isTrue();
        assertThat(rules.answers("hi")).containsExactly("fine");
    }

    @Test
    void aRegularExpressionThatBacktracksForEverIsEndedAndItsFilePutAside() throws Exception {
        rules.file("good.drl", saying("good", "hi", "fine"))
                .file(
                        "bomb.drl",
                        "rule \"bomb\" when Message( language == \"zh\" && text matches"
                                + " \"(x+x+)+\\\\1y\" ) then decide.say(\"?\"); end\n"
                                + "rule \"word\" when Message( text matches \".*(hi|ho).*\" ) then"
                                + " decide.say(\"word\"); end\n")
                .loaded();
        assertThat(rules.answers("hi")).containsExactly("word", "fine");
        String bomb = "x".repeat(60);
        assertThatThrownBy(() -> ask(bomb)).hasMessage("Rule \"bomb\" took too long (bomb.drl)");
        assertThat(within(SOON, () -> putAside("bomb.drl"))).isTrue();
        assertThat(ask(bomb).decisions()).isEmpty();
        assertThat(rules.answers("hi")).containsExactly("fine");
        assertThat(rules.problems()).hasSize(1);
    }

    @Test
    void aHangingConditionThatNoGuardKnowsCostsOneThreadAndItsFileIsFound() throws Exception {
        rules.file("good.drl", saying("good", "hi", "fine"))
                .file(
                        "bomb.drl",
                        "rule \"bomb\" when Message( text.matches(\"(x+x+)+\\\\1y\") ) then"
                                + " decide.say(\"?\"); end\n")
                .loaded();
        assertThat(rules.answers("hi")).containsExactly("fine");
        String bomb = "x".repeat(60);
        assertThatThrownBy(() -> ask(bomb)).isInstanceOf(RuleLimitException.class);
        assertThat(within(SOON, () -> putAside("bomb.drl"))).isTrue();
        assertThat(ask(bomb).decisions()).isEmpty();
        assertThat(rules.answers("hi")).containsExactly("fine");
        assertThat(rules.problems())
                .extracting(Problem::reason)
                .contains("A condition did not end; put aside until it is edited")
                .anyMatch(reason -> reason.endsWith("still busy with rules put aside"));
    }

    @Test
    void aFunctionThatLoopsInAConditionIsEndedAndItsFileFound() throws Exception {
        rules.file("good.drl", saying("good", "hi", "fine"))
                .file(
                        "loop.drl",
                        "function boolean busy(String text) { while (text.equals(\"hi\")) {"
                                + " text.length(); } return false; }\n"
                                + "rule \"busy\" when Message( busy(text) ) then end\n")
                .loaded();
        assertThat(rules.problems()).isEmpty();
        assertThatThrownBy(() -> ask("hi")).isInstanceOf(RuleLimitException.class);
        assertThat(within(SOON, () -> putAside("loop.drl"))).isTrue();
        assertThat(rules.answers("hi")).containsExactly("fine");
    }

    @Test
    void aRuleThatIsSlowOnceStaysInForce() throws Exception {
        rules.file(
                        "slow.drl",
                        "import io.dragoman.rules.drools.Slow;\n"
                                + "rule \"slow\" when Message( $t : text ) then Slow.begin();"
                                + " while (Slow.goesOn()) { $t.length(); }"
                                + " decide.say(\"done\"); end\n")
                .loaded();
        assertThat(rules.problems()).isEmpty();
        Slow.nextTime();
        assertThatThrownBy(() -> ask("hi")).isInstanceOf(RuleLimitException.class);
        assertThat(rules.answers("hi")).containsExactly("done");
        assertThat(rules.problems()).isEmpty();
    }

    @Test
    void aRuleThatWaitsOutsideAnyLoopIsInterrupted() throws Exception {
        rules.file(
                        "wait.drl",
                        "rule \"wait\" when Message() then"
                                + " io.dragoman.rules.drools.Slow.sleep(100000L); end\n")
                .loaded();
        // A busy machine may spend the 200 ms before the rule even begins; the rehearsal has more
        // time.
        assertThatThrownBy(() -> ask("hi"))
                .isInstanceOf(RuleLimitException.class)
                .hasMessageContaining("did not end within 200 ms");
        assertThat(within(SOON, () -> putAside("wait.drl"))).isTrue();
        assertThat(within(SOON, () -> rules.problems().size() == 1)).isTrue();
    }

    @Test
    void manyCustomersAtALoopAllGetTheirTurnEnded() throws Exception {
        rules.file("loop.drl", "rule \"loop\" when Message() then while (true) { } end\n").loaded();
        CountDownLatch ended = new CountDownLatch(40);
        for (int i = 0; i < 40; i++) {
            Thread.ofVirtual()
                    .start(
                            () -> {
                                try {
                                    ask("hi");
                                } catch (RuleLimitException expected) {
                                    // the point is that it ends
                                } finally {
                                    ended.countDown();
                                }
                            });
        }
        assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(within(SOON, () -> putAside("loop.drl"))).isTrue();
        assertThat(rules.answers("hi")).isEmpty();
    }

    @Test
    void aConditionThatThrowsTwiceIsPutAside() throws Exception {
        rules.file("good.drl", saying("good", "hi", "fine"))
                .file(
                        "bad.drl",
                        "rule \"bad\" when Message( text.charAt(5) == 'a' ) then decide.say(\"?\");"
                                + " end\n")
                .loaded();
        assertThatThrownBy(() -> ask("hi"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("A condition of rule \"bad\" failed (bad.drl)");
        assertThatThrownBy(() -> ask("hi")).isInstanceOf(IllegalStateException.class);
        assertThat(within(SOON, () -> putAside("bad.drl"))).isTrue();
        assertThat(rules.answers("hi")).containsExactly("fine");
    }
}
