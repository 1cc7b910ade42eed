package io.dragoman.knowledge.lucene;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.IndexSearcher;

/**
 * What is needed of each document that is near a question, without unpacking what is stored of it.
 * For one search and one thread, which asks by rising numbers of documents.
 */
final class ArticleColumns {

    private final List<LeafReaderContext> leaves;
    private int leaf = -1;
    private BinaryDocValues ids;
    private BinaryDocValues answers;

    ArticleColumns(IndexSearcher searcher) {
        this.leaves = searcher.getIndexReader().leaves();
    }

    /**
     * The article of a document, and how near a question is to the article's answer; empty for a
     * document of an older format.
     */
    Optional<Found> read(int document, float[] question) throws IOException {
        int inside = enter(document);
        if (!ids.advanceExact(inside) || !answers.advanceExact(inside)) {
            return Optional.empty();
        }
        return Optional.of(
                new Found(
                        ids.binaryValue().utf8ToString(),
                        ArticleDocuments.nearness(question, answers.binaryValue())));
    }

    /** An article, and the nearness of its answer. */
    record Found(String id, double nearnessOfAnswer) {}

    private int enter(int document) throws IOException {
        int next = ReaderUtil.subIndex(document, leaves);
        if (next != leaf) {
            leaf = next;
            var reader = leaves.get(leaf).reader();
            ids = DocValues.getBinary(reader, ArticleDocuments.ARTICLE);
            answers = DocValues.getBinary(reader, ArticleDocuments.ANSWER_VECTOR);
        }
        return document - leaves.get(leaf).docBase;
    }
}
