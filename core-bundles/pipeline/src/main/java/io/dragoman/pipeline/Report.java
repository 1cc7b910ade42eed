package io.dragoman.pipeline;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a stage found, for the trace: a key with parameters that the console puts into words, and
 * structured findings (rules, candidates, tool calls) in the form of the public API's TraceStage.
 * Immutable.
 */
public record Report(String key, Map<String, String> params, Map<String, Object> findings) {

    public Report {
        params = Map.copyOf(params);
        findings = Map.copyOf(findings);
    }

    /** A key with parameters, given as name, value, name, value … */
    public static Report of(String key, String... params) {
        var map = new LinkedHashMap<String, String>();
        for (int i = 0; i + 1 < params.length; i += 2) {
            map.put(params[i], params[i + 1]);
        }
        return new Report(key, map, Map.of());
    }

    /** With a finding: a tree of maps, lists, texts and numbers. */
    public Report with(String name, Object finding) {
        var next = new LinkedHashMap<>(findings);
        next.put(name, finding);
        return new Report(key, params, next);
    }

    /** The text object of the public API. */
    public Map<String, Object> text() {
        return params.isEmpty() ? Map.of("key", key) : Map.of("key", key, "params", params);
    }
}
