package io.dragoman.catalog.internal;

import io.dragoman.api.message.Reason;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * Writes a reason into a file of properties, so that it is told in its reader's words after a
 * restart too: the sentence under its name, the key and the parameters beside it.
 */
final class KeptReason {

    private static final String KEY = ":key";
    private static final String PARAM = ":param:";

    private KeptReason() {}

    /** A reason that was written; one that never was is empty. */
    static Reason read(Properties from, String name) {
        Map<String, String> params = new HashMap<>();
        for (var property : from.stringPropertyNames()) {
            if (property.startsWith(name + PARAM)) {
                var param = property.substring(name.length() + PARAM.length());
                params.put(param, from.getProperty(property));
            }
        }
        return new Reason(from.getProperty(name + KEY, ""), params, from.getProperty(name, ""));
    }

    /** Writes one in the place of another; an empty one leaves nothing. */
    static void write(Properties to, String name, Reason why) {
        to.remove(name);
        to.keySet().removeIf(property -> property.toString().startsWith(name + ":"));
        if (why.isEmpty()) {
            return;
        }
        to.setProperty(name, why.text());
        if (!why.key().isEmpty()) {
            to.setProperty(name + KEY, why.key());
        }
        why.params().forEach((param, value) -> to.setProperty(name + PARAM + param, value));
    }
}
