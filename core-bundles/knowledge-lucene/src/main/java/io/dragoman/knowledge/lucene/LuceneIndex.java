package io.dragoman.knowledge.lucene;

import io.dragoman.api.ai.Embedder;
import io.dragoman.api.knowledge.KnowledgeIndex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The knowledge index in a folder. Each question and variant of an article is a document with its
 * vector; the documents of an article are replaced as one. What is in the folder can always be made
 * anew from the store, so a folder that cannot be read is emptied, and {@link #replaceAll} embeds
 * only what it does not already find. Thread-safe.
 */
final class LuceneIndex implements KnowledgeIndex, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LuceneIndex.class);

    /** HNSW finds its nearest more surely when it is asked for more of them. */
    private static final int NEIGHBOURS = 50;

    /**
     * What the answer's own nearness weighs beside that of its best question. It tells apart
     * articles that ask alike: see the evaluation in docs/knowledge.md.
     */
    private static final double ANSWER_SHARE = 0.3;

    /** From here on it is the very question of the article, whatever its answer says. */
    private static final double SAME_QUESTION = 0.98;

    /** Of equals the one whose question is nearer, and then the older. */
    private static final Comparator<Found> BEST_FIRST =
            Comparator.comparingDouble((Found found) -> Math.clamp(found.score(), 0.0, 1.0))
                    .thenComparingDouble(Found::nearness)
                    .reversed()
                    .thenComparingInt(Found::document);

    private final Path folder;
    private final Embedder embedder;
    private OpenFolder open;
    private boolean broken;

    /**
     * Opens the folder, or empties it where it cannot be read.
     *
     * @throws IOException when the folder cannot be written or another process has it open
     */
    LuceneIndex(Path folder, Embedder embedder) throws IOException {
        this.folder = folder;
        this.embedder = embedder;
        this.open = OpenFolder.openOrEmpty(folder);
    }

    @Override
    public void replaceAll(Collection<Entry> entries) {
        try {
            var target = usable();
            var known = target.fingerprints();
            var gone = new HashSet<>(known.keySet());
            int embedded = 0;
            for (Entry entry : entries) {
                gone.remove(entry.id());
                var documents = new ArticleDocuments(entry, embedder.model(entry.language()));
                if (!documents.fingerprint().equals(known.get(entry.id()))) {
                    write(target, documents);
                    embedded++;
                }
            }
            for (String id : gone) {
                target.writer().deleteDocuments(idTerm(id));
            }
            target.writer().commit();
            target.refresh();
            LOG.info(
                    "Knowledge index: {} articles, {} of them embedded anew, {} removed",
                    entries.size(),
                    embedded,
                    gone.size());
        } catch (IOException e) {
            throw failed("The knowledge index cannot be filled", e);
        }
    }

    @Override
    public void put(Entry entry) {
        try {
            var target = usable();
            write(target, new ArticleDocuments(entry, embedder.model(entry.language())));
            target.refresh();
        } catch (IOException e) {
            throw failed("The article " + entry.id() + " cannot be indexed", e);
        }
    }

    @Override
    public void remove(String id) {
        try {
            var target = usable();
            target.writer().deleteDocuments(idTerm(id));
            target.refresh();
        } catch (IOException e) {
            throw failed("The article " + id + " cannot be taken out of the index", e);
        }
    }

    @Override
    public List<Hit> search(String site, Locale language, String question, int limit) {
        var vector = embedder.embed(language, List.of(question)).getFirst();
        var query =
                new KnnFloatVectorQuery(
                        ArticleDocuments.vectorField(embedder.model(language)),
                        vector,
                        Math.max(NEIGHBOURS, limit * 10),
                        scope(site, language));
        try {
            return usable().search(searcher -> hits(searcher, query, vector, limit));
        } catch (IOException e) {
            throw failed("The knowledge index cannot be searched", e);
        }
    }

    private static Query scope(String site, Locale language) {
        return new BooleanQuery.Builder()
                .add(new TermQuery(new Term("site", site)), BooleanClause.Occur.FILTER)
                .add(
                        new TermQuery(new Term("language", language.getLanguage())),
                        BooleanClause.Occur.FILTER)
                .build();
    }

    /** A question that was found, with its article. */
    private record Found(int document, String article, double nearness, double score) {}

    /** The best question speaks for its article, together with the answer. */
    private static List<Hit> hits(
            IndexSearcher searcher, KnnFloatVectorQuery query, float[] question, int limit)
            throws IOException {
        var documents = searcher.search(query, query.getK()).scoreDocs;
        Arrays.sort(documents, Comparator.comparingInt(scored -> scored.doc));
        var columns = new ArticleColumns(searcher);
        var best = new HashMap<String, Found>();
        for (var scored : documents) {
            // Lucene's score of a dot product is (1 + cosine) / 2.
            double nearness = 2.0 * scored.score - 1.0;
            columns.read(scored.doc, question)
                    .map(column -> found(scored.doc, nearness, column))
                    .ifPresent(next -> best.merge(next.article(), next, LuceneIndex::nearer));
        }
        var fields = searcher.storedFields();
        var hits = new ArrayList<Hit>();
        for (Found found : best.values().stream().sorted(BEST_FIRST).limit(limit).toList()) {
            hits.add(hit(found, fields.document(found.document())));
        }
        return hits;
    }

    private static Found nearer(Found one, Found other) {
        return other.nearness() > one.nearness() ? other : one;
    }

    private static Found found(int document, double nearness, ArticleColumns.Found column) {
        double score =
                nearness >= SAME_QUESTION
                        ? nearness
                        : (1 - ANSWER_SHARE) * nearness + ANSWER_SHARE * column.nearnessOfAnswer();
        return new Found(document, column.id(), nearness, score);
    }

    private static Hit hit(Found found, Document document) {
        return new Hit(
                found.article(),
                document.get("canonical"),
                document.get("question"),
                document.get("answer"),
                Math.clamp(found.score(), 0.0, 1.0));
    }

    private void write(OpenFolder target, ArticleDocuments documents) throws IOException {
        var entry = documents.entry();
        var vectors = embedder.embed(entry.language(), documents.texts());
        target.writer()
                .updateDocuments(idTerm(entry.id()), new ArrayList<>(documents.with(vectors)));
    }

    private static Term idTerm(String id) {
        return new Term("id", id);
    }

    /** What is open; a folder that proved broken is emptied first. */
    private synchronized OpenFolder usable() throws IOException {
        if (broken || !open.writer().isOpen()) {
            LOG.warn("The knowledge index in {} is broken and made anew", folder);
            open.close();
            open = OpenFolder.empty(folder);
            broken = false;
        }
        return open;
    }

    private synchronized UncheckedIOException failed(String what, IOException cause) {
        if (cause instanceof CorruptIndexException) {
            broken = true;
        }
        return new UncheckedIOException(what, cause);
    }

    @Override
    public synchronized void close() {
        open.close();
    }
}
