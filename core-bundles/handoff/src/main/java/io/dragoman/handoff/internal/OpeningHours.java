package io.dragoman.handoff.internal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * When a team works, written as {@code 1-5 09:00-18:00; 6 10:00-16:00}: days from 1 (Monday) to 7,
 * a space, from, a hyphen, to; several parts separated by semicolons. {@code 24:00} is midnight at
 * the end of the day. A part {@code !2026-10-01} is a holiday, closed all day; a part
 * {@code @Asia/Tokyo} names a time zone other than the site's. Without any hours it is open but for
 * the holidays. Immutable.
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
    private final Set<LocalDate> holidays;
    private final Optional<ZoneId> ownZone;

    private OpeningHours(List<Span> spans, Set<LocalDate> holidays, Optional<ZoneId> ownZone) {
        this.spans = List.copyOf(spans);
        this.holidays = Set.copyOf(holidays);
        this.ownZone = ownZone;
    }

    /**
     * Reads opening hours.
     *
     * @throws IllegalArgumentException naming the part that cannot be read
     */
    public static OpeningHours parse(String text) {
        var spans = new ArrayList<Span>();
        var holidays = new HashSet<LocalDate>();
        Optional<ZoneId> zone = Optional.empty();
        for (var part : text.split(";")) {
            var said = part.strip();
            try {
                switch (said.isEmpty() ? ' ' : said.charAt(0)) {
                    case '!' -> holidays.add(LocalDate.parse(said.substring(1)));
                    case '@' -> zone = Optional.of(ZoneId.of(said.substring(1)));
                    default -> spans.add(span(said));
                }
            } catch (DateTimeException e) {
                throw unreadable(said);
            }
        }
        return new OpeningHours(spans, holidays, zone);
    }

    private static Span span(String said) {
        var match = PART.matcher(said);
        if (!match.matches()) {
            throw unreadable(said);
        }
        int from = Integer.parseInt(match.group(1));
        int to = match.group(2) == null ? from : Integer.parseInt(match.group(2));
        return new Span(
                from,
                to,
                minute(match.group(3), match.group(4)),
                minute(match.group(5), match.group(6)));
    }

    private static IllegalArgumentException unreadable(String said) {
        return new IllegalArgumentException(
                "Opening hours look like '1-5 09:00-18:00; 6 10:00-16:00; !2026-10-01', not like '"
                        + said
                        + "'");
    }

    private static int minute(String hour, String minute) {
        return Integer.parseInt(hour) * 60 + Integer.parseInt(minute);
    }

    /** Whether they include a moment, in a time zone. */
    public boolean open(Instant at, String zone) {
        var local = at.atZone(ownZone.orElseGet(() -> zone(zone)));
        if (holidays.contains(local.toLocalDate())) {
            return false;
        }
        if (spans.isEmpty()) {
            return true;
        }
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
