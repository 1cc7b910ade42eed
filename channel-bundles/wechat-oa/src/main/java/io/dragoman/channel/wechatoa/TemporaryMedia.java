package io.dragoman.channel.wechatoa;

import io.dragoman.api.channel.MediaChannel.StoredMedia;
import io.dragoman.api.channel.PlatformHttp;
import io.dragoman.api.channel.PlatformHttp.Outcome;
import io.dragoman.api.json.Json;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * Fetches what customers sent: voices, pictures and videos, which the vendor keeps for three days
 * ({@code /cgi-bin/media/get}). Thread-safe.
 */
final class TemporaryMedia implements AutoCloseable {

    private static final int MAX_BYTES = 20 * 1024 * 1024;
    private static final Set<Long> TOKEN_REFUSED = Set.of(40001L, 40014L, 42001L);

    private final WeChatSettings settings;
    private final AccessTokens tokens;
    private final Json json;
    private final PlatformHttp http = new PlatformHttp(Duration.ofSeconds(3), MAX_BYTES);

    TemporaryMedia(WeChatSettings settings, AccessTokens tokens, Json json) {
        this.settings = settings;
        this.tokens = tokens;
        this.json = json;
    }

    StoredMedia fetch(String id) {
        if (!id.matches("[\\w-]{1,200}")) {
            return new StoredMedia.Gone("no such file");
        }
        var timer = Timer.of(settings.patience());
        return switch (tokens.current(timer.half())) {
            case Token.Unavailable failure -> new StoredMedia.Unavailable(failure.reason());
            case Token.Valid(String token) -> fetch(id, token, timer, true);
        };
    }

    private StoredMedia fetch(String id, String token, Timer timer, boolean again) {
        var query =
                "?access_token="
                        + URLEncoder.encode(token, StandardCharsets.UTF_8)
                        + "&media_id="
                        + id;
        var base = settings.baseUrl().toString().replaceAll("/+$", "");
        var outcome = get(URI.create(base + "/cgi-bin/media/get" + query), timer);
        if (!(outcome instanceof Outcome.Answer answer) || !isJson(answer)) {
            return judge(outcome);
        }
        var fields = fields(answer);
        if (again && TOKEN_REFUSED.contains(PlatformApi.errorCode(fields))) {
            return switch (tokens.insteadOf(token, timer.half())) {
                case Token.Unavailable failure -> new StoredMedia.Unavailable(failure.reason());
                case Token.Valid(String other) -> fetch(id, other, timer, false);
            };
        }
        // A video is not answered itself, but by an address for download.
        return fields.get("video_url") instanceof String url && url.matches("https?://.+")
                ? judge(get(URI.create(url), timer))
                : new StoredMedia.Gone(PlatformApi.reason(fields));
    }

    private Outcome get(URI uri, Timer timer) {
        return http.get(uri, Map.of(), timer.left());
    }

    private static boolean isJson(Outcome.Answer answer) {
        var type = answer.header("Content-Type").orElse("");
        return type.contains("json") || type.startsWith("text/plain");
    }

    private Map<?, ?> fields(Outcome.Answer answer) {
        try {
            return json.read(answer.bodyText()) instanceof Map<?, ?> fields ? fields : Map.of();
        } catch (IllegalArgumentException e) {
            return Map.of();
        }
    }

    private static StoredMedia judge(Outcome outcome) {
        return switch (outcome) {
            case Outcome.NotSent failure -> new StoredMedia.Unavailable(failure.reason());
            case Outcome.NoAnswer failure -> new StoredMedia.Unavailable(failure.reason());
            case Outcome.Answer answer when answer.status() == 404 ->
                    new StoredMedia.Gone("WeChat has it no more");
            case Outcome.Answer answer when answer.status() != 200 ->
                    new StoredMedia.Unavailable("WeChat answered HTTP " + answer.status());
            case Outcome.Answer answer when answer.body().length >= MAX_BYTES ->
                    new StoredMedia.Gone("larger than 20 MB");
            case Outcome.Answer answer ->
                    new StoredMedia.Found(
                            answer.header("Content-Type").orElse("application/octet-stream"),
                            answer.body());
        };
    }

    @Override
    public void close() {
        http.close();
    }
}
