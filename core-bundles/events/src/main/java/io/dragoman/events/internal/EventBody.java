package io.dragoman.events.internal;

import io.dragoman.api.json.Json;
import io.dragoman.events.EventType;
import io.dragoman.storage.EventStore.Event;
import java.util.LinkedHashMap;

/** The body of a call: what happened, in the frame that all events have. Immutable. */
final class EventBody {

    private final Json json;

    EventBody(Json json) {
        this.json = json;
    }

    /** As JSON on one line; the same for every try. */
    String of(Event event) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("id", event.id());
        tree.put("type", event.type());
        tree.put("version", EventType.VERSION);
        tree.put("timestamp", event.at().toString());
        tree.put("site", event.site());
        if (event.dseq() > 0) {
            tree.put("sequence", event.dseq());
        }
        tree.put("data", json.read(event.json()));
        return json.write(tree);
    }
}
