package io.dragoman.knowledge.internal;

import io.dragoman.ai.langchain4j.EmbedderComponent;
import io.dragoman.api.ai.Embedder;
import io.dragoman.api.json.Json;
import io.dragoman.api.knowledge.KnowledgeIndex;
import io.dragoman.conversation.Languages;
import io.dragoman.json.JacksonJson;
import io.dragoman.knowledge.lucene.LuceneComponent;
import io.dragoman.storage.Article;
import io.dragoman.testkit.Configs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The real models and the real index, for tests of quality. */
final class Engines implements AutoCloseable {

    static final Json JSON = new JacksonJson();

    private final EmbedderComponent embedder;
    private final LuceneComponent index;

    Engines(Path folder) throws IOException {
        embedder =
                new EmbedderComponent(
                        Configs.of(
                                EmbedderComponent.Config.class,
                                Map.of("folder", Path.of("target", "ai").toString())));
        index =
                new LuceneComponent(
                        embedder,
                        Configs.of(
                                LuceneComponent.Config.class, Map.of("folder", folder.toString())));
    }

    Embedder embedder() {
        return embedder;
    }

    KnowledgeIndex index() {
        return index;
    }

    void fill(List<Article> articles) {
        index.replaceAll(articles.stream().map(Engines::entry).toList());
    }

    private static KnowledgeIndex.Entry entry(Article article) {
        return new KnowledgeIndex.Entry(
                article.id(),
                article.site(),
                Languages.locale(article.language()),
                article.questions(),
                article.answer());
    }

    @Override
    public void close() {
        index.stop();
        embedder.stop();
    }
}
