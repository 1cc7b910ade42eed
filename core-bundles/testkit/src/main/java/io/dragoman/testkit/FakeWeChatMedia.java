package io.dragoman.testkit;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The temporary media of an Official Account: what customers sent, and what we put there. */
final class FakeWeChatMedia {

    private final Map<String, String> uploads = new ConcurrentHashMap<>();
    private final AtomicInteger ids = new AtomicInteger(1000);

    /** As the vendor does: sounds and pictures as they are, a video by an address of its own. */
    FakePlatform.Answer get(FakePlatform.Call call, URI platform) {
        return switch (call.query().getOrDefault("media_id", "")) {
            case "voice-1" ->
                    new FakePlatform.Answer(200, Map.of("Content-Type", "audio/amr"), "a voice");
            case "video-1" ->
                    FakePlatform.Answer.json(
                            200, "{\"video_url\":\"" + platform + "/download?v=1\"}");
            default -> FakeWeChat.error(40007, "invalid media_id");
        };
    }

    FakePlatform.Answer upload(FakePlatform.Call call) {
        var body = call.bodyText();
        if (!"image".equals(call.query().get("type")) || !body.contains("name=\"media\"")) {
            return FakeWeChat.error(41005, "media data missing");
        }
        var id = "media-" + ids.incrementAndGet();
        uploads.put(id, body.replaceAll("(?s).*?filename=\"([^\"]*)\".*", "$1"));
        return FakePlatform.Answer.json(
                200, "{\"type\":\"image\",\"media_id\":\"" + id + "\",\"created_at\":1700000000}");
    }

    /** The file name of something that was put there. */
    Optional<String> name(String id) {
        return Optional.ofNullable(uploads.get(id));
    }
}
