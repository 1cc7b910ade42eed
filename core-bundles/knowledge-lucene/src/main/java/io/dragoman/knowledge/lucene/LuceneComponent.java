package io.dragoman.knowledge.lucene;

import io.dragoman.api.ai.Embedder;
import io.dragoman.api.knowledge.KnowledgeIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Offers the knowledge index of this instance as a service. */
@Component(configurationPid = "io.dragoman.knowledge.lucene")
@Designate(ocd = LuceneComponent.Config.class)
public final class LuceneComponent implements KnowledgeIndex {

    private final LuceneIndex index;

    /** Settings of the index. */
    @ObjectClassDefinition(name = "Knowledge index")
    public @interface Config {

        @AttributeDefinition(
                name = "Folder",
                description = "Empty: knowledge-index/ in the instance's data folder")
        String folder() default "";
    }

    /**
     * Opens the folder.
     *
     * @throws IOException when it cannot be written or is in use elsewhere
     */
    @Activate
    public LuceneComponent(@Reference(name = "embedder") Embedder embedder, Config config)
            throws IOException {
        this.index = new LuceneIndex(folder(config.folder()), embedder);
    }

    private static Path folder(String configured) {
        if (!configured.isBlank()) {
            return Path.of(configured);
        }
        var data =
                Optional.ofNullable(System.getProperty("dragoman.data"))
                        .or(() -> Optional.ofNullable(System.getProperty("karaf.data")))
                        .orElse(System.getProperty("java.io.tmpdir"));
        return Path.of(data, "knowledge-index");
    }

    @Override
    public void replaceAll(Collection<Entry> entries) {
        index.replaceAll(entries);
    }

    @Override
    public void put(Entry entry) {
        index.put(entry);
    }

    @Override
    public void remove(String id) {
        index.remove(id);
    }

    @Override
    public List<Hit> search(String site, Locale language, String question, int limit) {
        return index.search(site, language, question, limit);
    }

    /** Closes the folder. */
    @Deactivate
    public void stop() {
        index.close();
    }
}
