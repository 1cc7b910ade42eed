package io.dragoman.itests.harness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Another agent that uses the tools over the Model Context Protocol. Thread-safe. */
public final class Mcp {

    private static final String PATH = "/mcp";

    private final Api api;
    private final AtomicInteger ids = new AtomicInteger();

    /** Shakes hands as the protocol asks. */
    public Mcp(Api api) {
        this.api = api;
        request(
                "initialize",
                Map.of(
                        "protocolVersion", "2025-06-18",
                        "capabilities", Map.of(),
                        "clientInfo", Map.of("name", "itests", "version", "1")));
        api.post(PATH, Map.of("jsonrpc", "2.0", "method", "notifications/initialized"));
    }

    /**
     * What a tool answered.
     *
     * @param failed whether it says that it failed
     * @param text what it says
     */
    public record Answer(boolean failed, String text) {

        /** The text as the tree that it is. */
        public JsonNode tree() {
            try {
                return Api.JSON.readTree(text);
            } catch (JsonProcessingException e) {
                throw new AssertionError("No JSON: " + text, e);
            }
        }
    }

    /** The names of all tools. */
    public List<String> tools() {
        var names = new ArrayList<String>();
        request("tools/list", Map.of())
                .path("tools")
                .forEach(tool -> names.add(tool.path("name").asText()));
        return names;
    }

    /** Calls a tool. */
    public Answer call(String tool, Object arguments) {
        var result = request("tools/call", Map.of("name", tool, "arguments", arguments));
        return new Answer(
                result.path("isError").asBoolean(),
                result.path("content").path(0).path("text").asText());
    }

    private JsonNode request(String method, Object parameters) {
        var answer =
                api.post(
                                PATH,
                                Map.of(
                                        "jsonrpc",
                                        "2.0",
                                        "id",
                                        ids.incrementAndGet(),
                                        "method",
                                        method,
                                        "params",
                                        parameters))
                        .ok();
        if (answer.has("error")) {
            throw new AssertionError(method + ": " + answer);
        }
        return answer.path("result");
    }
}
