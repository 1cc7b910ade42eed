package io.dragoman.dialogue;

import io.dragoman.api.ai.Embedder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The examples of all active skills, with their vectors once these are made. Immutable. */
final class IntentIndex {

    static final IntentIndex EMPTY = new IntentIndex(List.of());

    private final List<Example> examples;

    private record Example(
            String skill,
            String text,
            Language language,
            Wording wording,
            Optional<float[]> vector) {}

    /** The nearness of one example to a sentence. */
    record Hit(String skill, String example, double score, boolean byMeaning) {}

    /** At the same score, the same words count for more than the same meaning. */
    private static final Comparator<Hit> BEST_FIRST =
            Comparator.comparingDouble(Hit::score).reversed().thenComparing(Hit::byMeaning);

    private IntentIndex(List<Example> examples) {
        this.examples = examples;
    }

    /** The examples without vectors, but with those that an older index has already. */
    static IntentIndex of(List<InstalledSkill> skills, IntentIndex older) {
        Map<String, Optional<float[]>> known = new HashMap<>();
        older.examples.forEach(example -> known.put(example.text(), example.vector()));
        var examples = new ArrayList<Example>();
        for (InstalledSkill skill : skills) {
            if (skill.state() != InstalledSkill.State.ACTIVE || skill.spec().isEmpty()) {
                continue;
            }
            for (String text : skill.spec().get().examples()) {
                examples.add(
                        new Example(
                                skill.id(),
                                text,
                                Language.of(text),
                                new Wording(Phrases.withoutNumbers(text)),
                                known.getOrDefault(text, Optional.empty())));
            }
        }
        return new IntentIndex(examples);
    }

    /** The same examples with no vectors, because another model makes them from now on. */
    IntentIndex withoutVectors() {
        return new IntentIndex(examples.stream().map(e -> with(e, Optional.empty())).toList());
    }

    /** The same examples, those of a language each with its vector. */
    IntentIndex embedded(Embedder embedder, Language language) {
        var open =
                examples.stream()
                        .filter(e -> e.language() == language && e.vector().isEmpty())
                        .toList();
        if (open.isEmpty()) {
            return this;
        }
        var vectors =
                embedder.embed(
                        language.locale(),
                        open.stream().map(e -> Phrases.withoutNumbers(e.text())).toList());
        Map<Example, float[]> made = new HashMap<>();
        for (int i = 0; i < open.size(); i++) {
            made.put(open.get(i), vectors.get(i));
        }
        return new IntentIndex(
                examples.stream()
                        .map(e -> made.containsKey(e) ? with(e, Optional.of(made.get(e))) : e)
                        .toList());
    }

    private static Example with(Example example, Optional<float[]> vector) {
        return new Example(
                example.skill(), example.text(), example.language(), example.wording(), vector);
    }

    boolean isEmpty() {
        return examples.isEmpty();
    }

    /** Whether the examples of a language can be compared by meaning. */
    boolean hasVectors(Language language) {
        return examples.stream()
                .filter(example -> example.language() == language)
                .allMatch(example -> example.vector().isPresent());
    }

    /** The best example of each skill, best first. */
    List<Hit> search(String sentence, Optional<float[]> vector) {
        var wording = new Wording(Phrases.withoutNumbers(sentence));
        var language = Language.of(sentence);
        var best = new HashMap<String, Hit>();
        for (Example example : examples) {
            best.merge(
                    example.skill(),
                    hit(example, wording, vector.filter(v -> example.language() == language)),
                    (a, b) -> a.score() >= b.score() ? a : b);
        }
        return best.values().stream().sorted(BEST_FIRST).toList();
    }

    private static Hit hit(Example example, Wording wording, Optional<float[]> vector) {
        double alike = example.wording().within(wording);
        if (vector.isEmpty() || example.vector().isEmpty()) {
            return new Hit(example.skill(), example.text(), alike, false);
        }
        double near = cosine(vector.get(), example.vector().get());
        // With vectors at hand, wording counts only where it is the same.
        return alike == 1
                ? new Hit(example.skill(), example.text(), 1, false)
                : new Hit(example.skill(), example.text(), near, true);
    }

    private static double cosine(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
            sum += a[i] * b[i];
        }
        return Math.clamp(sum, 0, 1);
    }
}
