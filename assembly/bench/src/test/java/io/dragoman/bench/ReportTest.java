package io.dragoman.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.json.JacksonJson;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class ReportTest {

    private static Result result(List<Fault> faults) {
        var times = new Recorder();
        times.window(0, 2_000_000_000L);
        for (int i = 0; i < 200; i++) {
            long due = i * 10_000_000L;
            times.due(due);
            times.done(due, due + 5_000_000 + i * 10_000L);
        }
        return new Result(
                "bot",
                "H2 <here>",
                "2026-11-21T03:00:00Z",
                20,
                2,
                times.due(),
                100,
                99,
                Map.of("p50", times.percentile(50), "p99", times.percentile(99)),
                Map.of(),
                times.seconds(),
                Map.of("overloaded", 3),
                Optional.of(new ServerProcess.Usage(1.25, 1, 2)),
                400,
                faults,
                List.of("a note"));
    }

    private static final Fault LOST = new Fault(Fault.Kind.LOST, "c1", "message 7 is not there");

    @Test
    void theTableTellsTimesAndWhetherAllIsWell() {
        var table = Table.of(List.of(result(List.of())));

        assertThat(table)
                .contains("bot", "5.9", "1.25", "ok, 400 messages", "a note", "overloaded=3");
    }

    @Test
    void aFaultIsNamedAndDecidesTheExitStatus() {
        var bad = result(List.of(LOST));

        assertThat(Table.of(List.of(bad))).contains("1 FAULTS", "LOST c1: message 7 is not there");
        assertThat(Bench.verdict(List.of(result(List.of())))).isZero();
        assertThat(Bench.verdict(List.of(result(List.of()), bad))).isEqualTo(1);
    }

    @Test
    void theJsonReportCanBeReadAgain() {
        var json = new JacksonJson();
        var tree =
                (Map<?, ?>)
                        json.read(json.write(Map.of("results", List.of(result(List.of(LOST))))));

        var first = (Map<?, ?>) ((List<?>) tree.get("results")).get(0);
        assertThat(first.get("profile")).isEqualTo("bot");
        assertThat((List<?>) first.get("timeline")).hasSize(2);
        assertThat((List<?>) first.get("faults")).hasSize(1);
    }

    @Test
    void theHtmlReportDrawsItsChartsAndNeedsNothingElse() throws Exception {
        var html = HtmlReport.of(List.of(result(List.of())));

        assertThat(html)
                .doesNotContain("<script", "src=", "href=", "<here>")
                .contains("nothing lost");
        int charts = 0;
        for (int at = html.indexOf("<svg"); at >= 0; at = html.indexOf("<svg", at + 1)) {
            var svg = html.substring(at, html.indexOf("</svg>", at) + 6);
            var parsed =
                    DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(new InputSource(new StringReader(svg)));
            assertThat(parsed.getElementsByTagName("polyline").getLength()).isEqualTo(2);
            charts++;
        }
        assertThat(charts).isEqualTo(2);
    }

    @Test
    void requestsOfTheWarmUpAreNotCounted() {
        var times = new Recorder();
        times.window(1_000, 2_000);
        times.due(500);
        times.done(500, 700);
        times.due(1_500);
        times.done(1_500, 2_500);

        assertThat(times.due()).isEqualTo(1);
        assertThat(times.done()).isEqualTo(1);
        assertThat(times.doneInTime()).isZero();
    }
}
