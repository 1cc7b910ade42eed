package io.dragoman.json;

import io.dragoman.api.message.Part;
import io.dragoman.api.message.PartCodec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/**
 * The JSON of message parts, as in {@code docs/protocol.md}. Unknown fields are ignored, unknown
 * types are refused. Limits hold in both directions, so that what was written can always be read
 * again. Immutable and thread-safe.
 */
@Component(service = PartCodec.class)
public final class JsonParts implements PartCodec {

    /** Parts in one message. */
    public static final int MAX_PARTS = 20;

    /** Characters of one text part. */
    public static final int MAX_TEXT = 20_000;

    /** Buttons of one card or choices, and fields of one card. */
    public static final int MAX_ITEMS = 50;

    /** Characters of a title, label, value or file name. */
    public static final int MAX_LABEL = 2_000;

    /** Characters of an address, of a {@code data:} address too. */
    public static final int MAX_URI = 100_000;

    @Override
    public List<Object> toTree(List<Part> parts) {
        var tree = new ArrayList<Object>();
        parts.forEach(part -> tree.add(toMap(part)));
        if (!isPlain(parts)) {
            fromTree(tree);
        }
        return tree;
    }

    /** Nearly every message is one text, and its length is all there is to check about it. */
    private static boolean isPlain(List<Part> parts) {
        return parts.size() == 1
                && parts.getFirst() instanceof Part.Text text
                && text.text().length() <= MAX_TEXT;
    }

    private static Map<String, Object> toMap(Part part) {
        var map = new LinkedHashMap<String, Object>();
        map.put("type", PartReader.wireName(part.kind()));
        switch (part) {
            case Part.Text text -> map.put("text", text.text());
            case Part.Media media -> {
                map.put("uri", media.uri().toString());
                map.put("mimeType", media.mimeType());
                map.put("name", media.name());
                map.put("size", media.size());
            }
            case Part.Card card -> {
                map.put("title", card.title());
                map.put("fields", card.fields().stream().map(JsonParts::toMap).toList());
                map.put("actions", card.actions().stream().map(JsonParts::toMap).toList());
            }
            case Part.Choices choices -> {
                map.put("prompt", choices.prompt());
                map.put("options", choices.options().stream().map(JsonParts::toMap).toList());
            }
            case Part.Place place -> {
                map.put("latitude", place.latitude());
                map.put("longitude", place.longitude());
                map.put("label", place.label());
            }
        }
        return map;
    }

    private static Map<String, Object> toMap(Part.Card.Field field) {
        return pair("label", field.label(), "value", field.value());
    }

    private static Map<String, Object> toMap(Part.Action action) {
        return pair("label", action.label(), "payload", action.payload());
    }

    private static Map<String, Object> pair(
            String name1, String value1, String name2, String value2) {
        var map = new LinkedHashMap<String, Object>();
        map.put(name1, value1);
        map.put(name2, value2);
        return map;
    }

    @Override
    public List<Part> fromTree(Object tree) {
        if (!(tree instanceof List<?> items)) {
            throw new IllegalArgumentException("parts: must be a list of parts");
        }
        if (items.isEmpty() || items.size() > MAX_PARTS) {
            throw new IllegalArgumentException(
                    "parts: must have 1 to " + MAX_PARTS + " parts, got " + items.size());
        }
        var parts = new ArrayList<Part>();
        for (int i = 0; i < items.size(); i++) {
            parts.add(new PartReader(Fields.of("parts[" + i + "]", items.get(i))).read());
        }
        return List.copyOf(parts);
    }
}
