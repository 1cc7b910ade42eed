package io.dragoman.rest.resource;

import io.dragoman.api.json.Json;
import io.dragoman.api.skill.Tool;
import io.dragoman.dialogue.ToolCall;
import io.dragoman.dialogue.ToolCaller;
import io.dragoman.dialogue.ToolInfo;
import io.dragoman.dialogue.ToolOutcome;
import io.dragoman.handoff.Directory;
import io.dragoman.rest.Problem;
import io.dragoman.rest.Services;
import io.dragoman.rest.Tree;
import io.dragoman.rest.resource.McpResource.RpcError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an MCP client may ask, for one request of one caller. Used once. */
final class McpMethods {

    /** Members of {@code _meta} of a call. */
    static final String CUSTOMER = "io.dragoman/customer";

    static final String CONFIRMED = "io.dragoman/confirmed";
    static final String KEY = "io.dragoman/idempotency-key";

    private static final int METHOD_NOT_FOUND = -32601;
    private static final int INVALID_PARAMS = -32602;

    private final Services services;
    private final Json json;
    private final String version;
    private final ToolUser user;

    McpMethods(Services services, Json json, String version, ToolUser user) {
        this.services = services;
        this.json = json;
        this.version = version;
        this.user = user;
    }

    Map<String, Object> answer(String method, Map<?, ?> parameters) throws RpcError {
        return switch (method) {
            case "initialize" -> initialize(parameters);
            case "ping" -> Map.of();
            case "tools/list" -> list();
            case "tools/call" -> call(parameters);
            default -> throw new RpcError(METHOD_NOT_FOUND, "There is no method " + method);
        };
    }

    private ToolCaller tools() {
        return services.get(ToolCaller.class);
    }

    /**
     * The client's version if we speak it, else our newest, from which the client may turn away.
     */
    private Map<String, Object> initialize(Map<?, ?> parameters) {
        var wish = String.valueOf(parameters.get("protocolVersion"));
        var spoken = McpResource.PROTOCOLS.contains(wish) ? wish : McpResource.PROTOCOLS.getFirst();
        return Tree.of("protocolVersion", spoken)
                .put("capabilities", Map.of("tools", Map.of("listChanged", true)))
                .put("serverInfo", Tree.of("name", "dragoman").put("version", version).done())
                .put(
                        "instructions",
                        "Tools of the customer-service skills that are installed now. Ask the"
                                + " customer before you call one that changes something. Name the"
                                + " customer a tool acts for in _meta as "
                                + CUSTOMER
                                + ".")
                .done();
    }

    /** What the caller may call. */
    private Map<String, Object> list() {
        var allowed = tools().tools().stream().filter(tool -> user.may(tool.effect())).toList();
        return Tree.of("tools", Tree.each(allowed, McpMethods::tool)).done();
    }

    private static Map<String, Object> tool(ToolInfo info) {
        boolean reads = info.effect() == Tool.Effect.READS;
        return Tree.of("name", info.name())
                .put("description", info.purpose())
                .put("inputSchema", info.schema())
                .put("annotations", Map.of("readOnlyHint", reads, "destructiveHint", !reads))
                .done();
    }

    private Map<String, Object> call(Map<?, ?> parameters) throws RpcError {
        if (!(parameters.get("name") instanceof String name)) {
            throw new RpcError(INVALID_PARAMS, "params.name must be the name of a tool");
        }
        var given = parameters.get("arguments");
        if (given != null && !(given instanceof Map<?, ?>)) {
            throw new RpcError(INVALID_PARAMS, "params.arguments must be an object");
        }
        var tool =
                tools().find(name)
                        .filter(found -> user.may(found.effect()))
                        .orElseThrow(
                                () ->
                                        new RpcError(
                                                INVALID_PARAMS,
                                                "There is no tool '" + name + "' for you"));
        var arguments = new LinkedHashMap<String, Object>();
        if (given instanceof Map<?, ?> members) {
            members.forEach((member, value) -> arguments.put(member.toString(), value));
        }
        Map<?, ?> meta = parameters.get("_meta") instanceof Map<?, ?> map ? map : Map.of();
        return result(tools().call(wanted(tool, arguments, meta)));
    }

    /** Staff and services have asked whom they had to; a visitor's program says that it has. */
    private ToolCall wanted(ToolInfo tool, Map<String, Object> arguments, Map<?, ?> meta)
            throws RpcError {
        try {
            var caller = user.caller(site(), text(meta, CUSTOMER), text(meta, KEY));
            boolean asked = !user.isVisitor() || Boolean.TRUE.equals(meta.get(CONFIRMED));
            return user.call(ToolCall.Face.MCP, tool.name(), arguments, caller)
                    .ofSkill(tool.skill())
                    .consented(asked);
        } catch (Problem otherCustomer) {
            throw new RpcError(INVALID_PARAMS, "A visitor calls tools only for themselves");
        }
    }

    private static Optional<String> text(Map<?, ?> meta, String name) {
        return meta.get(name) instanceof String text && !text.isBlank()
                ? Optional.of(text)
                : Optional.empty();
    }

    private String site() {
        return user.site().orElseGet(() -> services.get(Directory.class).sites().getFirst().id());
    }

    private Map<String, Object> result(ToolOutcome outcome) throws RpcError {
        return switch (outcome) {
            case ToolOutcome.Answered answered -> answered(answered.value());
            case ToolOutcome.Unknown unknown ->
                    throw new RpcError(INVALID_PARAMS, unknown.reason());
            // As a result, so that a model reads it and tries again.
            case ToolOutcome refused -> content(ToolOutcome.reason(refused), true).done();
        };
    }

    private Map<String, Object> answered(Object value) {
        // A text is its own content; anything else is JSON.
        var content = content(value instanceof String text ? text : json.write(value), false);
        if (value instanceof Map<?, ?> structured) {
            content.put("structuredContent", structured);
        }
        return content.done();
    }

    private static Tree content(String text, boolean isError) {
        return Tree.of("content", List.of(Map.of("type", "text", "text", text)))
                .put("isError", isError);
    }
}
