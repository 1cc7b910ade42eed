package io.dragoman.rest.resource;

import io.dragoman.api.json.Json;
import io.dragoman.dialogue.ToolInfo;
import io.dragoman.rest.Tree;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The API's own document, with the tools that are installed at this moment. Thread-safe. */
final class OpenApiView {

    private static final Map<String, Object> PROBLEM =
            Map.of("$ref", "#/components/responses/Problem");

    private final byte[] written;
    private final Json json;

    /**
     * @param written the document of the operations that are always there, as JSON
     */
    OpenApiView(byte[] written, Json json) {
        this.written = written.clone();
        this.json = json;
    }

    byte[] with(List<ToolInfo> tools) {
        var text = new String(written, StandardCharsets.UTF_8);
        if (tools.isEmpty() || !(json.read(text) instanceof Map<?, ?> document)) {
            return written.clone();
        }
        var paths = new LinkedHashMap<String, Object>();
        if (document.get("paths") instanceof Map<?, ?> known) {
            known.forEach((path, item) -> paths.put(String.valueOf(path), item));
        }
        tools.forEach(
                tool ->
                        paths.put(
                                "/skills/" + tool.skill() + "/tools/" + tool.name(),
                                Map.of("post", operation(tool))));
        var all = new LinkedHashMap<String, Object>();
        document.forEach((name, value) -> all.put(String.valueOf(name), value));
        all.put("paths", paths);
        return json.write(all).getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, Object> operation(ToolInfo tool) {
        var result = Map.of("$ref", "#/components/schemas/ToolResult");
        return Tree.of("operationId", "tool_" + tool.name())
                .put("tags", List.of("tools"))
                .put("summary", tool.purpose())
                .put("x-skill", tool.skill() + " " + tool.version())
                .put("x-effect", tool.effect().name())
                .put("x-for", tool.whom().name())
                .put("security", List.of(Map.of("toolKey", List.of())))
                .put(
                        "parameters",
                        List.of(query("confirm", "boolean"), query("customer", "string")))
                .put("requestBody", Map.of("required", true, "content", content(tool.schema())))
                .put(
                        "responses",
                        Map.of(
                                "200",
                                Map.of("description", "Result", "content", content(result)),
                                "400",
                                PROBLEM,
                                "409",
                                PROBLEM,
                                "429",
                                PROBLEM))
                .done();
    }

    private static Map<String, Object> query(String name, String type) {
        return Map.of("name", name, "in", "query", "schema", Map.of("type", type));
    }

    private static Map<String, Object> content(Map<String, ?> schema) {
        return Map.of("application/json", Map.of("schema", schema));
    }
}
