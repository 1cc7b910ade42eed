package io.dragoman.rest.resource;

import static io.dragoman.storage.User.Role.AGENT;
import static io.dragoman.storage.User.Role.ANALYST;
import static io.dragoman.storage.User.Role.SUPERVISOR;

import io.dragoman.api.json.Json;
import io.dragoman.api.skill.Tool;
import io.dragoman.dialogue.ToolCall;
import io.dragoman.dialogue.ToolCaller;
import io.dragoman.dialogue.ToolInfo;
import io.dragoman.dialogue.ToolOutcome;
import io.dragoman.rest.Access.Roles;
import io.dragoman.rest.Call;
import io.dragoman.rest.Problem;
import io.dragoman.rest.Services;
import io.dragoman.rest.Tree;
import io.dragoman.security.AuditLog;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The skills' tools for other agents: the Model Context Protocol over streamable HTTP
 * (modelcontextprotocol.io, revision 2025-06-18, and the two before it). Without sessions and
 * without a stream: each POST is answered by itself, as the protocol allows a server to do. The
 * caller is the signed-in user; a tool that changes something runs when the client calls it, since
 * MCP leaves the asking to the client.
 */
@Path("v1")
@Produces(MediaType.APPLICATION_JSON)
public final class McpResource {

    /** Newest first. */
    private static final List<String> PROTOCOLS = List.of("2025-06-18", "2025-03-26", "2024-11-05");

    private static final int PARSE_ERROR = -32700;
    private static final int INVALID_REQUEST = -32600;
    private static final int METHOD_NOT_FOUND = -32601;
    private static final int INVALID_PARAMS = -32602;

    private final Services services;
    private final Json json;
    private final String version;
    private final Lookup lookup;

    McpResource(Services services, Json json, String version) {
        this.services = services;
        this.json = json;
        this.version = version;
        this.lookup = new Lookup(services);
    }

    /** Why a request has no result. */
    private static final class RpcError extends Exception {
        private static final long serialVersionUID = 1L;
        private final int code;

        RpcError(int code, String message) {
            super(message);
            this.code = code;
        }
    }

    @POST
    @Path("mcp")
    @Consumes(MediaType.APPLICATION_JSON)
    @Roles({AGENT, SUPERVISOR, ANALYST})
    public Response call(@Context ContainerRequestContext request) {
        var call = Call.of(request);
        Object message;
        try {
            message = call.tree();
        } catch (Problem e) {
            return error(Optional.empty(), new RpcError(PARSE_ERROR, "The body is no JSON"));
        }
        var asked = request.getHeaderString("MCP-Protocol-Version");
        if (asked != null && !PROTOCOLS.contains(asked)) {
            var reason = "MCP-Protocol-Version must be one of " + String.join(", ", PROTOCOLS);
            return error(Optional.empty(), new RpcError(INVALID_REQUEST, reason));
        }
        if (!(message instanceof Map<?, ?> rpc) || !"2.0".equals(rpc.get("jsonrpc"))) {
            var reason = "One JSON-RPC 2.0 message is expected, not a batch";
            return error(Optional.empty(), new RpcError(INVALID_REQUEST, reason));
        }
        var id = Optional.ofNullable((Object) rpc.get("id"));
        if (id.isEmpty() || !(rpc.get("method") instanceof String method)) {
            // Notifications, and answers to questions that we never ask.
            return Response.status(202).build();
        }
        try {
            var parameters = rpc.get("params") instanceof Map<?, ?> given ? given : Map.of();
            var result = answer(call, method, parameters);
            return ok(Tree.of("jsonrpc", "2.0").put("id", id).put("result", result).done());
        } catch (RpcError e) {
            return error(id, e);
        }
    }

    private Map<String, Object> answer(Call call, String method, Map<?, ?> parameters)
            throws RpcError {
        return switch (method) {
            case "initialize" -> initialize(parameters);
            case "ping" -> Map.of();
            case "tools/list" ->
                    Tree.of("tools", Tree.each(tools().tools(), McpResource::tool)).done();
            case "tools/call" -> callTool(call, parameters);
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
        return Tree.of("protocolVersion", PROTOCOLS.contains(wish) ? wish : PROTOCOLS.get(0))
                .put("capabilities", Map.of("tools", Map.of("listChanged", false)))
                .put("serverInfo", Tree.of("name", "dragoman").put("version", version).done())
                .put(
                        "instructions",
                        "Tools of the customer-service skills that are installed now. List them"
                                + " again when one is unknown: skills come and go.")
                .done();
    }

    private static Map<String, Object> tool(ToolInfo info) {
        boolean reads = info.effect() == Tool.Effect.READS;
        return Tree.of("name", info.name())
                .put("description", info.purpose())
                .put("inputSchema", info.schema())
                .put("annotations", Map.of("readOnlyHint", reads, "destructiveHint", !reads))
                .done();
    }

    private Map<String, Object> callTool(Call call, Map<?, ?> parameters) throws RpcError {
        if (!(parameters.get("name") instanceof String name)) {
            throw new RpcError(INVALID_PARAMS, "params.name must be the name of a tool");
        }
        var given = parameters.get("arguments");
        if (given != null && !(given instanceof Map<?, ?>)) {
            throw new RpcError(INVALID_PARAMS, "params.arguments must be an object");
        }
        var arguments = new LinkedHashMap<String, Object>();
        if (given instanceof Map<?, ?> members) {
            members.forEach((member, value) -> arguments.put(member.toString(), value));
        }
        var caller =
                new Tool.Caller(
                        lookup.site(call, Optional.empty()),
                        Optional.empty(),
                        Tool.Actor.STAFF,
                        Optional.empty());
        var by = "user/" + call.user().username();
        var outcome =
                tools().call(
                                ToolCall.of(ToolCall.Face.MCP, by, name, arguments, caller)
                                        .consented(true));
        services.find(AuditLog.class)
                .ifPresent(log -> log.note(call.user(), "tool.call", "tool/" + name, ""));
        return result(outcome);
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

    private static Response ok(Map<String, Object> tree) {
        return Response.ok(tree).build();
    }

    private static Response error(Optional<Object> id, RpcError error) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("jsonrpc", "2.0");
        // JSON-RPC wants the null where the id of the request is not known.
        tree.put("id", id.orElse(null));
        tree.put("error", Map.of("code", error.code, "message", error.getMessage()));
        int status = error.code == PARSE_ERROR || error.code == INVALID_REQUEST ? 400 : 200;
        return Response.status(status).entity(tree).build();
    }
}
