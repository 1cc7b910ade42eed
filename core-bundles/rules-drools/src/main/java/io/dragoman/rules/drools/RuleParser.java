package io.dragoman.rules.drools;

import io.dragoman.api.message.Reason;
import io.dragoman.api.rules.RuleEngine.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.drools.decisiontable.InputType;
import org.drools.decisiontable.SpreadsheetCompiler;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsError;
import org.drools.drl.parser.DroolsParserException;
import org.drools.drl.parser.lang.ExpanderException;
import org.drools.drl.parser.lang.dsl.DSLTokenizedMappingFile;
import org.drools.drl.parser.lang.dsl.DefaultExpander;
import org.drools.io.ByteArrayResource;

/** Reads rule files of all kinds. Used by one thread, for one reading of the folder. */
final class RuleParser {

    private final Map<RuleSource, ParsedFile> known;
    private final List<Problem> problems = new ArrayList<>();

    /**
     * @param known what earlier readings understood; it is not read again
     */
    RuleParser(Map<RuleSource, ParsedFile> known) {
        this.known = known;
    }

    /** What is wrong with the files read so far. */
    List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** Reads files; those that cannot be read are left out and named in {@link #problems}. */
    List<ParsedFile> parse(Collection<RuleSource> all) {
        List<RuleSource> sources = all.stream().filter(this::isReadable).toList();
        List<DSLTokenizedMappingFile> phrases = new ArrayList<>();
        for (RuleSource source : sources) {
            if (source.kind() == RuleSource.Kind.DSL) {
                phrases(source).ifPresent(phrases::add);
            }
        }
        List<ParsedFile> parsed = new ArrayList<>();
        for (RuleSource source : sources) {
            ParsedFile before = known.get(source);
            if (before != null && source.kind() != RuleSource.Kind.DSLR) {
                parsed.add(before);
            } else if (source.kind() != RuleSource.Kind.DSL) {
                parse(source, phrases).ifPresent(parsed::add);
            }
        }
        return parsed;
    }

    private boolean isReadable(RuleSource source) {
        Optional<String> refusal = source.refusal();
        refusal.ifPresent(
                reason -> problems.add(new Problem(source.name(), Optional.empty(), reason)));
        return refusal.isEmpty();
    }

    private Optional<ParsedFile> parse(RuleSource source, List<DSLTokenizedMappingFile> phrases) {
        return switch (source.kind()) {
            case DRL -> parse(source, source.text(), IntUnaryOperator.identity());
            case DSLR ->
                    expand(source, phrases)
                            .flatMap(drl -> parse(source, drl, IntUnaryOperator.identity()));
            case CSV -> table(source, InputType.CSV);
            case SHEET -> table(source, InputType.XLS);
            case DSL, OTHER_SHEET -> Optional.empty();
        };
    }

    private Optional<DSLTokenizedMappingFile> phrases(RuleSource source) {
        DSLTokenizedMappingFile file = new DSLTokenizedMappingFile();
        try {
            file.parseAndLoad(new StringReader(source.text()));
        } catch (IOException | RuntimeException e) {
            problems.add(Reasons.of(source.name(), e));
            return Optional.empty();
        }
        file.getErrors().forEach(error -> add(source, (DroolsError) error));
        return file.getErrors().isEmpty() ? Optional.of(file) : Optional.empty();
    }

    private Optional<String> expand(RuleSource source, List<DSLTokenizedMappingFile> phrases) {
        if (phrases.isEmpty()) {
            problems.add(
                    new Problem(
                            source.name(),
                            Optional.empty(),
                            Reason.of(
                                    "rule-no-phrases",
                                    "A .dslr file needs a .dsl file with its phrases, and there is"
                                            + " none that can be used")));
            return Optional.empty();
        }
        DefaultExpander expander = new DefaultExpander();
        phrases.forEach(file -> expander.addDSLMapping(file.getMapping()));
        String drl = expander.expand(source.text());
        for (ExpanderException error : expander.getErrors()) {
            add(source, error);
        }
        return expander.hasErrors() ? Optional.empty() : Optional.of(drl);
    }

    private Optional<ParsedFile> table(RuleSource source, InputType type) {
        byte[] bytes =
                type == InputType.CSV
                        ? source.text().getBytes(StandardCharsets.UTF_8)
                        : source.bytes();
        try {
            String drl = new SpreadsheetCompiler().compile(new ByteArrayInputStream(bytes), type);
            return parse(source, drl, SheetRows.of(drl));
        } catch (RuntimeException e) {
            problems.add(Reasons.of(source.name(), e));
            return Optional.empty();
        }
    }

    private Optional<ParsedFile> parse(RuleSource source, String drl, IntUnaryOperator line) {
        DrlParser parser = new DrlParser();
        try {
            Optional<PackageDescr> content = read(parser, source.name(), drl);
            if (content.isPresent()) {
                boolean plain = Plainness.of(drl, RegexGuard.guard(content.get()));
                return Optional.of(new ParsedFile(source, drl, content.get(), line, plain));
            }
        } catch (RuntimeException e) {
            problems.add(Reasons.of(source.name(), e));
            return Optional.empty();
        }
        Map<Optional<Integer>, Problem> byLine = new LinkedHashMap<>();
        for (DroolsError error : parser.getErrors()) {
            Problem problem = Reasons.of(source.name(), drl, line, error);
            byLine.putIfAbsent(problem.line(), problem);
        }
        if (byLine.size() > 1) {
            byLine.remove(Optional.<Integer>empty());
        }
        boolean asTyped = source.kind() == RuleSource.Kind.DRL;
        byLine.values().stream()
                .map(problem -> asTyped ? Reasons.hinted(problem, drl) : problem)
                .forEach(problems::add);
        return Optional.empty();
    }

    /**
     * Reads rules that are known to be correct; a fresh tree each time, as the compiler changes it.
     */
    static PackageDescr reread(ParsedFile file) {
        PackageDescr content = read(new DrlParser(), file.name(), file.drl()).orElseThrow();
        RegexGuard.guard(content);
        return content;
    }

    private static Optional<PackageDescr> read(DrlParser parser, String file, String drl) {
        ByteArrayResource resource =
                new ByteArrayResource(drl.getBytes(StandardCharsets.UTF_8), "UTF-8");
        resource.setSourcePath(file);
        try {
            PackageDescr content = parser.parse(resource, drl);
            if (content == null || parser.hasErrors()) {
                return Optional.empty();
            }
            content.setResource(resource);
            return Optional.of(content);
        } catch (DroolsParserException e) {
            if (parser.hasErrors()) {
                return Optional.empty();
            }
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private void add(RuleSource source, DroolsError error) {
        problems.add(Reasons.of(source.name(), source.text(), IntUnaryOperator.identity(), error));
    }
}
