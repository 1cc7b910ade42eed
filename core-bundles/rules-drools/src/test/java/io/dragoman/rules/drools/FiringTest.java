package io.dragoman.rules.drools;

import static io.dragoman.rules.drools.Rules.HEAD;
import static io.dragoman.rules.drools.Rules.saying;
import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.rules.Decision;
import io.dragoman.api.rules.Fact;
import io.dragoman.api.rules.RuleEngine.Fired;
import io.dragoman.api.rules.RuleEngine.Phase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules fire in a known order, in their phase, and say what they decide. */
final class FiringTest {

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

    @Test
    void orderIsSalienceThenFileThenPlaceInTheFileWhateverThePackage() throws IOException {
        rules.file("b.drl", saying("b1", "x", "b1") + saying("b2", "x", "b2"));
        rules.file("c.drl", saying("c1", "x", "c1").replace(" when", " salience 5 when"));
        for (String name : List.of("d", "a")) {
            Files.writeString(
                    folder.resolve(name + ".drl"),
                    HEAD.replace("package rules", "package other." + name)
                            + saying(name + "2", "x", name + "2")
                            + saying(name + "1", "x", name + "1"));
        }
        rules.loaded();
        assertThat(rules.problems()).isEmpty();
        for (int i = 0; i < 5; i++) {
            assertThat(rules.answers("x"))
                    .containsExactly("c1", "a2", "a1", "b1", "b2", "d2", "d1");
        }
    }

    @Test
    void aRuleFiresOnlyInItsPhase() throws IOException {
        rules.file(
                        "a.drl",
                        "rule \"g\" ruleflow-group \"guard\" when Message() then decide.block(\"g\"); end\n"
                                + "rule \"r\" when Message() then decide.say(\"r\"); end\n"
                                + "rule \"s\" ruleflow-group \"route\" when Message() then"
                                + " decide.say(\"s\"); end\n"
                                + "rule \"t\" agenda-group \"after\" when Message() then decide.tag(\"t\");"
                                + " end\n")
                .loaded();
        assertThat(fired(Phase.GUARD)).containsExactly(new Fired("g", "a.drl"));
        assertThat(fired(Phase.ROUTE))
                .containsExactly(new Fired("r", "a.drl"), new Fired("s", "a.drl"));
        assertThat(fired(Phase.AFTER)).containsExactly(new Fired("t", "a.drl"));
    }

    private List<Fired> fired(Phase phase) {
        return rules.engine.decide(phase, List.of(Rules.message("x")), Rules.LIMIT).fired();
    }

    @Test
    void everyDecisionCarriesTheNameOfItsRule() throws IOException {
        rules.file(
                        "a.drl",
                        "rule \"all\" when Message() then\n"
                                + "decide.say(\"您好\", \"hello\"); decide.ask(\"which?\", \"a\", \"b=1\");\n"
                                + "decide.startSkill(\"x\"); decide.startSkill(\"y\", \"slot\", \"v\");\n"
                                + "decide.tag(\"t\"); decide.priority(2); decide.handOver();\n"
                                + "decide.handOver(\"team\", \"why\"); decide.openTicket(\"team\","
                                + " \"subject\");\n"
                                + "end\n")
                .loaded();
        Fact english = new Fact.Message("x", "en", "", 0, "text");
        assertThat(rules.engine.decide(Phase.ROUTE, List.of(english), Rules.LIMIT).decisions())
                .containsExactly(
                        new Decision.Say("all", "hello"),
                        new Decision.Ask("all", "which?", List.of("a", "b=1")),
                        new Decision.StartSkill("all", "x", Map.of()),
                        new Decision.StartSkill("all", "y", Map.of("slot", "v")),
                        new Decision.Tag("all", "t"),
                        new Decision.SetPriority("all", 2),
                        new Decision.HandOver("all", "", ""),
                        new Decision.HandOver("all", "team", "why"),
                        new Decision.OpenTicket("all", "team", "subject"));
        assertThat(rules.answers("x")).containsExactly("您好");
    }

    @Test
    void rulesMayDeduceFactsOfTheirOwn() throws IOException {
        rules.file(
                        "a.drl",
                        "declare Mood\n  happy : boolean\nend\n"
                                + "rule \"deduce\" when Message( mentions(\"great\") ) then Mood m = new"
                                + " Mood(); m.setHappy(true); insert(m); end\n"
                                + "rule \"use\" when Mood( happy ) then decide.say(\"glad\"); end\n")
                .loaded();
        assertThat(rules.problems()).isEmpty();
        assertThat(rules.answers("great!")).containsExactly("glad");
        assertThat(rules.answers("meh")).isEmpty();
    }

    @Test
    void anEmptyFolderDecidesNothing() {
        rules.loaded();
        assertThat(rules.decide("x").decisions()).isEmpty();
        assertThat(rules.engine.status().files()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rule \"a\" when Message( text == \"new Thread\" ) then decide.say(\"from a::b\"); end",
                "rule \"a\" when Message( text matches \"a.*\" ) then for (int i = 0; i < 3; i++)"
                        + " decide.tag(\"x\" + i); end",
                "/* while (true) eval */ rule \"a\" when not Message() then end",
            })
    void simpleRulesFireOnTheCallersThread(String rule) {
        assertThat(plain(rule)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rule \"a\" when Message( text.matches(\"a\") ) then end",
                "rule \"a\" when $m : Message() $s : String() from $m.text() then end",
                "rule \"a\" when eval(true) then end",
                "rule \"a\" when then new Object(); end",
                "rule \"a\" when then java.nio.file.Files.exists(null); end",
                "import java.net.URL\nrule \"a\" when then end",
                "function int f() { return f(); }\nrule \"a\" when then f(); end",
                "rule \"a\" dialect \"mvel\" when then end",
            })
    void rulesThatMightNotEndDoNot(String rule) {
        assertThat(plain(rule)).isFalse();
    }

    private static boolean plain(String rule) {
        byte[] bytes = (HEAD + rule).getBytes(StandardCharsets.UTF_8);
        RuleParser parser = new RuleParser(Map.of());
        List<ParsedFile> files = parser.parse(List.of(new RuleSource("a.drl", bytes)));
        assertThat(parser.problems()).isEmpty();
        return files.get(0).plain();
    }
}
