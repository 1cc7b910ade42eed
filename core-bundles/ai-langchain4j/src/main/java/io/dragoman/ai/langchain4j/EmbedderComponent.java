package io.dragoman.ai.langchain4j;

import io.dragoman.api.ai.Embedder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Offers the embedding models of the bundle as a service. */
@Component(configurationPid = "io.dragoman.ai.embeddings", immediate = true)
@Designate(ocd = EmbedderComponent.Config.class)
public final class EmbedderComponent implements Embedder {

    private static final Duration LOADING = Duration.ofSeconds(30);

    private final OnnxEmbedder embedder;

    /** Settings of the embedding models. */
    @ObjectClassDefinition(name = "Embeddings")
    public @interface Config {

        @AttributeDefinition(
                name = "Threads of a sentence",
                description = "Cores one sentence may use; 1 serves many customers best",
                min = "1")
        int threads() default 1;

        @AttributeDefinition(
                name = "Sentences at once",
                description = "0: as many as there are cores",
                min = "0")
        int atOnce() default 0;

        @AttributeDefinition(
                name = "Remembered vectors",
                description = "For repeated questions; each takes 2 KB",
                min = "0")
        int remembered() default 2000;

        @AttributeDefinition(
                name = "Folder of the native library",
                description = "Empty: ai/ in the instance's data folder")
        String folder() default "";
    }

    /** Begins to load the models and returns at once. */
    @Activate
    public EmbedderComponent(Config config) {
        var folder = folder(config.folder());
        int threads = Math.max(1, config.threads());
        int atOnce =
                config.atOnce() > 0 ? config.atOnce() : Runtime.getRuntime().availableProcessors();
        this.embedder =
                new OnnxEmbedder(
                        file -> load(file, threads, folder),
                        task -> Thread.ofPlatform().name("embedding-models").daemon().start(task),
                        atOnce,
                        config.remembered(),
                        LOADING);
    }

    private static SentenceModel load(ModelFile file, int threads, Path folder) throws IOException {
        NativeRuntime.prepare(folder);
        return SentenceModel.load(file, threads);
    }

    private static Path folder(String configured) {
        if (!configured.isBlank()) {
            return Path.of(configured);
        }
        var data =
                Optional.ofNullable(System.getProperty("dragoman.data"))
                        .or(() -> Optional.ofNullable(System.getProperty("karaf.data")))
                        .orElse(System.getProperty("java.io.tmpdir"));
        return Path.of(data, "ai");
    }

    @Override
    public State state() {
        return embedder.state();
    }

    @Override
    public String model(Locale language) {
        return embedder.model(language);
    }

    @Override
    public int dimension(Locale language) {
        return embedder.dimension(language);
    }

    @Override
    public List<float[]> embed(Locale language, List<String> texts) {
        return embedder.embed(language, texts);
    }

    /** Frees the models. */
    @Deactivate
    public void stop() {
        embedder.close();
    }
}
