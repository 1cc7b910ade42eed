package io.dragoman.rules.drools;

import io.dragoman.api.message.Reason;
import io.dragoman.api.rules.RuleEngine.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Files put aside for what they did, until they are edited. Not thread-safe. */
final class Quarantine {

    private record Entry(String hash, Reason why) {}

    private final Map<String, Entry> entries = new TreeMap<>();

    void add(RuleSource source, Reason why) {
        entries.put(source.name(), new Entry(source.hash(), why));
    }

    /** Whether this content of the file is put aside. */
    boolean holds(RuleSource source) {
        Entry entry = entries.get(source.name());
        return entry != null && entry.hash().equals(source.hash());
    }

    boolean names(String file) {
        return entries.containsKey(file);
    }

    /** Gives files that were edited or removed another chance. */
    void forgetEdited(List<RuleSource> folder) {
        Map<String, String> hashes = new TreeMap<>();
        folder.forEach(source -> hashes.put(source.name(), source.hash()));
        entries.entrySet()
                .removeIf(entry -> !entry.getValue().hash().equals(hashes.get(entry.getKey())));
    }

    List<Problem> problems() {
        return entries.entrySet().stream()
                .map(entry -> new Problem(entry.getKey(), Optional.empty(), entry.getValue().why()))
                .toList();
    }
}
