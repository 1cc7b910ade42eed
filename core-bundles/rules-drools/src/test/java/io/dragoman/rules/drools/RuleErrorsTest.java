package io.dragoman.rules.drools;

import static io.dragoman.rules.drools.Rules.HEAD;
import static io.dragoman.rules.drools.Rules.saying;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.dragoman.api.rules.RuleEngine.Phase;
import io.dragoman.api.rules.RuleEngine.Problem;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An analyst learns file, line and reason of every mistake. */
final class RuleErrorsTest {

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

    private Problem only(String content) {
        List<Problem> problems =
                rules.engine.check("mine.drl", (HEAD + content).getBytes(StandardCharsets.UTF_8));
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).file()).isEqualTo("mine.drl");
        return problems.get(0);
    }

    @Test
    void aWrongWordInTheConsequenceIsReportedOnItsOwnLine() {
        Problem problem =
                only(
                        "rule \"a\"\nwhen\n  Message( text == \"x\" )\nthen\n\n  decide.sai(\"hi\");\nend\n");
        assertThat(problem.line()).contains(9);
        assertThat(problem.reason())
                .startsWith("Rule \"a\": Decide has no sai(String); decide knows")
                .contains("handOver", "say");
    }

    @Test
    void anUnknownPropertyIsReportedWithThoseThereAre() {
        Problem problem =
                only(
                        "rule \"a\"\nwhen\n  Clock()\n  Message( txt == \"x\" )\nthen\n  decide.say(\"hi\");\nend\n");
        assertThat(problem.line()).contains(7);
        assertThat(problem.reason())
                .isEqualTo(
                        "Rule \"a\": Message has no txt; it has text, language, intent, confidence,"
                                + " kind");
    }

    @Test
    void aMisspeltThenIsReportedOnTheLineAfterIt() {
        Problem problem =
                only(
                        "rule \"a\"\nwhen\n  Message( text == \"x\" )\nthn\n  decide.say(\"hi\");\nend\n");
        assertThat(problem.line()).contains(8);
        assertThat(problem.reason()).isEqualTo("Did not expect 'decide' here in rule \"a\"");
    }

    @Test
    void chinesePunctuationIsPointedOut() {
        Problem problem =
                only(
                        "rule \"a\"\nwhen\n  Message( text == “x” )\nthen\n  decide.say(\"hi\");\nend\n");
        assertThat(problem.line()).contains(6);
        assertThat(problem.reason())
                .isEqualTo(
                        "Did not understand this; the line has Chinese punctuation (“) where rules"
                                + " need the English one");
    }

    @Test
    void aForgottenSemicolonIsReportedOnItsLine() {
        Problem problem = only("rule \"a\"\nwhen\n  Message()\nthen\n  decide.say(\"hi\")\nend\n");
        assertThat(problem.line()).contains(8);
        assertThat(problem.reason()).contains("insert \";\"");
    }

    @Test
    void anUnknownFactIsReported() {
        Problem problem =
                only(
                        "rule \"a\"\nwhen\n  Mesage( text == \"x\" )\nthen\n  decide.say(\"hi\");\nend\n");
        assertThat(problem.line()).contains(6);
        assertThat(problem.reason()).contains("There is no fact Mesage");
    }

    @Test
    void aWrongArgumentIsReported() {
        Problem problem =
                only("rule \"a\"\nwhen\n  Message()\nthen\n  decide.priority(\"high\");\nend\n");
        assertThat(problem.line()).contains(8);
        assertThat(problem.reason()).isEqualTo("Rule \"a\": priority takes (int), not (String)");
    }

    @Test
    void anUnknownPhaseIsReported() {
        Problem problem =
                only(
                        "rule \"a\"\n  agenda-group \"gaurd\"\nwhen\n  Message()\nthen\n  decide.block(\"\");\nend\n");
        assertThat(problem.reason())
                .isEqualTo(
                        "Rule \"a\": there is no ruleflow-group \"gaurd\"; use one of guard, route,"
                                + " after, pricing");
        assertThat(problem.line()).contains(4);
    }

    @Test
    void anUnknownGlobalIsReported() {
        Problem problem = only("global java.util.List out;\n");
        assertThat(problem.line()).contains(4);
        assertThat(problem.reason()).contains("There is no global List out");
    }

    @Test
    void aMissingGlobalIsReported() {
        List<Problem> problems =
                rules.engine.check(
                        "mine.drl",
                        "package rules;\nrule \"a\" when then\n decide.say(\"x\"); end\n"
                                .getBytes(StandardCharsets.UTF_8));
        assertThat(problems)
                .extracting(Problem::reason)
                .containsExactly(
                        "Rule \"a\": \"global io.dragoman.api.rules.Decide decide;\" is missing at the"
                                + " top of the file");
    }

    @Test
    void duplicateNamesAcrossFilesNameBoth() throws IOException {
        rules.file("a.drl", saying("same", "x", "from a")).loaded();
        rules.file("b.drl", "\n" + saying("same", "x", "from b")).loaded();
        assertThat(rules.problems())
                .extracting(Problem::file, Problem::line, Problem::reason)
                .containsExactly(
                        tuple(
                                "b.drl",
                                Optional.of(5),
                                "Rule \"same\" stands also in a.drl; every rule needs a name of its own"));
        assertThat(rules.answers("x")).containsExactly("from a");
    }

    @Test
    void reasonsHaveKeysForTheReadersLanguage() throws IOException {
        rules.file("a.drl", "rule \"r\" when Mesage() then end\n").loaded();
        var why = rules.problems().get(0).why();
        assertThat(why.key()).isEqualTo("rule-no-fact");
        assertThat(why.params()).containsEntry("fact", "Mesage").containsEntry("inRule", "r");
        assertThat(why.text()).startsWith("Rule \"r\": There is no fact Mesage");
    }

    @Test
    void ofTwoFilesWithTheSameNameTheOneInForceStays() throws IOException {
        rules.file("b.drl", saying("same", "x", "from b")).loaded();
        rules.file("a.drl", saying("same", "x", "from a")).loaded();
        assertThat(rules.problems()).extracting(Problem::file).containsExactly("a.drl");
        assertThat(rules.answers("x")).containsExactly("from b");
    }

    @Test
    void duplicateNamesInOneFileAreReportedAtTheSecond() {
        Problem problem = only(saying("same", "x", "1") + saying("same", "y", "2"));
        assertThat(problem.line()).contains(5);
        assertThat(problem.reason()).contains("twice in this file");
    }

    @Test
    void aBrokenRowOfATableIsReportedByItsRow() {
        List<Problem> problems =
                rules.engine.check(
                        "fees.csv",
                        Tables.fees("a", "b", "ja nein", "fine").getBytes(StandardCharsets.UTF_8));
        assertThat(problems).isNotEmpty();
        assertThat(problems.get(0).file()).isEqualTo("fees.csv");
        assertThat(problems.get(0).line()).contains(11);
    }

    @Test
    void aBrokenHeadOfATableIsReportedByItsRow() {
        List<Problem> problems =
                rules.engine.check(
                        "fees.csv",
                        Tables.fees("a", "b", "true", "y")
                                .replace("\"CONDITION\",\"ACTION\"", "\"KONDITION\",\"ACTION\"")
                                .getBytes(StandardCharsets.UTF_8));
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).line()).contains(6);
    }

    @Test
    void aPhraseThatNoDslKnowsIsReportedOnItsLine() throws IOException {
        Files.writeString(folder.resolve("zh.dsl"), Tables.PHRASES);
        rules.loaded();
        List<Problem> problems =
                rules.engine.check(
                        "zh.dslr",
                        Tables.SENTENCES.replace("回答", "回复").getBytes(StandardCharsets.UTF_8));
        assertThat(problems).isNotEmpty();
        assertThat(problems.get(0).line()).contains(8);
    }

    @Test
    void aRuleThatThrowsIsNamedAndDisturbsNoOther() throws IOException {
        rules.file(
                        "a.drl",
                        "rule \"bad\" salience 10 when Message() then Object o = null; o.hashCode(); end\n"
                                + saying("good", "x", "fine"))
                .loaded();
        assertThat(rules.answers("x")).containsExactly("fine");
        assertThat(rules.problems())
                .singleElement()
                .satisfies(
                        problem -> {
                            assertThat(problem.file()).isEqualTo("a.drl");
                            assertThat(problem.reason()).contains("Rule \"bad\" failed");
                        });
    }

    @Test
    void aRuleThatCallsAToolOutsideTheRouteIsToldThatItDoesNotWork() throws IOException {
        rules.file(
                        "a.drl",
                        "rule \"late\" ruleflow-group \"after\" when Message() then"
                                + " decide.call(\"get_points\").tell(\"{balance}\"); end\n")
                .loaded();
        var outcome =
                rules.engine.decide(
                        Phase.AFTER,
                        List.of(Rules.message("x"), Rules.conversation()),
                        Rules.LIMIT);
        assertThat(outcome.decisions()).isEmpty();
        assertThat(rules.problems())
                .singleElement()
                .satisfies(
                        problem ->
                                assertThat(problem.reason())
                                        .contains("Rule \"late\" failed")
                                        .contains("works in the phase route only")
                                        .contains("get_points"));
    }

    @Test
    void aFormatThatWouldFillTheMemoryIsReportedOnItsLine() {
        Problem problem =
                only(
                        "rule \"a\"\nwhen\n  Message( text == String.format(\"%1000000000d\", 1) )\nthen\nend\n");
        assertThat(problem.line()).contains(6);
        assertThat(problem.reason())
                .isEqualTo("A width of 1000000000 in a format is too large; at most 9999");
        assertThat(
                        rules.engine.check(
                                "mine.drl",
                                (HEAD
                                                + saying(
                                                        "a",
                                                        "x",
                                                        "%-20s|%1$08.2f 50% of 20000 items, 100%10000 元"))
                                        .getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
    }

    @Test
    void whatIsInNoKnownEncodingSaysHowToSaveIt() throws IOException {
        rules.file("a.drl", saying("a", "hi", "fine")).loaded();
        byte[] latin =
                (HEAD + saying("a", "hi", "café\u00ff")).getBytes(StandardCharsets.ISO_8859_1);
        Files.write(folder.resolve("a.drl"), latin);
        rules.loaded();
        assertThat(rules.problems())
                .containsExactly(
                        new Problem(
                                "a.drl",
                                Optional.empty(),
                                "The file's encoding is none of UTF-8, UTF-16 and GB18030 (GBK): save it as UTF-8"));
        assertThat(rules.answers("hi")).containsExactly("fine");
    }

    @Test
    void aSpreadsheetOfAnotherKindSaysHowToSaveIt() throws IOException {
        Files.write(folder.resolve("fees.xlsm"), new byte[] {'P', 'K', 3, 4});
        rules.file("a.drl", saying("a", "hi", "fine")).loaded();
        assertThat(rules.problems())
                .containsExactly(
                        new Problem(
                                "fees.xlsm",
                                Optional.empty(),
                                "Of spreadsheets only .xlsx and .csv are read: save it as one"));
        assertThat(rules.answers("hi")).containsExactly("fine");
    }

    @Test
    void aFileThatGrewTooLargeLeavesItsLastGoodRulesInForce() throws IOException {
        rules.file("a.drl", saying("a", "hi", "fine")).loaded();
        try (var file = new RandomAccessFile(folder.resolve("a.drl").toFile(), "rw")) {
            file.setLength(RuleFolder.LARGEST + 1L);
        }
        rules.loaded();
        assertThat(rules.problems())
                .extracting(Problem::reason)
                .containsExactly("The file is larger than 8 MB: split it");
        assertThat(rules.answers("hi")).containsExactly("fine");
        assertThat(rules.engine.files().read("a.drl")).as("nothing to edit").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.drl", "a.csv", "a.dslr", "a.dsl", "a.xlsx",
            })
    void rubbishOfAnyKindIsAProblemAndNothingElse(String name) throws IOException {
        rules.file("good.drl", saying("good", "hi", "fine")).loaded();
        String table = Tables.fees("a", "b", "true", "c");
        List<String> texts =
                List.of(
                        "",
                        "\n\n",
                        "rubbish",
                        "\u0000\u0001\u0002",
                        "package",
                        "package x\nrule",
                        "rule \"x\" when then end rule \"x\" when then end",
                        "rule \"\" when then end",
                        "\"RuleTable x\"",
                        "[condition][]",
                        "[when",
                        Tables.SENTENCES,
                        table.substring(0, table.length() / 2),
                        table.substring(table.length() / 2),
                        "(".repeat(5000));
        for (String text : texts) {
            Files.writeString(folder.resolve(name), text);
            rules.loaded();
            assertThat(rules.answers("hi")).as(text).containsExactly("fine");
            assertThat(rules.problems())
                    .as(text)
                    .allSatisfy(
                            problem -> {
                                assertThat(problem.file()).isEqualTo(name);
                                assertThat(problem.reason()).isNotBlank();
                            });
        }
    }
}
