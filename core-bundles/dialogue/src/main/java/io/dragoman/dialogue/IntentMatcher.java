package io.dragoman.dialogue;

import io.dragoman.api.ai.Embedder;
import io.dragoman.dialogue.IntentRanking.Candidate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the skill that a sentence means, by its nearness to the skills' examples. The vectors of
 * the examples are made in the background when a skill appears; until then, and without an
 * embedder, only the wording is compared. Thread-safe.
 */
@Component(service = IntentMatcher.class, immediate = true)
@Designate(ocd = IntentMatcher.Config.class)
public final class IntentMatcher {

    /** How sure the matcher must be. */
    @ObjectClassDefinition(name = "Dragoman: intents")
    public @interface Config {

        /** Nearness from which a Chinese sentence means a skill. */
        @AttributeDefinition(name = "Threshold, Chinese", min = "0", max = "1")
        double thresholdZh() default 0.65;

        /** Nearness from which an English sentence means a skill. */
        @AttributeDefinition(name = "Threshold, English", min = "0", max = "1")
        double thresholdEn() default 0.6;

        /** Likeness of wording from which a skill is meant while there are no vectors. */
        @AttributeDefinition(name = "Threshold, wording only", min = "0", max = "1")
        double thresholdWording() default 0.6;

        /** How far the best skill must be ahead of the second. */
        @AttributeDefinition(name = "Margin", min = "0", max = "1")
        double margin() default 0.03;
    }

    /** How sure the matcher must be, as numbers from 0 to 1. */
    record Thresholds(double zh, double en, double wording, double margin) {}

    private static final Logger LOG = LoggerFactory.getLogger(IntentMatcher.class);
    private static final int MAX_CANDIDATES = 5;
    private static final int MAX_LENGTH = 500;

    private final SkillRegistry registry;
    private final Thresholds thresholds;
    private final Executor background;
    private final SkillRegistry.Subscription subscription;
    private final AtomicInteger wanted = new AtomicInteger();
    private final AtomicBoolean failing = new AtomicBoolean();
    private volatile IntentIndex index = IntentIndex.EMPTY;
    private volatile Optional<Embedder> embedder = Optional.empty();
    private volatile Optional<Embedder> madeBy = Optional.empty();

    /** Created by the container. */
    @Activate
    public IntentMatcher(@Reference(name = "registry") SkillRegistry registry, Config config) {
        this(
                registry,
                new Thresholds(
                        config.thresholdZh(),
                        config.thresholdEn(),
                        config.thresholdWording(),
                        config.margin()),
                work -> Thread.ofVirtual().name("intent-vectors").start(work));
    }

    /** A matcher that makes its vectors wherever it is told to. */
    IntentMatcher(SkillRegistry registry, Thresholds thresholds, Executor background) {
        this.registry = registry;
        this.thresholds = thresholds;
        this.background = background;
        this.subscription = registry.listen(this::refreshSoon);
        refreshSoon();
    }

    @Deactivate
    void close() {
        subscription.close();
    }

    @Reference(
            name = "embedder",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            unbind = "unbindEmbedder")
    void bindEmbedder(Embedder next) {
        embedder = Optional.of(next);
        refreshSoon();
    }

    void unbindEmbedder(Embedder gone) {
        if (embedder.filter(current -> current == gone).isPresent()) {
            embedder = Optional.empty();
        }
    }

    /** Changes that come while vectors are made are seen to by the same run, however many. */
    private void refreshSoon() {
        if (wanted.getAndIncrement() == 0) {
            background.execute(this::refreshUntilCurrent);
        }
    }

    private void refreshUntilCurrent() {
        int seen;
        do {
            seen = wanted.get();
            refresh();
        } while (!wanted.compareAndSet(seen, 0));
    }

    private void refresh() {
        var next = IntentIndex.of(registry.snapshot(), index);
        var model = embedder;
        if (model.isPresent() && !model.equals(madeBy)) {
            next = next.withoutVectors();
        }
        index = next;
        try {
            if (model.isPresent() && !next.hasVectors()) {
                index = next.embedded(model.get());
            }
            madeBy = model.isPresent() ? model : madeBy;
        } catch (RuntimeException e) {
            complain(e);
        }
    }

    /** Ranks the skills for a sentence. A button's payload is no sentence: do not ask. */
    public IntentRanking rank(String sentence) {
        var current = index;
        var text = sentence.length() > MAX_LENGTH ? sentence.substring(0, MAX_LENGTH) : sentence;
        if (current.isEmpty() || text.isBlank()) {
            return new IntentRanking(
                    List.of(), Optional.empty(), false, "there is nothing to compare");
        }
        var vector = current.hasVectors() ? vector(text) : Optional.<float[]>empty();
        var candidates =
                current.search(text, vector).stream()
                        .limit(MAX_CANDIDATES)
                        .map(IntentMatcher::candidate)
                        .toList();
        return decide(candidates, Language.of(text), vector.isPresent());
    }

    private static Candidate candidate(IntentIndex.Hit hit) {
        return new Candidate(
                hit.skill(), hit.score(), hit.example(), hit.byMeaning() ? "meaning" : "wording");
    }

    private Optional<float[]> vector(String text) {
        try {
            var vector =
                    embedder.map(
                            e -> e.embed(Language.of(text).locale(), List.of(text)).getFirst());
            failing.set(false);
            return vector;
        } catch (RuntimeException e) {
            complain(e);
            return Optional.empty();
        }
    }

    /** Once per outage, not once per message. */
    private void complain(RuntimeException e) {
        if (!failing.getAndSet(true)) {
            LOG.warn(
                    "Sentences cannot be embedded, only their wording is compared: {}",
                    CallOutcome.describe(e));
        }
    }

    private IntentRanking decide(List<Candidate> candidates, Language language, boolean byMeaning) {
        var best = candidates.getFirst();
        double second = candidates.size() > 1 ? candidates.get(1).score() : 0;
        double threshold = threshold(language, byMeaning);
        if (best.score() < threshold) {
            return none(
                    candidates,
                    byMeaning,
                    "%.3f is below the threshold %.3f",
                    best.score(),
                    threshold);
        }
        if (best.score() < 1 && best.score() - second < thresholds.margin()) {
            return none(
                    candidates,
                    byMeaning,
                    "%.3f and %.3f are nearer to each other than the margin",
                    best.score(),
                    second);
        }
        return new IntentRanking(
                candidates,
                Optional.of(best),
                byMeaning,
                String.format(
                        Locale.ROOT, "%.3f reaches the threshold %.3f", best.score(), threshold));
    }

    private double threshold(Language language, boolean byMeaning) {
        if (!byMeaning) {
            return thresholds.wording();
        }
        return language == Language.CHINESE ? thresholds.zh() : thresholds.en();
    }

    private static IntentRanking none(
            List<Candidate> candidates, boolean byMeaning, String why, double a, double b) {
        return new IntentRanking(
                candidates, Optional.empty(), byMeaning, String.format(Locale.ROOT, why, a, b));
    }
}
