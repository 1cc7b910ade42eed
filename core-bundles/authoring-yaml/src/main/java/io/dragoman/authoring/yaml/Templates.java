package io.dragoman.authoring.yaml;

import io.dragoman.authoring.Source;
import io.dragoman.authoring.Words;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the templates of a file and refuses those that speak of something that is not there.
 * Immutable.
 *
 * @param known for each root the names below it; no names at all when any will do
 * @param tables the names of the file's tables of codes
 */
record Templates(Map<String, Set<String>> known, Set<String> tables) {

    private static final Pattern PATH = Pattern.compile("[A-Za-z][\\w-]*(\\.[@#\\w-]+)*");

    /** The same with one root more. */
    Templates with(String root) {
        var more = new java.util.HashMap<>(known);
        more.put(root, Set.of());
        return new Templates(Map.copyOf(more), tables);
    }

    /** Reads a template. */
    Template read(Source source) {
        return parse(source, source.text());
    }

    /** Reads a template in both languages. */
    LocalTemplate readLocal(Source source) {
        var words = Words.read(source);
        return new LocalTemplate(parse(source, words.zh()), parse(source, words.en()));
    }

    /** Reads the path of a value. */
    List<String> path(Source source) {
        return path(source, source.text());
    }

    private Template parse(Source source, String text) {
        var template = new Template.Builder();
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            boolean twice = i + 1 < text.length() && text.charAt(i + 1) == letter;
            if ((letter == '{' || letter == '}') && twice) {
                template.add(letter);
                i++;
            } else if (letter == '{') {
                int end = text.indexOf('}', i);
                if (end < 0) {
                    throw source.fault("a '{' is not closed; a brace of its own is written '{{'");
                }
                template.add(hole(source, text.substring(i + 1, end)));
                i = end;
            } else if (letter == '}') {
                throw source.fault("a '}' closes nothing; a brace of its own is written '}}'");
            } else {
                template.add(letter);
            }
        }
        return template.build();
    }

    private Template.Segment.Hole hole(Source source, String text) {
        var parts = text.split("\\|", -1);
        var path = path(source, parts[0].strip());
        try {
            var filters =
                    Arrays.stream(parts)
                            .skip(1)
                            .map(name -> Filter.named(name.strip(), tables))
                            .toList();
            return new Template.Segment.Hole(path, filters);
        } catch (IllegalArgumentException e) {
            throw source.fault(e.getMessage());
        }
    }

    private List<String> path(Source source, String text) {
        if (!PATH.matcher(text).matches()) {
            throw source.fault("'" + text + "' is no path, such as answer.items.0.name");
        }
        var path = List.of(text.split("\\."));
        var below = known.get(path.get(0));
        if (below == null) {
            throw source.fault(
                    "'{" + text + "}' is not known here; known are " + sorted(known.keySet()));
        }
        if (!below.isEmpty() && (path.size() < 2 || !below.contains(path.get(1)))) {
            throw source.fault(
                    "'{" + text + "}' is not declared; " + path.get(0) + " has " + sorted(below));
        }
        return path;
    }

    private static List<String> sorted(Set<String> names) {
        return new HashSet<>(names).stream().sorted().toList();
    }
}
