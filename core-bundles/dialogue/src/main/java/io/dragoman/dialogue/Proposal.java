package io.dragoman.dialogue;

import io.dragoman.api.skill.Said;
import io.dragoman.api.skill.SlotType;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A change that the customer is asked about. Plain values throughout, so that it outlives a restart
 * and a newer version of the skill. Immutable.
 *
 * @param id the same for one question however often it is answered: the key of the change
 * @param arguments of the tool, as a JSON tree
 * @param customerId who was asked; only they may agree
 * @param then the step that speaks of the outcome; empty when the core does
 * @param tell what the core says when it went well, with {@code {name}} for members of the answer;
 *     empty for the skill's or the usual words
 * @param otherwise what the core says when it failed; empty for the usual words
 * @param until a yes after this moment is asked for anew
 * @param face who proposed it
 */
public record Proposal(
        String id,
        String tool,
        Map<String, Object> arguments,
        Optional<String> customerId,
        String then,
        String tell,
        String otherwise,
        Instant until,
        ToolCall.Face face) {

    private static final Pattern PAYLOAD = Pattern.compile("confirm:(yes|no):(.{1,200})");
    private static final SlotType<Boolean> YES_NO = SlotType.yesNo();

    public Proposal {
        arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }

    /** What a button of the question sends. */
    record Pressed(boolean yes, String id) {

        static Optional<Pressed> of(String payload) {
            var form = PAYLOAD.matcher(payload.strip());
            return form.matches()
                    ? Optional.of(new Pressed(form.group(1).equals("yes"), form.group(2)))
                    : Optional.empty();
        }
    }

    /** Whether a text is what a button of such a question sends, of this proposal or another. */
    public static boolean isButton(String payload) {
        return Pressed.of(payload).isPresent();
    }

    /** The id of the proposal whose button sends a text; empty when it is no such button. */
    public static Optional<String> idOf(String payload) {
        return Pressed.of(payload).map(Pressed::id);
    }

    String payload(boolean yes) {
        return "confirm:" + (yes ? "yes:" : "no:") + id;
    }

    /** Yes, no, or neither. */
    Optional<Boolean> answer(Said said) {
        var pressed = Pressed.of(said.text());
        if (pressed.isPresent()) {
            return pressed.filter(p -> p.id().equals(id)).map(Pressed::yes);
        }
        return Phrases.breaksOff(said.text()) ? Optional.of(false) : YES_NO.find().find(said);
    }

    /** The same change under another key, for a question that is asked anew. */
    Proposal renewed(String nextId, Instant nextUntil) {
        return new Proposal(
                nextId, tool, arguments, customerId, then, tell, otherwise, nextUntil, face);
    }

    Map<String, Object> toTree() {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("id", id);
        tree.put("tool", tool);
        tree.put("arguments", arguments);
        customerId.ifPresent(customer -> tree.put("customer", customer));
        tree.put("then", then);
        tree.put("tell", tell);
        tree.put("otherwise", otherwise);
        tree.put("until", until.toString());
        tree.put("face", face.name());
        return tree;
    }

    /** Reads what {@link #toTree} made; empty when it is something else. */
    static Optional<Proposal> fromTree(Object tree) {
        if (!(tree instanceof Map<?, ?> map) || !(map.get("id") instanceof String id)) {
            return Optional.empty();
        }
        var arguments = new LinkedHashMap<String, Object>();
        if (map.get("arguments") instanceof Map<?, ?> given) {
            given.forEach((name, value) -> arguments.put(String.valueOf(name), value));
        }
        return Optional.of(
                new Proposal(
                        id,
                        text(map, "tool"),
                        arguments,
                        Optional.ofNullable(map.get("customer")).map(Object::toString),
                        text(map, "then"),
                        text(map, "tell"),
                        text(map, "otherwise"),
                        Instant.parse(text(map, "until")),
                        ToolCall.Face.valueOf(text(map, "face"))));
    }

    private static String text(Map<?, ?> map, String name) {
        return map.get(name) instanceof String text ? text : "";
    }
}
