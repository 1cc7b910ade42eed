package io.dragoman.testkit;

import io.dragoman.api.message.Part;
import io.dragoman.json.JacksonJson;
import io.dragoman.json.JsonParts;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/**
 * A customer's own system at the other end of the webhook channel: it checks Standard Webhooks
 * signatures, refuses what does not match, and shows a repeated {@code webhook-id} once.
 */
public final class FakeWebhookTarget extends FakePlatform {

    private final JacksonJson json = new JacksonJson();
    private final JsonParts codec = new JsonParts();
    private final WebhookSignature signature;
    private final Clock clock;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final List<String> refusals = new CopyOnWriteArrayList<>();
    private final List<Part> parts = new CopyOnWriteArrayList<>();

    /** Listens at {@link #baseUri()} plus any path. */
    public FakeWebhookTarget(String secret, Clock clock) {
        this.signature = new WebhookSignature(secret);
        this.clock = clock;
    }

    /** Why calls were refused, oldest first. */
    public List<String> refusals() {
        return List.copyOf(refusals);
    }

    /** The parts of all messages taken, oldest first. */
    public List<Part> parts() {
        return List.copyOf(parts);
    }

    @Override
    protected boolean bringsMessage(Call call) {
        return true;
    }

    @Override
    protected Answer answer(Call call) {
        var complaint = signature.complaint(call, clock.instant());
        if (!complaint.isEmpty()) {
            refusals.add(complaint);
            return Answer.json(401, "{\"error\":\"" + complaint + "\"}");
        }
        try {
            if (seen.add(call.header("webhook-id").orElseThrow())) {
                take((Map<?, ?>) json.read(call.bodyText()));
            }
            return new Answer(204, Map.of(), "");
        } catch (IllegalArgumentException | ClassCastException e) {
            refusals.add("unreadable: " + e.getMessage());
            return Answer.json(400, "{\"error\":\"unreadable\"}");
        }
    }

    private void take(Map<?, ?> event) {
        if (!"message.created".equals(event.get("type"))) {
            throw new IllegalArgumentException("type is " + event.get("type"));
        }
        var data = (Map<?, ?>) event.get("data");
        var user = (String) ((Map<?, ?>) data.get("to")).get("id");
        var taken = codec.fromTree(data.get("parts"));
        parts.addAll(taken);
        deliver(new Delivered(user, text(taken), clock.instant()));
    }

    private static String text(List<Part> taken) {
        return taken.stream()
                .filter(Part.Text.class::isInstance)
                .map(part -> ((Part.Text) part).text())
                .collect(Collectors.joining("\n"));
    }
}
