package io.dragoman.handoff.internal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * When a team works, written as {@code 1-5 09:00-18:00; 6 10:00-16:00}: days from 1 (Monday) to 7,
 * a space, from, a hyphen, to; several parts separated by semicolons. {@code 24:00} is midnight at
 * the end of the day.
 */
public final class OpeningHours {

    private static final Pattern PART =
            Pattern.compile("([1-7])(?:-([1-7]))?\\s+(\\d{2}):(\\d{2})-(\\d{2}):(\\d{2})");

    private record Span(int fromDay, int toDay, int fromMinute, int toMinute) {
        boolean contains(int day, int minute) {
            return day >= fromDay && day <= toDay && minute >= fromMinute && minute < toMinute;
        }
    }

    private final List<Span> spans;

    private OpeningHours(List<Span> spans) {
        this.spans = spans;
    }

    /**
     * Reads opening hours.
     *
     * @throws IllegalArgumentException naming the part that cannot be read
     */
    public static OpeningHours parse(String text) {
        var spans = new ArrayList<Span>();
        for (var part : text.split(";")) {
            var match = PART.matcher(part.strip());
            if (!match.matches()) {
                throw new IllegalArgumentException(
                        "Opening hours look like '1-5 09:00-18:00; 6 10:00-16:00', not like '"
                                + part.strip()
                                + "'");
            }
            int from = Integer.parseInt(match.group(1));
            int to = match.group(2) == null ? from : Integer.parseInt(match.group(2));
            spans.add(
                    new Span(
                            from,
                            to,
                            minute(match.group(3), match.group(4)),
                            minute(match.group(5), match.group(6))));
        }
        return new OpeningHours(List.copyOf(spans));
    }

    private static int minute(String hour, String minute) {
        return Integer.parseInt(hour) * 60 + Integer.parseInt(minute);
    }

    /** Whether they include a moment, in a time zone. */
    public boolean open(Instant at, String zone) {
        var local = at.atZone(zone(zone));
        LocalTime time = local.toLocalTime();
        int minute = time.getHour() * 60 + time.getMinute();
        return spans.stream()
                .anyMatch(span -> span.contains(local.getDayOfWeek().getValue(), minute));
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            return ZoneId.of("UTC");
        }
    }
}
