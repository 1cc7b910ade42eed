package io.dragoman.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Results as one HTML file that needs nothing else; its charts are SVG. */
final class HtmlReport {

    private static final int WIDTH = 460;
    private static final int HEIGHT = 180;
    private static final int LEFT = 56;
    private static final int BOTTOM = 24;

    /** A line of a chart. */
    private record Line(String name, String colour, ToDoubleFunction<Recorder.Second> value) {}

    private HtmlReport() {}

    static String of(List<Result> results) {
        var html = new StringBuilder(HEAD);
        html.append("<pre>").append(escape(Table.of(results))).append("</pre>\n");
        results.forEach(result -> section(html, result));
        return html.append("</body></html>\n").toString();
    }

    private static void section(StringBuilder html, Result result) {
        html.append(
                "<section><h2>%s %s</h2>"
                        .formatted(escape(result.profile()), escape(result.label())));
        html.append(
                "<p class=\"%s\">%s · %s · %d connections · %d requests in %.0f s</p>%n"
                        .formatted(
                                result.good() ? "good" : "bad",
                                result.good()
                                        ? "nothing lost, doubled or out of order"
                                        : result.faults().size() + " faults",
                                escape(result.at()),
                                result.connections(),
                                result.requests(),
                                result.seconds()));
        if (!result.timeline().isEmpty()) {
            html.append(
                    chart(
                            "requests per second",
                            result.timeline(),
                            List.of(
                                    new Line("due", "#9aa5b1", Recorder.Second::due),
                                    new Line("done", "#0b6e4f", Recorder.Second::done))));
            html.append(
                    chart(
                            "milliseconds from the time due",
                            result.timeline(),
                            List.of(
                                    new Line("p50", "#0b6e4f", Recorder.Second::p50),
                                    new Line("p99", "#c0392b", Recorder.Second::p99))));
        }
        html.append("</section>\n");
    }

    private static String chart(String title, List<Recorder.Second> seconds, List<Line> lines) {
        double top = lines.stream().mapToDouble(line -> most(seconds, line)).max().orElse(1);
        top = top <= 0 ? 1 : top;
        var svg = new StringBuilder();
        svg.append(
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">"
                        .formatted(WIDTH, HEIGHT + BOTTOM + 20, escape(title)));
        svg.append("<text x=\"%d\" y=\"12\">%s</text>".formatted(LEFT, escape(title)));
        for (int i = 0; i <= 2; i++) {
            double value = top * i / 2;
            svg.append(
                    "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%2$s\" y2=\"%2$s\"/>"
                            .replace("%2$s", number(y(value, top)))
                            .formatted(LEFT, WIDTH));
            svg.append(
                    "<text class=\"axis\" x=\"%d\" y=\"%s\">%s</text>"
                            .formatted(LEFT - 6, number(y(value, top) + 4), number(value)));
        }
        int name = 0;
        for (var line : lines) {
            svg.append(
                    "<polyline stroke=\"%s\" points=\"%s\"/>"
                            .formatted(line.colour(), points(seconds, line, top)));
            svg.append(
                    "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>"
                            .formatted(
                                    LEFT + 70 * name++,
                                    HEIGHT + BOTTOM + 16,
                                    line.colour(),
                                    escape(line.name())));
        }
        return svg.append("</svg>\n").toString();
    }

    private static double most(List<Recorder.Second> seconds, Line line) {
        return seconds.stream().mapToDouble(line.value()).max().orElse(0);
    }

    private static String points(List<Recorder.Second> seconds, Line line, double top) {
        var points = new StringBuilder();
        double step = (double) (WIDTH - LEFT - 8) / Math.max(1, seconds.size() - 1);
        for (int i = 0; i < seconds.size(); i++) {
            points.append(number(LEFT + i * step)).append(',');
            points.append(number(y(line.value().applyAsDouble(seconds.get(i)), top))).append(' ');
        }
        return points.toString().strip();
    }

    private static double y(double value, double top) {
        return 20 + (HEIGHT - 10) * (1 - value / top);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%.0f" : "%.1f", value);
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static final String HEAD =
            """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>Dragoman under load</title>
            <meta name="viewport" content="width=device-width">
            <style>
            body { font: 15px/1.5 system-ui, sans-serif; max-width: 1000px; margin: 2em auto; padding: 0 1em; color: #1f2933 }
            pre { background: #f5f7fa; padding: 1em; overflow-x: auto; font-size: 12px }
            section { border-top: 1px solid #cbd2d9; margin-top: 2em }
            svg { width: 48%; min-width: 320px; font-size: 11px }
            polyline { fill: none; stroke-width: 2 }
            .grid { stroke: #e4e7eb } .axis { text-anchor: end; fill: #616e7c }
            .good { color: #0b6e4f } .bad { color: #c0392b; font-weight: bold }
            </style></head><body><h1>Dragoman under load</h1>
            """;
}
