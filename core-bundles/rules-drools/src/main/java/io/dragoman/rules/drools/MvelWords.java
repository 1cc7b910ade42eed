package io.dragoman.rules.drools;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.mvel2.compiler.AbstractParser;

/**
 * The words for classes that MVEL, which evaluates conditions, knows without an import and without
 * asking a class loader. Those out of bounds are taken away from it, for this whole bundle.
 */
final class MvelWords {

    private static final Map<String, Object> ALL = fenced();

    private MvelWords() {}

    private static Map<String, Object> fenced() {
        AbstractParser.setupParser();
        Map<String, Object> words = new HashMap<>(AbstractParser.CLASS_LITERALS);
        Predicate<Object> dangerous =
                word ->
                        word instanceof Class<?> type
                                && !type.isPrimitive()
                                && !Fence.listed(type.getName());
        AbstractParser.CLASS_LITERALS.values().removeIf(dangerous);
        AbstractParser.LITERALS.values().removeIf(dangerous);
        return Map.copyOf(words);
    }

    /** The class that a word names, or named before it was taken away. */
    static Optional<String> type(String word) {
        return ALL.get(word) instanceof Class<?> type && !type.isPrimitive()
                ? Optional.of(type.getName())
                : Optional.empty();
    }
}
