package io.dragoman.authoring.yaml;

import io.dragoman.authoring.Source;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One call of a step. Immutable.
 *
 * @param retries how often a call that only reads is tried again
 * @param changes whether it changes anything; such a call is never repeated once it may have
 *     arrived
 */
record HttpCall(
        String method,
        Template url,
        Map<String, Template> query,
        Map<String, Template> headers,
        Body body,
        Duration timeout,
        int retries,
        boolean changes,
        AnswerForm answer,
        Optional<Charset> charset) {

    /** All tries together have to fit into the five seconds of a turn. */
    private static final Duration BUDGET = Duration.ofMillis(4_500);

    private static final Set<String> KEYS =
            Set.of(
                    "method", "url", "query", "headers", "body", "timeout", "retries", "effect",
                    "answer", "charset");
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]{1,60}");
    private static final Pattern SECONDS = Pattern.compile("([0-9]{1,5})(ms|s)");
    private static final Pattern HOST = Pattern.compile("(?i)https?://[^/?#@\\s]+([/?].*|)");

    static HttpCall read(Source source, Templates templates) {
        source.entries(KEYS);
        var method = method(source);
        var timeout = source.find("timeout").map(HttpCall::duration).orElse(Duration.ofSeconds(2));
        boolean changes = changes(source, method);
        int retries = retries(source, changes, timeout);
        return new HttpCall(
                method,
                url(source.need("url"), templates),
                source.find("query").map(q -> Body.pairs(q, templates)).orElse(Map.of()),
                headers(source.find("headers"), templates),
                source.find("body").map(b -> Body.read(b, templates)).orElse(new Body.None()),
                timeout,
                retries,
                changes,
                source.find("answer").map(HttpCall::form).orElse(AnswerForm.AUTO),
                source.find("charset").map(HttpCall::charset));
    }

    private static String method(Source source) {
        var method = source.find("method");
        method.ifPresent(
                given -> {
                    if (!METHODS.contains(given.text())) {
                        throw given.fault("is none of " + METHODS.stream().sorted().toList());
                    }
                });
        return method.map(Source::text).orElse("GET");
    }

    /** Only a GET or a HEAD is known to change nothing; of the others the author has to say. */
    private static boolean changes(Source source, String method) {
        var effect = source.find("effect");
        if (effect.isEmpty()) {
            if (Set.of("GET", "HEAD").contains(method)) {
                return false;
            }
            throw source.fault(
                    "'effect' is missing: say 'effect: reads' or 'effect: changes', for a "
                            + method
                            + " can be either");
        }
        return switch (effect.get().text()) {
            case "reads" -> false;
            case "changes" -> true;
            default -> throw effect.get().fault("is reads or changes");
        };
    }

    private static int retries(Source source, boolean changes, Duration timeout) {
        int retries = source.find("retries").map(s -> s.whole(0, 3)).orElse(changes ? 0 : 1);
        if (changes && retries > 0) {
            throw source.need("retries")
                    .fault("a call that changes something is not repeated: it could do it twice");
        }
        if (timeout.multipliedBy(retries + 1L).compareTo(BUDGET) > 0) {
            throw source.fault(
                    "timeout times tries is more than "
                            + BUDGET.toMillis()
                            + " ms; a turn has 5 seconds");
        }
        return retries;
    }

    private static Duration duration(Source source) {
        var matcher = SECONDS.matcher(source.text());
        if (!matcher.matches()) {
            throw source.fault("is a time like 2s or 800ms");
        }
        long number = Long.parseLong(matcher.group(1));
        return matcher.group(2).equals("s")
                ? Duration.ofSeconds(number)
                : Duration.ofMillis(number);
    }

    /** Whom to call is for the file and the settings to say, never for a customer. */
    private static Template url(Source source, Templates templates) {
        var template = templates.read(source);
        List<Template.Segment> segments = template.segments();
        var first = segments.get(0);
        boolean fixed =
                switch (first) {
                    case Template.Segment.Words words -> HOST.matcher(words.text()).matches();
                    case Template.Segment.Hole hole -> hole.path().get(0).equals("settings");
                };
        boolean ends =
                segments.size() == 1
                        || (first instanceof Template.Segment.Words words
                                ? words.text().matches("(?i)https?://[^/?#]+[/?].*")
                                : segments.get(1) instanceof Template.Segment.Words next
                                        && next.text().matches("[/?].*"));
        if (!fixed || !ends) {
            throw source.fault(
                    "must begin with http(s)://host/ or with {settings.…}/, so that nothing a"
                            + " customer says chooses the host");
        }
        return template;
    }

    private static Map<String, Template> headers(Optional<Source> source, Templates templates) {
        source.ifPresent(
                all ->
                        all.entries()
                                .forEach(
                                        (name, value) -> {
                                            if (!HEADER.matcher(name).matches()
                                                    || restricted(name)) {
                                                throw value.fault("cannot be set");
                                            }
                                        }));
        return source.map(all -> Body.pairs(all, templates)).orElse(Map.of());
    }

    private static boolean restricted(String header) {
        return Set.of("host", "connection", "content-length", "expect", "upgrade", "content-type")
                .contains(header.toLowerCase(Locale.ROOT));
    }

    private static AnswerForm form(Source source) {
        return switch (source.text()) {
            case "json" -> AnswerForm.JSON;
            case "xml" -> AnswerForm.XML;
            case "php" -> AnswerForm.PHP;
            case "text" -> AnswerForm.TEXT;
            default -> throw source.fault("is json, xml, php or text");
        };
    }

    private static Charset charset(Source source) {
        try {
            return Charset.forName(source.text());
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw source.fault("there is no charset '" + source.text() + "'");
        }
    }
}
