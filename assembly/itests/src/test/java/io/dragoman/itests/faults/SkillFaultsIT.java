package io.dragoman.itests.faults;

import static io.dragoman.itests.harness.Awaiting.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.itests.harness.Folders;
import io.dragoman.itests.harness.RunningDragoman;
import io.dragoman.itests.harness.Shared;
import io.dragoman.itests.harness.SkillJar;
import io.dragoman.itests.harness.Visitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A skill that behaves badly harms its own answers and nobody else's. */
class SkillFaultsIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    private static RunningDragoman dragoman;

    @BeforeAll
    static void start() {
        dragoman = Shared.demo();
    }

    @AfterEach
    void emptyTheFolder() throws IOException {
        for (var name : List.of("hang", "leak", "flood")) {
            Files.deleteIfExists(jar(name));
            eventually(SOON, () -> assertThat(dragoman.part("skill/" + name)).isEmpty());
        }
    }

    private static Path jar(String name) {
        return dragoman.deploy().resolve(name + ".jar");
    }

    private static void drop(SkillJar skill) {
        Folders.put(jar(skill.name()), skill.bytes());
        eventually(SOON, () -> assertThat(version(skill.name())).isEqualTo(skill.version()));
    }

    private static String version(String name) {
        return dragoman.part("skill/" + name).orElseThrow().at("/details/version").asText();
    }

    private static String status(String name) {
        return dragoman.part("skill/" + name).orElseThrow().path("status").asText();
    }

    private static Traffic others() {
        return Traffic.begin(
                Traffic.Plan.greeting(6, 2), dragoman::visitors, Form.random("bad skill"));
    }

    /** So many customers ask at once; answers what each of them heard. */
    private static List<String> ask(int customers, String text)
            throws InterruptedException, ExecutionException {
        var heard = new ArrayList<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = new ArrayList<Future<String>>();
            for (int i = 0; i < customers; i++) {
                asked.add(
                        threads.submit(
                                () -> {
                                    try (var visitor = Visitor.in(dragoman, "en")) {
                                        return visitor.ask(text).text();
                                    }
                                }));
            }
            for (var one : asked) {
                heard.add(one.get());
            }
        }
        return heard;
    }

    @Test
    void loopsThatDoNotListenHoldUpNobodyElseAndAMendedSkillAnswersAgain() throws Exception {
        // More than there are processors, each for longer than a call may last.
        var hang =
                SkillJar.saying("hang", "1.0.0", "-")
                        .taking(
                                "long end = System.nanoTime() + 12_000_000_000L; while"
                                        + " (System.nanoTime() < end) { Thread.onSpinWait(); } return"
                                        + " Turn.done(Part.text(\"late\"));");
        drop(hang);
        try (var others = others()) {
            others.flows(20);
            var heard = ask(5, hang.wake());

            assertThat(heard).hasSize(5).noneMatch(text -> text.contains("late"));
            others.flows(20);
            assertThat(status("hang")).isNotEqualTo("UP");
            var mended = SkillJar.saying("hang", "1.0.1", "I am mended");
            drop(mended);
            eventually(SOON, () -> assertThat(ask(1, hang.wake())).containsExactly("I am mended"));
            others.endAndCompare();
        }
    }

    @Test
    void threadsThatASkillLeavesBehindAreCountedAndEndWithIt() throws Exception {
        var leak =
                SkillJar.saying("leak", "1.0.0", "-")
                        .taking(
                                "for (int i = 0; i < 90; i++) { Thread t = new Thread(() -> { try {"
                                        + " Thread.sleep(1_000_000_000L); } catch (InterruptedException"
                                        + " e) { } }); t.setName(\"left-behind\"); t.setDaemon(true);"
                                        + " t.start(); } return Turn.done(Part.text(\"leaked\"));");
        drop(leak);
        try (var others = others()) {
            eventually(
                    SOON,
                    () -> {
                        ask(1, leak.wake());
                        assertThat(status("leak")).isNotEqualTo("UP");
                    });
            assertThat(leftBehind()).isPositive();
            Files.delete(jar("leak"));
            eventually(SOON, () -> assertThat(leftBehind()).isZero());
            others.flows(20);
            others.endAndCompare();
        }
    }

    private static long leftBehind() throws IOException {
        return Jcmd.of(dragoman)
                .run("Thread.print")
                .lines()
                .filter(line -> line.startsWith("\"left-behind\""))
                .count();
    }

    @Test
    void anAnswerOfFiftyMegabytesReachesNobody() throws Exception {
        var flood =
                SkillJar.saying("flood", "1.0.0", "-")
                        .taking("return Turn.done(Part.text(\"x\".repeat(50_000_000)));");
        drop(flood);
        try (var others = others()) {
            var heard = ask(4, flood.wake());

            assertThat(heard).allMatch(text -> !text.isBlank() && text.length() < 10_000);
            others.flows(20);
            others.endAndCompare();
        }
    }
}
