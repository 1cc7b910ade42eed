package io.dragoman.rest.resource;

import io.dragoman.api.json.Json;
import io.dragoman.rest.Services;
import io.dragoman.rest.Tree;
import io.dragoman.storage.SettingStore;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The few fields of the public API that the store's records have no column for (the priority of a
 * ticket, the title of a quick reply, the description of a team), kept as one JSON object per thing
 * among the settings. Thread-safe.
 */
final class Annexes {

    private final Services services;
    private final Json json;
    private final String kind;

    Annexes(Services services, Json json, String kind) {
        this.services = services;
        this.json = json;
        this.kind = kind;
    }

    /** The fields of a thing; none when it has no annex. */
    Map<String, Object> of(String id) {
        var fields = new LinkedHashMap<String, Object>();
        services.get(SettingStore.class)
                .get(key(id))
                .filter(text -> !text.isEmpty())
                .map(json::read)
                .ifPresent(
                        tree -> {
                            if (tree instanceof Map<?, ?> kept) {
                                kept.forEach((name, value) -> fields.put(name.toString(), value));
                            }
                        });
        return fields;
    }

    /** Keeps the fields of a thing; writes nothing when there are and were none. */
    void keep(String id, Tree fields) {
        var next = fields.done();
        if (!next.equals(of(id))) {
            services.get(SettingStore.class).put(key(id), json.write(next));
        }
    }

    /** Forgets a thing. */
    void forget(String id) {
        keep(id, new Tree());
    }

    private String key(String id) {
        return "annex." + kind + "." + id;
    }
}
