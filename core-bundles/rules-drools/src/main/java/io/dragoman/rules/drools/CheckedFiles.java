package io.dragoman.rules.drools;

import io.dragoman.api.message.Reason;
import io.dragoman.api.rules.RuleEngine.Problem;
import io.dragoman.api.rules.RuleFiles;
import java.util.List;
import java.util.Optional;

/**
 * The rule folder as people edit it from the console: nothing gets into it, or out of it, that
 * would put rules out of force. Thread-safe.
 */
final class CheckedFiles implements RuleFiles {

    private final RuleFolder folder;
    private final RuleBook book;
    private final Runnable load;

    /**
     * @param load puts what is in the folder into force
     */
    CheckedFiles(RuleFolder folder, RuleBook book, Runnable load) {
        this.folder = folder;
        this.book = book;
        this.load = load;
    }

    /** What speaks against saving a file; empty when nothing does. */
    List<Problem> check(String name, byte[] content) {
        return refusal(name, content.length)
                .map(why -> List.of(new Problem(name, Optional.empty(), why)))
                .orElseGet(
                        () -> book.check(name, Optional.of(new RuleSource(name, content.clone()))));
    }

    private static Optional<Reason> refusal(String name, int size) {
        if (RuleSource.kind(name).isEmpty()) {
            return Optional.of(
                    Reason.of(
                            "rule-file-name",
                            "A rule file's name is letters, digits, space, dot, _ and -, without a"
                                    + " folder, and ends in .drl, .csv, .xlsx, .dsl or .dslr"));
        }
        return size <= RuleFolder.LARGEST
                ? Optional.empty()
                : Optional.of(
                        Reason.of(
                                "rule-file-large",
                                "The file is larger than {most} MB",
                                "most",
                                RuleFolder.LARGEST / 1024 / 1024));
    }

    @Override
    public List<Entry> list() {
        return folder.list();
    }

    @Override
    public Optional<byte[]> read(String name) {
        return folder.read(name).filter(source -> !source.tooLarge()).map(RuleSource::bytes);
    }

    @Override
    public List<Problem> write(String name, byte[] content) {
        List<Problem> problems = check(name, content);
        if (problems.isEmpty()) {
            folder.write(new RuleSource(name, content.clone()));
            load.run();
        }
        return problems;
    }

    @Override
    public List<Problem> delete(String name) {
        if (folder.read(name).isEmpty()) {
            return List.of(
                    new Problem(
                            name,
                            Optional.empty(),
                            Reason.of("rule-no-file", "There is no rule file of this name")));
        }
        List<Problem> problems = book.check(name, Optional.empty());
        if (problems.isEmpty()) {
            folder.delete(name);
            load.run();
        }
        return problems;
    }
}
