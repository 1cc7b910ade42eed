package io.dragoman.knowledge.internal;

import io.dragoman.api.knowledge.KnowledgeIndex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** An index that finds equal questions only, and fails when told to. */
final class MemoryIndex implements KnowledgeIndex {

    private final Map<String, Entry> entries = new ConcurrentSkipListMap<>();
    private Runnable whileReplacing = () -> {};
    private boolean broken;

    void breakDown(boolean now) {
        broken = now;
    }

    void whileReplacing(Runnable edit) {
        whileReplacing = edit;
    }

    Collection<String> ids() {
        return List.copyOf(entries.keySet());
    }

    private void check() {
        if (broken) {
            throw new UncheckedIOException("The index is broken", new IOException("disk full"));
        }
    }

    @Override
    public void replaceAll(Collection<Entry> all) {
        check();
        whileReplacing.run();
        entries.clear();
        all.forEach(entry -> entries.put(entry.id(), entry));
    }

    @Override
    public void put(Entry entry) {
        check();
        entries.put(entry.id(), entry);
    }

    @Override
    public void remove(String id) {
        check();
        entries.remove(id);
    }

    @Override
    public List<Hit> search(String site, Locale language, String question, int limit) {
        check();
        return entries.values().stream()
                .filter(entry -> entry.site().equals(site) && entry.language().equals(language))
                .filter(entry -> entry.questions().contains(question))
                .map(
                        entry ->
                                new Hit(
                                        entry.id(),
                                        entry.questions().getFirst(),
                                        question,
                                        entry.answer(),
                                        1))
                .limit(limit)
                .toList();
    }
}
