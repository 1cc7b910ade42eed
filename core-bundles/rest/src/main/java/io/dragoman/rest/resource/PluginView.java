package io.dragoman.rest.resource;

import io.dragoman.catalog.PluginKeys.Key;
import io.dragoman.catalog.PluginSettings.Field;
import io.dragoman.catalog.PluginSettings.Form;
import io.dragoman.catalog.Plugins;
import io.dragoman.catalog.Plugins.Plugin;
import io.dragoman.rest.Tree;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Plug-ins, their settings and the keys that sign them as the API shows them. */
final class PluginView {

    private static final Set<String> KINDS = Set.of("skill", "channel", "rules", "shop");

    private PluginView() {}

    static Map<String, Object> of(Plugin plugin) {
        return Tree.of("id", plugin.id())
                .put("name", plugin.name())
                .text("title", plugin.title())
                .put("file", plugin.file())
                .put("version", plugin.version())
                .put("source", plugin.file().isPresent() ? "deploy" : "distribution")
                .put("state", plugin.state().name())
                .why("reason", plugin.why())
                .text("running", plugin.running())
                .text("sha256", plugin.sha256())
                .text("signer", plugin.signer())
                .put("since", plugin.since())
                .put("provides", Tree.each(plugin.provides(), PluginView::provided))
                .put("usage", Tree.each(plugin.usage(), PluginView::usage))
                .put("errors", Tree.each(plugin.errors(), PluginView::error))
                .put("kept", Tree.each(plugin.kept(), PluginView::kept))
                .done();
    }

    private static Map<String, Object> provided(String what) {
        int slash = what.indexOf('/');
        var kind = slash < 0 ? what : what.substring(0, slash);
        return Tree.of("kind", KINDS.contains(kind) ? kind : "other")
                .put("id", what.substring(slash + 1))
                .done();
    }

    private static Map<String, Object> usage(Plugins.Usage usage) {
        return new Tree()
                .all(provided(usage.what()))
                .put("calls", usage.calls())
                .put("errors", usage.errors())
                .put("p50Millis", millis(usage.p50()))
                .put("p95Millis", millis(usage.p95()))
                .put("failures", Tree.each(usage.failures(), PluginView::error))
                .put("quarantine", usage.quarantine().map(PluginView::error))
                .done();
    }

    private static double millis(Duration duration) {
        return Math.round(duration.toNanos() / 1e4) / 100.0;
    }

    private static Map<String, Object> error(Plugins.Error error) {
        return Tree.of("at", error.at()).why("message", error.why()).done();
    }

    private static Map<String, Object> kept(Plugins.Kept kept) {
        return Tree.of("version", kept.version())
                .put("file", kept.file())
                .put("sha256", kept.sha256())
                .put("liveAt", kept.liveAt())
                .why("rolledBack", kept.why())
                .done();
    }

    static Map<String, Object> of(Key key) {
        return Tree.of("name", key.name())
                .text("subject", key.subject())
                .text("fingerprint", key.fingerprint())
                .put("from", key.from())
                .put("until", key.until())
                .why("problem", key.why())
                .done();
    }

    static Map<String, Object> of(Form form) {
        return Tree.of("pid", form.pid())
                .put("factory", form.factory())
                .put("title", form.title())
                .text("description", form.description())
                .put("file", form.file())
                .put("fields", Tree.each(form.fields(), PluginView::field))
                .done();
    }

    private static Map<String, Object> field(Field field) {
        return Tree.of("name", field.name())
                .put("label", field.label())
                .text("description", field.description())
                .put("type", field.type().name().toLowerCase(Locale.ROOT))
                .put("required", field.required())
                .put("many", field.many())
                .put("min", field.min())
                .put("max", field.max())
                .some(
                        "options",
                        Tree.each(
                                field.options(),
                                one ->
                                        Tree.of("value", one.value())
                                                .put("label", one.label())
                                                .done()))
                .text("default", field.defaults())
                .text("value", field.value())
                .put("set", field.set())
                .put("problem", field.problem().map(fault -> fault.kind().name()))
                .done();
    }
}
