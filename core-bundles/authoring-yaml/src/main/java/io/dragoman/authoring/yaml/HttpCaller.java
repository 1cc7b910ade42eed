package io.dragoman.authoring.yaml;

import io.dragoman.api.channel.PlatformHttp;
import io.dragoman.api.json.Json;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Makes the call of a step: puts the values in, asks the policy, limits time and size, repeats what
 * may be repeated, and reads the answer. Never throws for what the other side does. Thread-safe.
 */
final class HttpCaller {

    /** More of an answer than this is not read. */
    static final int MAX_ANSWER = 1024 * 1024;

    /** A proxy's way to say that the system behind it has not been reached, or not in time. */
    private static final Set<Integer> PASSING = Set.of(502, 503, 504);

    private final PlatformHttp http;
    private final HostPolicy policy;
    private final Json json;

    private final Clock clock;

    HttpCaller(PlatformHttp http, HostPolicy policy, Json json, Clock clock) {
        this.http = http;
        this.policy = policy;
        this.json = json;
        this.clock = clock;
    }

    /** The time of a call that is no turn. */
    Instant now() {
        return clock.instant();
    }

    Answer call(HttpCall call, Scope scope) {
        URI uri;
        Map<String, String> headers;
        try {
            uri = uri(call, scope);
            headers = headers(call, scope);
        } catch (IllegalArgumentException e) {
            return new Answer.Missing(e.getMessage());
        }
        var refusal = policy.refusal(uri);
        if (refusal.isPresent()) {
            return new Answer.Missing(refusal.get());
        }
        var charset = call.charset().orElse(StandardCharsets.UTF_8);
        var body = call.body().render(scope, charset, json).getBytes(charset);
        var outcome = http.call(call.method(), uri, headers, body, call.timeout());
        for (int i = 0; i < call.retries() && passing(outcome); i++) {
            outcome = http.call(call.method(), uri, headers, body, call.timeout());
        }
        return read(call, outcome);
    }

    private static boolean passing(PlatformHttp.Outcome outcome) {
        return !(outcome instanceof PlatformHttp.Outcome.Answer answer)
                || PASSING.contains(answer.status());
    }

    private static URI uri(HttpCall call, Scope scope) {
        var text = new StringBuilder();
        for (var segment : call.url().segments()) {
            switch (segment) {
                case Template.Segment.Words words -> text.append(words.text());
                case Template.Segment.Hole hole ->
                        text.append(
                                text.isEmpty()
                                        ? address(hole.fill(scope), hole)
                                        : segment(hole.fill(scope)));
            }
        }
        if (!call.query().isEmpty()) {
            text.append(text.indexOf("?") < 0 ? '?' : '&')
                    .append(
                            Body.encode(
                                    call.query(),
                                    scope,
                                    call.charset().orElse(StandardCharsets.UTF_8)));
        }
        try {
            return URI.create(text.toString());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the address cannot be used", e);
        }
    }

    private static String address(String setting, Template.Segment.Hole hole) {
        if (setting.isBlank()) {
            throw new IllegalArgumentException(
                    "the setting '" + hole.path().get(1) + "' has no value yet");
        }
        return setting.endsWith("/") ? setting.substring(0, setting.length() - 1) : setting;
    }

    /** A value within a path or a query stays one piece of it. */
    private static String segment(String value) {
        if (value.matches("\\.{1,2}")) {
            throw new IllegalArgumentException("'" + value + "' cannot be part of an address");
        }
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Map<String, String> headers(HttpCall call, Scope scope) {
        var headers = new HashMap<String, String>();
        call.headers()
                .forEach(
                        (name, value) -> {
                            var text = value.render(scope);
                            if (!text.chars().allMatch(c -> c >= ' ' && c < 127)) {
                                throw new IllegalArgumentException(
                                        "the value of the header '" + name + "' cannot be sent");
                            }
                            headers.put(name, text);
                        });
        if (!call.body().type().isEmpty()) {
            var charset = call.charset().orElse(StandardCharsets.UTF_8).name();
            headers.put("Content-Type", call.body().type() + "; charset=" + charset);
        }
        return headers;
    }

    private Answer read(HttpCall call, PlatformHttp.Outcome outcome) {
        return switch (outcome) {
            case PlatformHttp.Outcome.NotSent not -> new Answer.Missing(not.reason());
            case PlatformHttp.Outcome.NoAnswer no -> new Answer.Missing(no.reason());
            case PlatformHttp.Outcome.Answer answer -> read(call, answer);
        };
    }

    private Answer read(HttpCall call, PlatformHttp.Outcome.Answer answer) {
        if (answer.body().length >= MAX_ANSWER) {
            return new Answer.Missing("its answer is longer than " + MAX_ANSWER + " bytes");
        }
        var type = answer.header("Content-Type").orElse("");
        try {
            return new Answer.Given(
                    answer.status(), call.answer().read(answer.body(), type, call.charset(), json));
        } catch (UnreadableAnswerException e) {
            // An error page need not be in the form that was agreed for answers.
            return answer.status() < 400
                    ? new Answer.Missing("its answer cannot be read: " + e.getMessage())
                    : new Answer.Given(answer.status(), "");
        }
    }
}
