package io.dragoman.rules.drools;

import static io.dragoman.rules.drools.Rules.saying;
import static io.dragoman.rules.drools.Rules.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.dragoman.api.rules.Decision;
import io.dragoman.api.rules.Fact;
import io.dragoman.api.rules.RuleEngine;
import io.dragoman.api.rules.RuleEngine.Problem;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.drools.decisiontable.parser.csv.CsvLineParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rules follow their files while customers are being answered. */
final class ReloadTest {

    private static final Logger LOG = LoggerFactory.getLogger(ReloadTest.class);

    /** On a machine that does nothing else; those that run tests are small and shared. */
    private static final Duration PROMISED = Duration.ofSeconds(2);

    private static final int BUSY = 8;

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
    void aSavedFileIsLiveWithinTwoSeconds() throws Exception {
        rules.file("a.drl", saying("greet", "hi", "one"));
        rules.engine.start();
        assertThat(rules.answers("hi")).containsExactly("one");
        long begin = System.nanoTime();
        rules.file("a.drl", saying("greet", "hi", "two"));
        assertThat(
                        within(
                                PROMISED.multipliedBy(BUSY),
                                () -> rules.answers("hi").equals(List.of("two"))))
                .isTrue();
        report("saved to live", begin);
        rules.file("b.drl", saying("other", "ho", "new"));
        assertThat(
                        within(
                                PROMISED.multipliedBy(BUSY),
                                () -> rules.answers("ho").equals(List.of("new"))))
                .isTrue();
        Files.delete(folder.resolve("b.drl"));
        assertThat(within(PROMISED.multipliedBy(BUSY), () -> rules.answers("ho").isEmpty()))
                .isTrue();
    }

    @Test
    void anUnfinishedFileIsNotRead() throws Exception {
        rules.file("a.drl", saying("greet", "hi", "one"));
        rules.engine.start();
        assertThat(rules.answers("hi")).containsExactly("one");
        String text = Rules.HEAD + saying("greet", "hi", "two");
        long last = System.nanoTime();
        for (int end = 40; end < text.length(); end += 8) {
            Files.writeString(folder.resolve("a.drl"), text.substring(0, end));
            Thread.sleep(20);
            var problems = rules.problems();
            long now = System.nanoTime();
            // A writer whom a busy machine makes pause looks like one who is done.
            if (now - last > FolderWatch.QUIET_MILLIS * 1_000_000L / 2) {
                break;
            }
            assertThat(problems).isEmpty();
            last = now;
        }
        Files.writeString(folder.resolve("a.drl"), text);
        assertThat(
                        within(
                                PROMISED.multipliedBy(BUSY),
                                () -> rules.answers("hi").equals(List.of("two"))))
                .isTrue();
        assertThat(rules.problems()).isEmpty();
    }

    @Test
    void aBrokenFileLeavesItsLastGoodRulesInForceWhileOthersMoveOn() throws IOException {
        rules.file("a.drl", saying("a", "hi", "a1"))
                .file("b.drl", saying("b", "hi", "b1"))
                .loaded();
        String before = rules.engine.status().version();
        rules.file("a.drl", "rule \"a\" when Mesage() then end\n").loaded();
        assertThat(rules.answers("hi")).containsExactly("a1", "b1");
        assertThat(rules.engine.status().version()).isEqualTo(before);
        assertThat(rules.problems())
                .singleElement()
                .satisfies(
                        problem -> {
                            assertThat(problem.file()).isEqualTo("a.drl");
                            assertThat(problem.line()).contains(4);
                        });
        rules.file("b.drl", saying("b", "hi", "b2")).loaded();
        assertThat(rules.answers("hi")).containsExactly("a1", "b2");
        assertThat(rules.problems()).extracting(Problem::file).containsExactly("a.drl");
        rules.file("a.drl", saying("a", "hi", "a2")).loaded();
        assertThat(rules.answers("hi")).containsExactly("a2", "b2");
        assertThat(rules.problems()).isEmpty();
    }

    @Test
    void atTheFirstStartABrokenFileIsLeftOut() throws IOException {
        rules.file("a.drl", saying("a", "hi", "a1"))
                .file("b.drl", "rule \"b\" when Message( text == ) then end\n")
                .file("c.drl", saying("c", "hi", "c1"))
                .loaded();
        assertThat(rules.answers("hi")).containsExactly("a1", "c1");
        assertThat(rules.problems()).extracting(Problem::file).containsExactly("b.drl");
        assertThat(rules.engine.status().files())
                .containsExactly(
                        new RuleEngine.File("a.drl", 1, false),
                        new RuleEngine.File("b.drl", 0, false),
                        new RuleEngine.File("c.drl", 1, false));
    }

    @Test
    void temporaryFilesOfEditorsAreIgnored() throws IOException {
        for (String name : List.of(".a.drl.swp", "~$a.xlsx", "a.drl~", ".#a.drl", "a.drl.tmp")) {
            Files.writeString(folder.resolve(name), "no rules");
        }
        rules.loaded();
        assertThat(rules.engine.status().files()).isEmpty();
        assertThat(rules.problems()).isEmpty();
    }

    @Test
    void tablesAndPhrasesAreRules() throws IOException {
        Files.writeString(folder.resolve("fees.csv"), Tables.fees("免运费", "vip", "true", "送货上门"));
        Files.writeString(folder.resolve("zh.dsl"), Tables.PHRASES);
        Files.writeString(folder.resolve("zh.dslr"), Tables.SENTENCES);
        rules.loaded();
        assertThat(rules.problems()).isEmpty();
        assertThat(rules.answers("我要退货")).containsExactly("七天内可以退换。");
        assertThat(rules.engine.status().files())
                .containsExactly(
                        new RuleEngine.File("fees.csv", 2, false),
                        new RuleEngine.File("zh.dsl", 0, false),
                        new RuleEngine.File("zh.dslr", 1, false));
    }

    @Test
    void aTableSavedByExcelOnAChineseWindowsIsUnderstood() throws IOException {
        String table = Tables.fees("免运费", "vip", "true", "送货上门");
        Files.write(folder.resolve("fees.csv"), table.getBytes(Charset.forName("GBK")));
        Files.writeString(
                folder.resolve("more.drl"), "\uFEFF" + Rules.HEAD + saying("m", "x", "好"));
        rules.loaded();
        assertThat(rules.problems()).isEmpty();
        var outcome =
                rules.engine.decide(
                        RuleEngine.Phase.ROUTE,
                        List.of(
                                Rules.message("运费多少"),
                                new Fact.Customer("1", "n", "gold", true, Set.of())),
                        Rules.LIMIT);
        assertThat(outcome.decisions()).containsExactly(new Decision.Say("fees_10", "免运费"));
        assertThat(rules.answers("x")).containsExactly("好");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE"})
    void aFileSavedAsUnicodeByNotepadIsUnderstood(String charset) throws IOException {
        String mark = charset.equals("UTF-16") ? "" : "\uFEFF";
        String text = Rules.HEAD + saying("m", "你好", "您好😀");
        Files.write(
                folder.resolve("a.drl"),
                (mark + text.replace("\n", "\r\n")).getBytes(Charset.forName(charset)));
        rules.loaded();
        assertThat(rules.problems()).isEmpty();
        assertThat(rules.answers("你好")).containsExactly("您好😀");
    }

    @ParameterizedTest
    @ValueSource(strings = {";", "\t"})
    void aTableWithSemicolonsOrTabsIsUnderstood(String separator) throws IOException {
        String table =
                Tables.fees("免运费，满 99", "vip", "true", "送货上门")
                        .replace("免运费，满 99", "免运费, 满 99; 真的")
                        .lines()
                        .map(line -> separated(line, separator))
                        .collect(Collectors.joining("\r\n"));
        Files.writeString(folder.resolve("fees.csv"), table);
        rules.loaded();
        assertThat(rules.problems()).isEmpty();
        var outcome =
                rules.engine.decide(
                        RuleEngine.Phase.ROUTE,
                        List.of(
                                Rules.message("运费多少"),
                                new Fact.Customer("1", "n", "gold", true, Set.of())),
                        Rules.LIMIT);
        assertThat(outcome.decisions())
                .containsExactly(new Decision.Say("fees_10", "免运费, 满 99; 真的"));
    }

    /** As Excel writes it: quotes where the separator or a quote is in the cell. */
    private static String separated(String line, String separator) {
        return new CsvLineParser()
                .parse(line).stream()
                        .map(
                                cell ->
                                        cell.contains(separator) || cell.contains("\"")
                                                ? '"' + cell.replace("\"", "\"\"") + '"'
                                                : cell)
                        .collect(Collectors.joining(separator));
    }

    @Test
    void whatIsSavedOverTheConsoleKeepsItsPermissions() throws IOException {
        rules.loaded();
        byte[] good = (Rules.HEAD + saying("a", "hi", "one")).getBytes(StandardCharsets.UTF_8);
        assertThat(rules.engine.files().write("a.drl", good)).isEmpty();
        Path file = folder.resolve("a.drl");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
        assertThat(rules.engine.files().write("a.drl", good)).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-rw-r--");
    }

    @Test
    void aSpreadsheetIsATableToo() throws IOException {
        Files.write(
                folder.resolve("fees.xlsx"), Sheets.of(Tables.fees("免运费", "vip", "true", "送货上门")));
        rules.loaded();
        assertThat(rules.problems()).isEmpty();
        assertThat(rules.engine.status().files())
                .containsExactly(new RuleEngine.File("fees.xlsx", 2, false));
    }

    @Test
    void everyDecisionSeesOneWholeVersionWhileRulesAreReplaced() throws Exception {
        rules.file("a.drl", saying("a", "hi", "0")).file("b.drl", saying("b", "hi", "0")).loaded();
        AtomicBoolean done = new AtomicBoolean();
        AtomicReference<Object> wrong = new AtomicReference<>();
        List<Thread> customers =
                List.of(customer(done, wrong), customer(done, wrong), customer(done, wrong));
        for (int i = 1; i <= 15; i++) {
            rules.file("a.drl", saying("a", "hi", "" + i)).file("b.drl", saying("b", "hi", "" + i));
            rules.loaded();
        }
        done.set(true);
        for (Thread customer : customers) {
            customer.join();
        }
        assertThat(wrong.get()).isNull();
        assertThat(rules.answers("hi")).containsExactly("15", "15");
    }

    private Thread customer(AtomicBoolean done, AtomicReference<Object> wrong) {
        return Thread.ofVirtual()
                .start(
                        () -> {
                            while (!done.get()) {
                                try {
                                    List<String> answers = rules.answers("hi");
                                    if (answers.size() != 2
                                            || !answers.get(0).equals(answers.get(1))) {
                                        wrong.set(answers);
                                    }
                                } catch (RuntimeException e) {
                                    wrong.set(e);
                                }
                                Thread.yield();
                            }
                        });
    }

    @Test
    void fiftyReloadsLeaveNothingBehind() throws Exception {
        reload(5);
        long heap = heap();
        long classes = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
        reload(50);
        long moreHeap = heap() - heap;
        long moreClasses =
                ManagementFactory.getClassLoadingMXBean().getLoadedClassCount() - classes;
        LOG.warn("50 reloads: {} KB, {} classes", moreHeap / 1024, moreClasses);
        assertThat(moreHeap).isLessThan(4_000_000);
        assertThat(moreClasses).isLessThan(150);
    }

    private void reload(int times) throws IOException {
        for (int i = 0; i < times; i++) {
            StringBuilder text = new StringBuilder();
            for (int rule = 0; rule < 20; rule++) {
                text.append(saying("r" + rule, "q" + rule, times + "." + i));
            }
            rules.file("a.drl", text.toString()).loaded();
            assertThat(rules.answers("q7")).containsExactly(times + "." + i);
        }
    }

    private static long heap() throws InterruptedException {
        for (int i = 0; i < 4; i++) {
            System.gc();
            Thread.sleep(50);
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void whatIsSavedOverTheConsoleIsLiveAtOnceAndWhatIsBrokenIsRefused() throws IOException {
        rules.loaded();
        byte[] good = (Rules.HEAD + saying("a", "hi", "one")).getBytes(StandardCharsets.UTF_8);
        assertThat(rules.engine.files().write("a.drl", good)).isEmpty();
        assertThat(rules.answers("hi")).containsExactly("one");
        assertThat(rules.engine.files().read("a.drl")).contains(good);
        assertThat(rules.engine.files().list()).extracting("name").containsExactly("a.drl");

        byte[] bad = (Rules.HEAD + "rule x").getBytes(StandardCharsets.UTF_8);
        assertThat(rules.engine.files().write("a.drl", bad)).isNotEmpty();
        assertThat(Files.readAllBytes(folder.resolve("a.drl"))).isEqualTo(good);
        assertThat(rules.engine.status().problems()).isEmpty();

        assertThat(rules.engine.files().delete("b.drl")).isNotEmpty();
        assertThat(rules.engine.files().delete("a.drl")).isEmpty();
        assertThat(rules.answers("hi")).isEmpty();
    }

    @Test
    void aNameThatLeavesTheFolderIsRefused() throws IOException {
        for (String name :
                List.of(
                        "../a.drl",
                        "/etc/a.drl",
                        "a/b.drl",
                        "..drl",
                        "a\\b.drl",
                        "a.sh",
                        "",
                        ".a.drl")) {
            assertThat(rules.engine.files().write(name, new byte[0])).as(name).hasSize(1);
            assertThat(rules.engine.files().read(name)).as(name).isEmpty();
            assertThat(rules.engine.files().delete(name)).as(name).hasSize(1);
        }
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void aFileThatAnotherNeedsIsNotDeleted() throws IOException {
        Files.writeString(folder.resolve("zh.dsl"), Tables.PHRASES);
        Files.writeString(folder.resolve("zh.dslr"), Tables.SENTENCES);
        rules.loaded();
        assertThat(rules.engine.files().delete("zh.dsl"))
                .extracting(Problem::file, Problem::line)
                .containsExactly(tuple("zh.dslr", Optional.empty()));
        assertThat(rules.answers("退货")).hasSize(1);
    }

    private static void report(String what, long begin) {
        LOG.warn("{}: {} ms", what, (System.nanoTime() - begin) / 1_000_000);
    }
}
