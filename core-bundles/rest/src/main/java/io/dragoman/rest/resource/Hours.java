package io.dragoman.rest.resource;

import io.dragoman.rest.Body;
import io.dragoman.rest.Tree;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Business hours between the API's form (zone, spans, holidays) and the one text that a team keeps
 * ({@code 1-5 09:00-18:00; 6 10:00-16:00; !2026-10-01; @Asia/Tokyo}).
 */
final class Hours {

    private static final List<String> DAYS =
            List.of("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN");
    private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]|24:00");
    private static final Pattern SPAN =
            Pattern.compile("([1-7])(?:-([1-7]))?\\s+(\\d\\d:\\d\\d)-(\\d\\d:\\d\\d)");
    private static final int MOST = 50;
    private static final int LONGEST = 500;

    private Hours() {}

    /** As the API shows them. */
    static Map<String, Object> view(Optional<String> kept, String siteZone) {
        var spans = new ArrayList<Map<String, Object>>();
        var holidays = new ArrayList<String>();
        var zone = siteZone;
        for (var part : kept.orElse("").split(";")) {
            var said = part.strip();
            if (said.startsWith("!")) {
                holidays.add(said.substring(1));
            } else if (said.startsWith("@")) {
                zone = said.substring(1);
            } else {
                spans.addAll(spans(said));
            }
        }
        return Tree.of("zone", zone).put("spans", spans).put("holidays", holidays).done();
    }

    private static List<Map<String, Object>> spans(String said) {
        var match = SPAN.matcher(said);
        if (!match.matches()) {
            return List.of();
        }
        int first = Integer.parseInt(match.group(1));
        int last = match.group(2) == null ? first : Integer.parseInt(match.group(2));
        var spans = new ArrayList<Map<String, Object>>();
        for (int day = first; day <= last; day++) {
            spans.add(
                    Tree.of("day", DAYS.get(day - 1))
                            .put("from", match.group(3))
                            .put("to", match.group(4))
                            .done());
        }
        return spans;
    }

    /** As a team keeps them; empty for always. */
    static Optional<String> read(Body hours, String siteZone) {
        var parts = new ArrayList<String>();
        zone(hours).filter(zone -> !zone.equals(siteZone)).ifPresent(zone -> parts.add("@" + zone));
        hours.objects("spans", MOST).forEach(span -> span(span).ifPresent(parts::add));
        for (var holiday : hours.texts("holidays", MOST, 10).orElse(List.of())) {
            try {
                parts.add("!" + LocalDate.parse(holiday));
            } catch (DateTimeException e) {
                hours.wrong("holidays", "no-date");
            }
        }
        var text = String.join("; ", parts);
        if (text.length() > LONGEST) {
            hours.wrong("spans", "too-many", MOST);
        }
        boolean always = parts.stream().allMatch(part -> part.startsWith("@"));
        return always ? Optional.empty() : Optional.of(text);
    }

    private static Optional<String> zone(Body hours) {
        var zone = hours.optionalText("zone", 60).filter(said -> !said.isBlank());
        try {
            return zone.map(said -> ZoneId.of(said).getId());
        } catch (DateTimeException e) {
            hours.wrong("zone", "no-zone");
            return Optional.empty();
        }
    }

    private static Optional<String> span(Body span) {
        var day = span.oneOf("day", DAYS);
        var from = span.text("from", TIME);
        var to = span.text("to", TIME);
        if (day.isEmpty()) {
            span.wrong("day", "required");
            return Optional.empty();
        }
        if (!from.isEmpty() && !to.isEmpty() && from.compareTo(to) >= 0) {
            span.wrong("to", "before-from");
        }
        return Optional.of((DAYS.indexOf(day.get()) + 1) + " " + from + "-" + to);
    }
}
