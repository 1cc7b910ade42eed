package io.dragoman.authoring.yaml;

import io.dragoman.api.json.Json;
import io.dragoman.authoring.Source;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a request carries. Immutable. */
sealed interface Body {

    /** Its media type, without charset. */
    String type();

    /** The text with everything put in, made safe for its form. */
    String render(Scope scope, Charset charset, Json json);

    /** Nothing. */
    record None() implements Body {
        @Override
        public String type() {
            return "";
        }

        @Override
        public String render(Scope scope, Charset charset, Json json) {
            return "";
        }
    }

    /** A form, as a browser sends it. */
    record Form(Map<String, Template> fields) implements Body {
        @Override
        public String type() {
            return "application/x-www-form-urlencoded";
        }

        @Override
        public String render(Scope scope, Charset charset, Json json) {
            return encode(fields, scope, charset);
        }
    }

    /** A tree with templates for leaves; a template of one hole keeps the kind of its value. */
    record JsonTree(Object tree) implements Body {
        @Override
        public String type() {
            return "application/json";
        }

        @Override
        public String render(Scope scope, Charset charset, Json json) {
            return json.write(fill(scope));
        }

        /** The tree with everything put in. */
        Object fill(Scope scope) {
            return fill(tree, scope);
        }

        private static Object fill(Object node, Scope scope) {
            return switch (node) {
                case Template template -> template.value(scope);
                case Map<?, ?> map -> {
                    var filled = new LinkedHashMap<String, Object>();
                    map.forEach((key, value) -> filled.put((String) key, fill(value, scope)));
                    yield filled;
                }
                case List<?> list -> {
                    var filled = new ArrayList<>();
                    list.forEach(item -> filled.add(fill(item, scope)));
                    yield filled;
                }
                case null, default -> node;
            };
        }
    }

    /** XML; what is put in is escaped. */
    record Xml(Template text) implements Body {
        @Override
        public String type() {
            return "application/xml";
        }

        @Override
        public String render(Scope scope, Charset charset, Json json) {
            return text.render(scope, Xml::escape);
        }

        static String escape(String value) {
            var safe = new StringBuilder();
            value.codePoints()
                    .forEach(
                            c -> {
                                switch (c) {
                                    case '<' -> safe.append("&lt;");
                                    case '>' -> safe.append("&gt;");
                                    case '&' -> safe.append("&amp;");
                                    case '"' -> safe.append("&quot;");
                                    case '\'' -> safe.append("&apos;");
                                    case '\t', '\n', '\r' -> safe.appendCodePoint(c);
                                    default -> {
                                        // XML 1.0 has no other control characters, however written.
                                        if (c >= ' ') {
                                            safe.appendCodePoint(c);
                                        }
                                    }
                                }
                            });
            return safe.toString();
        }
    }

    /** Pairs of a form or of a query. */
    static String encode(Map<String, Template> pairs, Scope scope, Charset charset) {
        var encoded = new ArrayList<String>();
        pairs.forEach(
                (name, value) ->
                        encoded.add(
                                URLEncoder.encode(name, charset)
                                        + "="
                                        + URLEncoder.encode(value.render(scope), charset)));
        return String.join("&", encoded);
    }

    static Body read(Source source, Templates templates) {
        source.entries(Set.of("form", "json", "xml"));
        if (source.entries().size() != 1) {
            throw source.fault("has one of form, json, xml");
        }
        return switch (source.entries().keySet().iterator().next()) {
            case "form" -> new Form(pairs(source.need("form"), templates));
            case "json" -> json(source.need("json"), templates);
            default -> new Xml(templates.read(source.need("xml")));
        };
    }

    /** A tree with templates for leaves. */
    static JsonTree json(Source source, Templates templates) {
        return new JsonTree(tree(source, templates));
    }

    /** A map of texts with holes. */
    static Map<String, Template> pairs(Source source, Templates templates) {
        var pairs = new LinkedHashMap<String, Template>();
        source.entries().forEach((name, value) -> pairs.put(name, templates.read(value)));
        return java.util.Collections.unmodifiableMap(pairs);
    }

    private static Object tree(Source source, Templates templates) {
        return switch (source.value()) {
            case Map<?, ?> map -> {
                var tree = new LinkedHashMap<String, Object>();
                source.entries().forEach((key, value) -> tree.put(key, tree(value, templates)));
                yield tree;
            }
            case List<?> list ->
                    source.items().stream().map(item -> tree(item, templates)).toList();
            case String text when !text.isEmpty() -> templates.read(source);
            case null, default -> source.value();
        };
    }
}
