package io.dragoman.checks;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A package named in an OSGi header, and whether it may be missing. */
record Clause(String name, boolean optional) {
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");

    static List<Clause> parse(String header) {
        return Stream.of(QUOTED.matcher(header).replaceAll("").split(","))
                .filter(clause -> !clause.isBlank())
                .map(Clause::of)
                .toList();
    }

    /** Whether it is one of the given packages or below one of them. */
    boolean in(String... packages) {
        return Stream.of(packages).anyMatch(p -> name.equals(p) || name.startsWith(p + "."));
    }

    private static Clause of(String clause) {
        return new Clause(clause.split(";")[0].trim(), clause.contains("resolution:=optional"));
    }
}
