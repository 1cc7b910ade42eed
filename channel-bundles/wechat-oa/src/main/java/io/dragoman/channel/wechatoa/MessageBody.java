package io.dragoman.channel.wechatoa;

import io.dragoman.api.message.Part;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The bodies of the customer-service message API. What a customer taps in a menu arrives as a text
 * with the words of the option.
 */
final class MessageBody {

    /** What one text message may weigh, in UTF-8. */
    static final int MAX_BYTES = 2048;

    /** More would not fit on a phone. */
    static final int MOST_OPTIONS = 10;

    private MessageBody() {}

    /**
     * A text.
     *
     * @throws IllegalArgumentException when it is empty or too long
     */
    static Map<String, Object> text(String user, String text) {
        check(text);
        return body(user, "text", Map.of("content", text));
    }

    /**
     * A menu of choices.
     *
     * @throws IllegalArgumentException when it is too long
     */
    static Map<String, Object> menu(String user, Part.Choices choices) {
        var items = new ArrayList<Map<String, Object>>();
        for (var option : choices.options()) {
            items.add(Map.of("id", Integer.toString(items.size() + 1), "content", option.label()));
        }
        check(
                choices.prompt()
                        + String.join(
                                "", choices.options().stream().map(Part.Action::label).toList()));
        return body(
                user,
                "msgmenu",
                Map.of(
                        "head_content",
                        choices.prompt(),
                        "list",
                        List.copyOf(items),
                        "tail_content",
                        ""));
    }

    /** A picture that was uploaded before. */
    static Map<String, Object> image(String user, String mediaId) {
        return body(user, "image", Map.of("media_id", mediaId));
    }

    private static void check(String text) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (text.isBlank() || bytes > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "a text must have 1 to " + MAX_BYTES + " bytes, this one has " + bytes);
        }
    }

    private static Map<String, Object> body(String user, String type, Map<String, Object> content) {
        var body = new LinkedHashMap<String, Object>();
        body.put("touser", user);
        body.put("msgtype", type);
        body.put(type, content);
        return body;
    }
}
