package io.dragoman.authoring.wasm;

import io.dragoman.api.message.Part;
import io.dragoman.api.shop.Cart;
import io.dragoman.api.skill.Dialogue;
import io.dragoman.api.skill.Slot;
import io.dragoman.api.skill.Tool;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A turn in which nothing has been said. */
final class EmptyDialogue implements Dialogue {

    @Override
    public String site() {
        return "demo";
    }

    @Override
    public String step() {
        return "start";
    }

    @Override
    public <T> T get(Slot<T> slot) {
        throw new IllegalStateException("nothing is filled");
    }

    @Override
    public <T> Optional<T> find(Slot<T> slot) {
        return Optional.empty();
    }

    @Override
    public String text() {
        return "";
    }

    @Override
    public List<Part> message() {
        return List.of();
    }

    @Override
    public Locale locale() {
        return Locale.ENGLISH;
    }

    @Override
    public Optional<String> customerId() {
        return Optional.empty();
    }

    @Override
    public Optional<Cart> cart() {
        return Optional.empty();
    }

    @Override
    public Instant now() {
        return Instant.EPOCH;
    }

    @Override
    public ZoneId zone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Optional<Tool.Result> outcome() {
        return Optional.empty();
    }

    @Override
    public Optional<String> recall(String key) {
        return Optional.empty();
    }

    @Override
    public void remember(String key, String value) {
        // Nobody asks for it.
    }

    @Override
    public String say(String key, Object... arguments) {
        return key;
    }
}
