package io.dragoman.ai.langchain4j;

import io.dragoman.api.ai.Embedder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Embeds in the process. The models load on a thread of their own, so that a start need not wait
 * for them; whoever asks earlier waits. Sentences run on a few threads of their own: native code
 * keeps the carrier of a virtual thread, so turns that need no vector would wait for those that do.
 * Callers wait for theirs, so there are never more in the queue than callers. Thread-safe.
 */
final class OnnxEmbedder implements Embedder, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OnnxEmbedder.class);

    private final Map<ModelFile, CompletableFuture<SentenceModel>> models;
    private final ExecutorService threads;
    private final RecentVectors recent;
    private final Duration patience;

    /** Gives a model; slow, and may fail. */
    interface Loader {
        SentenceModel load(ModelFile file) throws IOException;
    }

    /**
     * Starts to load all models.
     *
     * @param atOnce how many sentences may run at the same time
     * @param remembered how many vectors are kept for repeated texts
     * @param patience how long a caller waits for a model that is still loading
     */
    OnnxEmbedder(
            Loader loader, Executor background, int atOnce, int remembered, Duration patience) {
        this.threads =
                Executors.newFixedThreadPool(
                        atOnce, Thread.ofPlatform().name("sentence-", 1).daemon().factory());
        this.recent = new RecentVectors(remembered);
        this.patience = patience;
        this.models = new EnumMap<>(ModelFile.class);
        for (ModelFile file : ModelFile.values()) {
            models.put(file, new CompletableFuture<>());
        }
        background.execute(() -> models.forEach((file, model) -> load(loader, file, model)));
    }

    private static void load(
            Loader loader, ModelFile file, CompletableFuture<SentenceModel> model) {
        long before = System.nanoTime();
        try {
            var loaded = loader.load(file);
            if (!model.complete(loaded)) {
                loaded.close();
            }
            LOG.info(
                    "Embedding model {} is ready after {} ms",
                    file.id(),
                    (System.nanoTime() - before) / 1_000_000);
        } catch (IOException | RuntimeException | LinkageError e) {
            LOG.error(
                    "Embedding model {} is not available, questions cannot be matched: {}",
                    file.id(),
                    e.toString());
            model.completeExceptionally(e);
        }
    }

    @Override
    public State state() {
        if (models.values().stream().anyMatch(CompletableFuture::isCompletedExceptionally)) {
            return State.FAILED;
        }
        return models.values().stream().allMatch(CompletableFuture::isDone)
                ? State.READY
                : State.LOADING;
    }

    @Override
    public String model(Locale language) {
        return ModelFile.of(language).id();
    }

    @Override
    public int dimension(Locale language) {
        return ModelFile.of(language).dimension();
    }

    /**
     * One unit vector per text.
     *
     * @throws IllegalStateException when the model could not be loaded, is not loaded in time, or
     *     the caller was interrupted
     */
    @Override
    public List<float[]> embed(Locale language, List<String> texts) {
        var file = ModelFile.of(language);
        var vectors = new ArrayList<float[]>(texts.size());
        for (String text : texts) {
            vectors.add(recent.get(file, text).orElseGet(() -> compute(file, text)).clone());
        }
        return vectors;
    }

    private float[] compute(ModelFile file, String text) {
        try {
            var vector = run(loaded(file), text);
            recent.put(file, text, vector);
            return vector;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while embedding", e);
        }
    }

    private SentenceModel loaded(ModelFile file) throws InterruptedException {
        try {
            return models.get(file).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "The embedding model " + file.id() + " is still loading", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "The embedding model " + file.id() + " could not be loaded", e.getCause());
        }
    }

    private float[] run(SentenceModel model, String text) throws InterruptedException {
        Future<float[]> vector;
        try {
            vector = threads.submit(() -> model.embed(text));
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("The embedding models were stopped", e);
        }
        try {
            return vector.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("A sentence could not be embedded", e.getCause());
        } finally {
            // Takes it out of the queue when its caller was interrupted.
            vector.cancel(false);
        }
    }

    /** Frees the models once no sentence runs; one that still loads is freed when it arrives. */
    @Override
    public void close() {
        threads.close();
        for (CompletableFuture<SentenceModel> model : models.values()) {
            boolean unloaded =
                    model.completeExceptionally(new IllegalStateException("The bundle stopped"));
            if (!unloaded && !model.isCompletedExceptionally()) {
                model.join().close();
            }
        }
    }
}
