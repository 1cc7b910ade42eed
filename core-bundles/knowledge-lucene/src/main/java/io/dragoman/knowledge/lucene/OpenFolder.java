package io.dragoman.knowledge.lucene;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Lucene folder while it is open: its writer, and searchers that see what was written. */
final class OpenFolder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OpenFolder.class);

    private final Directory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;

    /** Something to do with a searcher. */
    interface Search<T> {
        T with(IndexSearcher searcher) throws IOException;
    }

    private OpenFolder(Directory directory, IndexWriter writer, SearcherManager searchers) {
        this.directory = directory;
        this.writer = writer;
        this.searchers = searchers;
    }

    /** Opens what is there, or an empty one where that cannot be read. */
    static OpenFolder openOrEmpty(Path folder) throws IOException {
        Files.createDirectories(folder);
        try {
            return open(folder);
        } catch (LockObtainFailedException e) {
            throw new IOException(
                    "The knowledge index in " + folder + " is in use by another process", e);
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn(
                    "The knowledge index in {} cannot be read and is made anew: {}",
                    folder,
                    e.toString());
            return empty(folder);
        }
    }

    /** Removes what is there and opens an empty one. */
    static OpenFolder empty(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(folder)) {
                    Files.deleteIfExists(file);
                }
            }
        }
        return open(folder);
    }

    private static OpenFolder open(Path folder) throws IOException {
        var directory = FSDirectory.open(folder);
        IndexWriter writer = null;
        try {
            writer = new IndexWriter(directory, new IndexWriterConfig(new StandardAnalyzer()));
            var searchers = new SearcherManager(writer, null);
            var opened = new OpenFolder(directory, writer, searchers);
            opened.search(OpenFolder::verify);
            return opened;
        } catch (IOException | RuntimeException e) {
            if (writer != null) {
                writer.rollback();
            }
            directory.close();
            throw e;
        }
    }

    /** Reads every file against its checksum: opening alone would miss a damaged vector. */
    private static Void verify(IndexSearcher searcher) throws IOException {
        for (var leaf : searcher.getIndexReader().leaves()) {
            leaf.reader().checkIntegrity();
        }
        return null;
    }

    IndexWriter writer() {
        return writer;
    }

    /** Makes what was written visible to the searches that follow. */
    void refresh() throws IOException {
        searchers.maybeRefreshBlocking();
    }

    <T> T search(Search<T> search) throws IOException {
        var searcher = searchers.acquire();
        try {
            return search.with(searcher);
        } finally {
            searchers.release(searcher);
        }
    }

    /** The fingerprint of each article in the index, by its id. */
    Map<String, String> fingerprints() throws IOException {
        refresh();
        return search(
                searcher -> {
                    var found = new HashMap<String, String>();
                    var reader = searcher.getIndexReader();
                    for (var leaf : reader.leaves()) {
                        var live = leaf.reader().getLiveDocs();
                        var fields = leaf.reader().storedFields();
                        for (int i = 0; i < leaf.reader().maxDoc(); i++) {
                            if (live == null || live.get(i)) {
                                var document = fields.document(i, Set.of("id", "fingerprint"));
                                found.put(document.get("id"), document.get("fingerprint"));
                            }
                        }
                    }
                    return found;
                });
    }

    /** Commits and closes; what could not be written is made anew at the next start. */
    @Override
    public void close() {
        try (directory;
                writer;
                searchers) {
            LOG.debug("Closing the knowledge index");
        } catch (IOException | RuntimeException e) {
            LOG.warn("The knowledge index was not closed cleanly: {}", e.toString());
        }
    }
}
