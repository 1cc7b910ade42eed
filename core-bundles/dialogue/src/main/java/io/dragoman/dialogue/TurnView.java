package io.dragoman.dialogue;

import io.dragoman.api.message.Part;
import io.dragoman.api.message.Texts;
import io.dragoman.api.shop.Cart;
import io.dragoman.api.skill.Dialogue;
import io.dragoman.api.skill.Slot;
import io.dragoman.api.skill.Tool;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a skill sees during one turn: a copy, so that a skill that is given up on can change nothing
 * any more.
 */
final class TurnView implements Dialogue {

    private static final int MAX_MEMORY = 4_000;

    private final CustomerTurn turn;
    private final Texts texts;
    private final String step;
    private final Map<String, String> slots;
    private final Map<String, String> memory;
    private final Optional<Tool.Result> outcome;

    TurnView(CustomerTurn turn, Texts texts, Filling filling, Optional<Tool.Result> outcome) {
        this.turn = turn;
        this.texts = texts;
        this.step = filling.step();
        this.slots = Map.copyOf(filling.slots());
        this.memory = new HashMap<>(filling.memory());
        this.outcome = outcome;
    }

    @Override
    public String site() {
        return turn.site();
    }

    @Override
    public String step() {
        return step;
    }

    @Override
    public <T> T get(Slot<T> slot) {
        return find(slot)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "The slot '"
                                                + slot.name()
                                                + "' is not filled in step '"
                                                + step
                                                + "'; name it in needs() or step(), or use find()"));
    }

    @Override
    public <T> Optional<T> find(Slot<T> slot) {
        return Optional.ofNullable(slots.get(slot.name())).map(slot.type().read());
    }

    @Override
    public String text() {
        return turn.text();
    }

    @Override
    public List<Part> message() {
        return turn.message();
    }

    @Override
    public Locale locale() {
        return Texts.supported(turn.locale());
    }

    @Override
    public Optional<String> customerId() {
        return turn.customerId();
    }

    @Override
    public Optional<Cart> cart() {
        return turn.cart();
    }

    @Override
    public Instant now() {
        return turn.now();
    }

    @Override
    public ZoneId zone() {
        return turn.zone();
    }

    @Override
    public Optional<Tool.Result> outcome() {
        return outcome;
    }

    @Override
    public Optional<String> recall(String key) {
        return Optional.ofNullable(memory.get(key));
    }

    @Override
    public void remember(String key, String value) {
        memory.put(key, value);
        int size = memory.entrySet().stream().mapToInt(TurnView::length).sum();
        if (size > MAX_MEMORY) {
            memory.remove(key);
            throw new IllegalArgumentException(
                    "A dialogue remembers at most "
                            + MAX_MEMORY
                            + " characters; with '"
                            + key
                            + "' it would be "
                            + size);
        }
    }

    private static int length(Map.Entry<String, String> entry) {
        return entry.getKey().length() + entry.getValue().length();
    }

    @Override
    public String say(String key, Object... arguments) {
        return texts.get(turn.locale(), key, arguments);
    }

    Map<String, String> memory() {
        return memory;
    }
}
