package io.dragoman.rest.resource;

import io.dragoman.api.message.Reason;
import io.dragoman.api.rules.RuleEngine;
import io.dragoman.api.rules.RuleFiles;
import io.dragoman.rest.Services;
import io.dragoman.rest.Tree;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Rules as the API shows them. Thread-safe. */
final class RuleView {

    private static final List<String> TEXTUAL = List.of("drl", "csv");

    private final Services services;
    private final String folder;

    RuleView(Services services, String folder) {
        this.services = services;
        this.folder = folder;
    }

    /** What is in force, and what is wrong with what is not. */
    Map<String, Object> status() {
        var status = services.get(RuleEngine.class).status();
        var infos =
                services.get(RuleFiles.class).list().stream()
                        .map(entry -> info(entry, status))
                        .toList();
        var errors = Tree.each(status.problems(), RuleView::error);
        return Tree.of("version", status.version())
                .text("loadedAt", status.loadedAt())
                .put("ruleCount", status.files().stream().mapToInt(RuleEngine.File::rules).sum())
                .text("folder", folder)
                .put("files", infos)
                .put("lastError", errors.stream().findFirst())
                .put("errors", errors)
                .done();
    }

    /** A file with its content. */
    Map<String, Object> file(String name, byte[] content) {
        var status = services.get(RuleEngine.class).status();
        var info =
                services.get(RuleFiles.class).list().stream()
                        .filter(entry -> entry.name().equals(name))
                        .findFirst()
                        .map(entry -> info(entry, status));
        var errors = status.problems().stream().filter(error -> error.file().equals(name)).toList();
        return Tree.of("name", name)
                .put("content", editable(name) ? new String(content, StandardCharsets.UTF_8) : "")
                .put("hash", hash(content))
                .put("info", info)
                .put("errors", Tree.each(errors, RuleView::error))
                .done();
    }

    private Map<String, Object> info(RuleFiles.Entry entry, RuleEngine.Status status) {
        var inForce =
                status.files().stream()
                        .filter(file -> file.name().equals(entry.name()))
                        .findFirst();
        var problem =
                status.problems().stream()
                        .filter(each -> each.file().equals(entry.name()))
                        .findFirst();
        return Tree.of("name", entry.name())
                .put("state", state(inForce, problem))
                .put("kind", kind(entry.name()))
                .put("size", entry.size())
                .put("rules", inForce.map(RuleEngine.File::rules))
                .text("modifiedAt", entry.modifiedAt())
                .put("hash", services.get(RuleFiles.class).read(entry.name()).map(RuleView::hash))
                .put("editable", editable(entry.name()))
                .why("reason", problem.map(RuleEngine.Problem::why).orElse(Reason.NONE))
                .done();
    }

    private static String state(
            Optional<RuleEngine.File> inForce, Optional<RuleEngine.Problem> problem) {
        if (inForce.filter(RuleEngine.File::quarantined).isPresent()) {
            return "quarantined";
        }
        return problem.isPresent() || inForce.isEmpty() ? "broken" : "in-force";
    }

    static Map<String, Object> error(RuleEngine.Problem problem) {
        return new Tree()
                .text("file", problem.file())
                .put("line", problem.line())
                .why("reason", problem.why())
                .done();
    }

    private static String kind(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /** Whether a file is a text that people can edit in a browser. */
    static boolean editable(String name) {
        return TEXTUAL.contains(kind(name));
    }

    /** What tells one content from another. */
    static String hash(byte[] content) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
