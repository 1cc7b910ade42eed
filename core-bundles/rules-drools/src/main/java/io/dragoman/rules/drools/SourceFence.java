package io.dragoman.rules.drools;

import io.dragoman.api.message.Reason;
import io.dragoman.api.rules.RuleEngine.Problem;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.drools.drl.ast.descr.AttributeDescr;
import org.drools.drl.ast.descr.RuleDescr;

/**
 * Finds in the text of a rule file what is out of bounds, with its line. Conditions are evaluated
 * by MVEL and never become code that could be looked at, so for them this is the fence itself:
 * every word that names a class must name an allowed one, and no member may lead from a value to
 * its class. Used by one thread, for one file.
 */
final class SourceFence {

    private static final String NAME = "[\\p{L}_$][\\p{L}\\p{N}_$]*+";
    private static final String CHAIN = NAME + "(?:\\s*\\.\\s*" + NAME + ")*+(?:\\s*\\.\\s*\\*)?+";

    private static final Pattern WORDS =
            Pattern.compile(
                    "(?<![\\p{L}\\p{N}_$])(?<head>import(?:\\s+(?:static|function|accumulate|acc))?\\s+"
                            + "|package\\s+|unit\\s+)?(?<chain>"
                            + CHAIN
                            + ")");

    private static final Set<String> HANDLES = Set.of("drools", "kcontext");
    private static final Set<String> OF_HANDLES =
            Set.of("delete", "halt", "insert", "insertLogical", "modify", "retract", "update");

    /** A letter as a number, which is read before all else. */
    private static final Pattern ESCAPED = Pattern.compile("\\\\u+(?:00[0-7][0-9a-fA-F])");

    private final ParsedFile file;
    private final Fence fence;
    private final KnownTypes types;
    private final Set<Problem> problems = new LinkedHashSet<>();
    private final Set<String> packages = new LinkedHashSet<>(List.of("java.lang"));

    private SourceFence(ParsedFile file, Fence fence, KnownTypes types) {
        this.file = file;
        this.fence = fence;
        this.types = types;
    }

    /**
     * What is out of bounds in a file.
     *
     * @param types tells a class from a word that names none
     */
    static List<Problem> problems(ParsedFile file, Fence fence, KnownTypes types) {
        var found = new SourceFence(file, fence, types);
        found.look();
        return List.copyOf(found.problems);
    }

    private void look() {
        dialects();
        queries();
        String code = CodeText.of(file.drl());
        find(Pattern.compile("\"\"\""), file.drl(), FenceWords.THREE_QUOTES);
        find(ESCAPED, file.drl(), FenceWords.ESCAPE);
        find(Pattern.compile("\\\\"), code, FenceWords.BACKSLASH);
        List<MatchResult> words = WORDS.matcher(code).results().toList();
        words.stream().filter(word -> head(word).startsWith("import")).forEach(this::imported);
        words.stream().filter(word -> head(word).startsWith("package")).forEach(this::own);
        words.stream().filter(word -> head(word).isEmpty()).forEach(word -> used(word, code));
    }

    private static String head(MatchResult word) {
        return word.group(1) == null ? "" : word.group(1);
    }

    private static String chain(MatchResult word) {
        return word.group(2).replaceAll("\\s+", "");
    }

    private void dialects() {
        Stream.concat(
                        Stream.ofNullable(file.content().getAttribute("dialect")),
                        file.content().getRules().stream()
                                .map(RuleDescr::getAttributes)
                                .flatMap(own -> Stream.ofNullable(own.get("dialect"))))
                .filter(dialect -> !dialect.getValue().replace("\"", "").strip().equals("java"))
                .map(AttributeDescr::getLine)
                .forEach(line -> add(line, FenceWords.ONE_DIALECT));
        file.content().getFunctions().stream()
                .filter(function -> !"java".equals(function.getDialect()))
                .forEach(function -> add(function.getLine(), FenceWords.ONE_DIALECT));
    }

    /** A query may ask itself for ever, and no guard of ours is asked in between. */
    private void queries() {
        file.content().getRules().stream()
                .filter(RuleDescr::isQuery)
                .forEach(query -> add(query.getLine(), FenceWords.NO_QUERIES));
    }

    private void find(Pattern pattern, String text, Reason why) {
        pattern.matcher(text).results().forEach(hit -> add(lineOf(text, hit.start()), why));
    }

    private void imported(MatchResult word) {
        String target = chain(word);
        int line = lineOf(file.drl(), word.start(2));
        if (target.endsWith(".*")) {
            String from = target.substring(0, target.length() - 2);
            // Of other packages each class is asked for where it is used.
            packages.add(from);
            if (Fence.isOfServer(from)
                    && !Fence.allowsPackage(from)
                    && typeIn(from).filter(fence::allows).isEmpty()) {
                outOfBounds(line, target);
            }
            return;
        }
        var type = typeIn(target);
        if (type.isPresent() ? !fence.allows(type.get()) : Fence.isOfServer(target)) {
            outOfBounds(line, type.orElse(target));
        }
        members(line, target);
    }

    private void own(MatchResult word) {
        String name = chain(word);
        packages.add(name);
        if (Fence.isOfServer(name)) {
            add(lineOf(file.drl(), word.start(2)), FenceWords.ownPackage(name));
        }
    }

    private void used(MatchResult word, String code) {
        String chain = chain(word);
        int line = lineOf(code, word.start(2));
        members(line, chain);
        if (isMember(code, word.start(2))) {
            return;
        }
        String first = chain.split("\\.", 2)[0];
        if (HANDLES.contains(first) && !OF_HANDLES.contains(second(chain))) {
            add(line, FenceWords.handle(chain, sorted()));
        }
        typeIn(chain)
                .or(() -> simple(first))
                .filter(type -> !fence.allows(type))
                .ifPresent(type -> outOfBounds(line, type));
    }

    private static String second(String chain) {
        String[] parts = chain.split("\\.");
        return parts.length > 1 ? parts[1] : "";
    }

    private static List<String> sorted() {
        return OF_HANDLES.stream().sorted().toList();
    }

    private void members(int line, String chain) {
        for (String part : chain.split("\\.")) {
            if (Fence.forbidsMember(part)) {
                add(line, FenceWords.member(part));
            }
        }
    }

    private static boolean isMember(String code, int at) {
        int before = at - 1;
        while (before >= 0 && Character.isWhitespace(code.charAt(before))) {
            before--;
        }
        return before >= 0 && code.charAt(before) == '.';
    }

    /**
     * The class that a simple name means: by its language, by an import, or by the file's package.
     */
    private Optional<String> simple(String name) {
        return MvelWords.type(name)
                .or(
                        () ->
                                packages.stream()
                                        .flatMap(from -> typeIn(from + "." + name).stream())
                                        .findFirst());
    }

    /** The class that the beginning of a chain names; empty when it names none. */
    private Optional<String> typeIn(String chain) {
        String[] parts = chain.split("\\.");
        var name = new StringBuilder();
        Optional<String> found = Optional.empty();
        for (int i = 0; i < parts.length; i++) {
            if (found.isPresent()) {
                String nested = found.get() + "$" + parts[i];
                if (!types.exists(nested)) {
                    return found;
                }
                found = Optional.of(nested);
                continue;
            }
            name.append(i == 0 ? "" : ".").append(parts[i]);
            if (i > 0 && types.exists(name.toString())) {
                found = Optional.of(name.toString());
            }
        }
        return found;
    }

    private void outOfBounds(int line, String type) {
        add(line, FenceWords.outOfBounds(type.replace('$', '.')));
    }

    private void add(int line, Reason why) {
        problems.add(
                new Problem(
                        file.name(),
                        Optional.of(file.line().applyAsInt(line)).filter(row -> row > 0),
                        why));
    }

    private static int lineOf(String text, int at) {
        return 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
    }
}
