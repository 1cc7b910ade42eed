package io.dragoman.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Results as a table for a terminal. */
final class Table {

    private static final String ROW = "%-7s %-8s %6s %9s %9s %8s %8s %8s %8s %6s %8s  %s%n";
    private static final int MOST_FAULTS = 20;

    private Table() {}

    static String of(List<Result> results) {
        var text = new StringBuilder();
        text.append(
                ROW.formatted(
                        "profile", "on", "conns", "asked/s", "done/s", "p50 ms", "p90 ms", "p99 ms",
                        "p99.9", "cores", "CPU µs", "checked"));
        results.forEach(result -> text.append(row(result)));
        for (var result : results) {
            result.notes()
                    .forEach(note -> text.append("  %s: %s%n".formatted(result.profile(), note)));
            if (!result.refused().isEmpty()) {
                text.append(
                        "  %s: refused with a clear error: %s%n"
                                .formatted(result.profile(), result.refused()));
            }
            text.append(faults(result));
        }
        return text.toString();
    }

    private static String row(Result result) {
        return ROW.formatted(
                result.profile(),
                result.label(),
                result.connections(),
                number(result.offered()),
                number(result.achieved()),
                time(result, "p50"),
                time(result, "p90"),
                time(result, "p99"),
                time(result, "p99.9"),
                result.server().map(usage -> "%.2f".formatted(usage.cores())).orElse("-"),
                result.server().map(usage -> cost(result, usage)).orElse("-"),
                (result.good() ? "ok, " : "%d FAULTS, ".formatted(result.faults().size()))
                        + result.checkedMessages()
                        + " messages");
    }

    /**
     * The server's CPU time for one request: what stays comparable where others use the machine
     * too.
     */
    private static String cost(Result result, ServerProcess.Usage usage) {
        return result.achieved() > 0
                ? "%.0f".formatted(usage.cores() / result.achieved() * 1e6)
                : "-";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%,.0f", value);
    }

    private static String time(Result result, String name) {
        var value = result.milliseconds().get(name);
        return value == null
                ? "-"
                : String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
    }

    private static String faults(Result result) {
        var shown =
                result.faults().stream()
                        .limit(MOST_FAULTS)
                        .map(fault -> "  %s: %s%n".formatted(result.profile(), fault))
                        .collect(Collectors.joining());
        int more = result.faults().size() - MOST_FAULTS;
        return more > 0 ? shown + "  … and %d more%n".formatted(more) : shown;
    }
}
