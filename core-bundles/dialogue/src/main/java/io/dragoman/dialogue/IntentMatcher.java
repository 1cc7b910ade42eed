package io.dragoman.dialogue;

import io.dragoman.api.ai.Embedder;
import io.dragoman.dialogue.IntentRanking.Candidate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
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

        /** Nearness from which a Chinese sentence means a skill, given the margin. */
        @AttributeDefinition(name = "Threshold, Chinese", min = "0", max = "1")
        double thresholdZh() default 0.70;

        /** Nearness from which an English sentence means a skill, given the margin. */
        @AttributeDefinition(name = "Threshold, English", min = "0", max = "1")
        double thresholdEn() default 0.82;

        /** Nearness from which a Chinese sentence means a skill, whatever else is near. */
        @AttributeDefinition(name = "Sure, Chinese", min = "0", max = "1")
        double sureZh() default 0.90;

        /** Nearness from which an English sentence means a skill, whatever else is near. */
        @AttributeDefinition(name = "Sure, English", min = "0", max = "1")
        double sureEn() default 0.92;

        /** Nearness from which a customer is asked whether a skill is meant, in Chinese. */
        @AttributeDefinition(name = "Offer, Chinese", min = "0", max = "1")
        double offerZh() default 0.66;

        /** Nearness from which a customer is asked whether a skill is meant, in English. */
        @AttributeDefinition(name = "Offer, English", min = "0", max = "1")
        double offerEn() default 0.78;

        /** Likeness of wording from which a skill is meant while there are no vectors. */
        @AttributeDefinition(name = "Threshold, wording only", min = "0", max = "1")
        double thresholdWording() default 0.6;

        /** How far the best skill must be ahead of the second, unless it is sure. */
        @AttributeDefinition(name = "Margin", min = "0", max = "1")
        double margin() default 0.03;
    }

    private static final Logger LOG = LoggerFactory.getLogger(IntentMatcher.class);
    private static final Duration RETRY = Duration.ofSeconds(10);
    private static final int MAX_CANDIDATES = 5;
    private static final int MAX_LENGTH = 500;

    private final SkillRegistry registry;
    private final IntentThresholds thresholds;
    private final Executor background;
    private final Executor later;
    private final SkillRegistry.Subscription subscription;
    private final AtomicInteger wanted = new AtomicInteger();
    private final AtomicBoolean failing = new AtomicBoolean();
    private final AtomicBoolean retrying = new AtomicBoolean();
    private volatile IntentIndex index = IntentIndex.EMPTY;
    private volatile Optional<Embedder> embedder = Optional.empty();
    private volatile Optional<Embedder> madeBy = Optional.empty();

    /** Created by the container. */
    @Activate
    public IntentMatcher(@Reference(name = "registry") SkillRegistry registry, Config config) {
        this(
                registry,
                IntentThresholds.of(config),
                work -> Thread.ofVirtual().name("intent-vectors").start(work),
                CompletableFuture.delayedExecutor(RETRY.toSeconds(), TimeUnit.SECONDS));
    }

    /**
     * A matcher that makes its vectors wherever it is told to.
     *
     * @param later where it tries again when there was no making them
     */
    IntentMatcher(
            SkillRegistry registry,
            IntentThresholds thresholds,
            Executor background,
            Executor later) {
        this.registry = registry;
        this.thresholds = thresholds;
        this.background = background;
        this.later = later;
        this.subscription = registry.listen(this::refreshSoon);
        refreshSoon();
    }

    @Deactivate
    void close() {
        subscription.close();
        embedder = Optional.empty();
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
        if (model.isPresent()) {
            madeBy = model;
            for (Language language : Language.values()) {
                embed(model.get(), language);
            }
        }
    }

    /** One language may be understood by meaning while the model of the other is missing. */
    private void embed(Embedder model, Language language) {
        try {
            index = index.embedded(model, language);
        } catch (RuntimeException e) {
            complain(e);
            if (!retrying.getAndSet(true)) {
                later.execute(this::retry);
            }
        }
    }

    private void retry() {
        retrying.set(false);
        refreshSoon();
    }

    /** Whether sentences are compared by meaning, or it is known that they cannot be. */
    public boolean ready() {
        var current = index;
        return failing.get()
                || Arrays.stream(Language.values()).allMatch(current::hasVectors)
                        && embedder.filter(e -> e.state() != Embedder.State.LOADING).isPresent();
    }

    /** Ranks the skills for a sentence. A button's payload is no sentence: do not ask. */
    public IntentRanking rank(String sentence) {
        var current = index;
        var text = sentence.length() > MAX_LENGTH ? sentence.substring(0, MAX_LENGTH) : sentence;
        if (current.isEmpty() || text.isBlank()) {
            return IntentRanking.NOTHING;
        }
        var vector =
                current.hasVectors(Language.of(text)) ? vector(text) : Optional.<float[]>empty();
        var candidates =
                current.search(text, vector).stream()
                        .limit(MAX_CANDIDATES)
                        .map(IntentMatcher::candidate)
                        .toList();
        return thresholds.decide(candidates, Language.of(text), vector.isPresent());
    }

    private static Candidate candidate(IntentIndex.Hit hit) {
        return new Candidate(
                hit.skill(), hit.score(), hit.example(), hit.byMeaning() ? "meaning" : "wording");
    }

    private Optional<float[]> vector(String text) {
        try {
            var vector =
                    embedder.map(
                            e ->
                                    e.embed(
                                                    Language.of(text).locale(),
                                                    List.of(Phrases.withoutNumbers(text)))
                                            .getFirst());
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
}
