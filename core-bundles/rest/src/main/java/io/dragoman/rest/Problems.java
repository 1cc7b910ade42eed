package io.dragoman.rest;

import io.dragoman.api.message.Texts;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Puts refusals into words. Immutable. */
public final class Problems {

    /** Where the words lie. */
    public static final String BASE = "i18n/rest";

    private final Texts texts = Texts.load(Problems.class.getClassLoader(), BASE);

    /** The tree of a problem document. */
    public Map<String, Object> tree(Problem problem, Locale locale, String requestId) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("type", "about:blank");
        tree.put("title", title(problem.status(), locale));
        tree.put("status", problem.status());
        tree.put("code", problem.code());
        tree.put("detail", detail(problem, locale));
        tree.put("instance", "urn:request:" + requestId);
        if (!problem.errors().isEmpty()) {
            tree.put(
                    "errors",
                    problem.errors().stream()
                            .map(
                                    error ->
                                            Map.of(
                                                    "field",
                                                    error.field(),
                                                    "message",
                                                    texts.get(
                                                            locale,
                                                            "field." + error.key(),
                                                            error.arguments().toArray())))
                            .toList());
        }
        tree.putAll(problem.extensions());
        return tree;
    }

    private String title(int status, Locale locale) {
        var key = "title." + status;
        return texts.get(locale, texts.has(key) ? key : "title.other");
    }

    private String detail(Problem problem, Locale locale) {
        return problem.words()
                .orElseGet(
                        () -> texts.get(locale, "problem." + problem.code(), problem.arguments()));
    }

    /** A word of the house. */
    public String text(Locale locale, String key, Object... arguments) {
        return texts.get(locale, key, arguments);
    }
}
