package io.dragoman.json;

import io.dragoman.api.message.Part;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads one part from its JSON object. Used once. */
final class PartReader {

    private static final Pattern MIME_TYPE =
            Pattern.compile("[A-Za-z0-9][\\w!#$&^.+-]{0,126}/[A-Za-z0-9][\\w!#$&^.+-]{0,126}");

    /** Inline pictures and sounds only: nothing that a browser would run. */
    private static final Pattern SAFE_DATA =
            Pattern.compile("data:(image/(png|jpeg|gif|webp)|audio/[a-z0-9.+-]+)[;,].*");

    private final Fields fields;

    PartReader(Fields fields) {
        this.fields = fields;
    }

    static String wireName(Part.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    Part read() {
        var type = fields.text("type", JsonParts.MAX_LABEL);
        return switch (type) {
            case "text" -> new Part.Text(fields.text("text", JsonParts.MAX_TEXT));
            case "media" -> readMedia();
            case "card" ->
                    new Part.Card(
                            fields.label("title"),
                            fields.list("fields", PartReader::readField),
                            fields.list("actions", PartReader::readAction));
            case "choices" -> readChoices();
            case "place" ->
                    new Part.Place(
                            fields.degrees("latitude", 90),
                            fields.degrees("longitude", 180),
                            fields.optional("label", ""));
            default ->
                    throw fields.wrong(
                            "type",
                            "\"" + type + "\" is unknown; use text, media, card, choices or place");
        };
    }

    private Part readMedia() {
        var mimeType = fields.optional("mimeType", "application/octet-stream");
        if (!MIME_TYPE.matcher(mimeType).matches()) {
            throw fields.wrong("mimeType", "must be a media type such as image/png");
        }
        return new Part.Media(
                readUri(), mimeType, fields.optional("name", ""), fields.size("size"));
    }

    private URI readUri() {
        var text = fields.text("uri", JsonParts.MAX_URI);
        try {
            var uri = new URI(text);
            if (!isAllowed(uri, text)) {
                throw fields.wrong(
                        "uri",
                        "must be an http or https address, a path of this server, or a small data:"
                                + " image or sound");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw fields.wrong("uri", "is no valid address: " + e.getReason());
        }
    }

    private static boolean isAllowed(URI uri, String text) {
        if (uri.getScheme() == null) {
            return uri.getRawAuthority() == null && !uri.getRawPath().isEmpty();
        }
        return switch (uri.getScheme().toLowerCase(Locale.ROOT)) {
            case "http", "https" -> uri.getHost() != null;
            case "data" -> SAFE_DATA.matcher(text).matches();
            default -> false;
        };
    }

    private Part readChoices() {
        var options = fields.list("options", PartReader::readAction);
        if (options.isEmpty()) {
            throw fields.wrong("options", "must have at least one option");
        }
        return new Part.Choices(fields.text("prompt", JsonParts.MAX_TEXT), options);
    }

    private static Part.Card.Field readField(Fields fields) {
        return new Part.Card.Field(
                fields.text("label", JsonParts.MAX_LABEL),
                fields.text("value", JsonParts.MAX_LABEL));
    }

    private static Part.Action readAction(Fields fields) {
        return new Part.Action(fields.label("label"), fields.label("payload"));
    }
}
