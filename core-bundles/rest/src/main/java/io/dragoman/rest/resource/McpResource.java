package io.dragoman.rest.resource;

import io.dragoman.api.json.Json;
import io.dragoman.conversation.Ids;
import io.dragoman.dialogue.SkillRegistry;
import io.dragoman.dialogue.ToolCaller;
import io.dragoman.rest.Access.Open;
import io.dragoman.rest.Call;
import io.dragoman.rest.Fault;
import io.dragoman.rest.Problem;
import io.dragoman.rest.Services;
import io.dragoman.rest.Tree;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The skills' tools for other agents: the Model Context Protocol over streamable HTTP
 * (modelcontextprotocol.io, revision 2025-11-25 and those before it). Each POST is answered by
 * itself; a client that has begun a session may keep a GET open, on which it hears when tools come
 * and go. Members of staff, programs with a service token, and visitors for themselves may call.
 */
@Path("v1")
public final class McpResource {

    /** Newest first. */
    static final List<String> PROTOCOLS =
            List.of("2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05");

    private static final String SESSION = "Mcp-Session-Id";
    private static final int PARSE_ERROR = -32700;
    private static final int INVALID_REQUEST = -32600;
    private static final int MOST_STREAMS = 64;

    /**
     * A comment that is longer than what Jersey holds back to count it, so that all later news
     * leaves at once.
     */
    private static final byte[] OPENING =
            (": open" + " ".repeat(8192) + "\n\n").getBytes(StandardCharsets.UTF_8);

    private static final int HEARTBEAT_SECONDS = 15;
    private static final String CHANGED =
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}";

    private final Services services;
    private final Json json;
    private final String version;
    private final Ids ids;
    private final McpSessions sessions = new McpSessions();
    private final AtomicInteger streams = new AtomicInteger();
    private final AtomicReference<ToolCaller> heard = new AtomicReference<>();

    McpResource(Services services, Json json, String version, Ids ids) {
        this.services = services;
        this.json = json;
        this.version = version;
        this.ids = ids;
    }

    /** Why a request has no result. */
    static final class RpcError extends Exception {
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
    @Produces(MediaType.APPLICATION_JSON)
    @Open
    public Response call(@Context ContainerRequestContext request) {
        var user = ToolUser.of(request, services, json);
        Object message;
        try {
            message = Call.of(request).tree();
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
        if (isOfLostSession(request, user)) {
            return Response.status(404).build();
        }
        return answer(user, rpc);
    }

    /** A session that we do not know, perhaps after a restart: the client begins a new one. */
    private boolean isOfLostSession(ContainerRequestContext request, ToolUser user) {
        var id = request.getHeaderString(SESSION);
        return id != null && sessions.find(id, user.by()).isEmpty();
    }

    private Response answer(ToolUser user, Map<?, ?> rpc) {
        var id = Optional.ofNullable((Object) rpc.get("id"));
        if (id.isEmpty() || !(rpc.get("method") instanceof String method)) {
            // Notifications, and answers to questions that we never ask.
            return Response.status(202).build();
        }
        try {
            var parameters = rpc.get("params") instanceof Map<?, ?> given ? given : Map.of();
            var result = new McpMethods(services, json, version, user).answer(method, parameters);
            var tree = Tree.of("jsonrpc", "2.0").put("id", id).put("result", result).done();
            var response = Response.ok(tree);
            if (method.equals("initialize")) {
                var session = ids.next();
                sessions.begin(session, user.by());
                hear();
                response.header(SESSION, session);
            }
            return response.build();
        } catch (RpcError e) {
            return error(id, e);
        }
    }

    /** Listens to the tools; anew when the service that knows them has been replaced. */
    private void hear() {
        var tools = services.get(ToolCaller.class);
        if (heard.getAndSet(tools) != tools) {
            services.find(SkillRegistry.class)
                    .ifPresent(registry -> registry.listen(() -> sessions.tell(CHANGED)));
        }
    }

    /** The stream on which a session hears that tools have come or gone. */
    @GET
    @Path("mcp")
    @Produces("text/event-stream")
    @Open
    public Response listen(@Context ContainerRequestContext request) {
        var user = ToolUser.of(request, services, json);
        var id = request.getHeaderString(SESSION);
        if (id == null) {
            return Response.status(405).header("Allow", "POST").build();
        }
        var session = sessions.find(id, user.by());
        if (session.isEmpty()) {
            return Response.status(404).build();
        }
        if (streams.get() >= MOST_STREAMS) {
            throw Problem.of(Fault.OVERLOADED).retryAfter(HEARTBEAT_SECONDS);
        }
        return Response.ok(stream(session.get())).header("Cache-Control", "no-cache").build();
    }

    private StreamingOutput stream(McpSessions.Session session) {
        return output -> {
            streams.incrementAndGet();
            try {
                output.write(OPENING);
                output.flush();
                while (!session.ended()) {
                    var next = session.next(HEARTBEAT_SECONDS);
                    var line = next.map(news -> "event: message\ndata: " + news).orElse(": alive");
                    output.write((line + "\n\n").getBytes(StandardCharsets.UTF_8));
                    output.flush();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException gone) {
                // The client has hung up, which is how such a stream ends.
                return;
            } finally {
                streams.decrementAndGet();
            }
        };
    }

    @DELETE
    @Path("mcp")
    @Open
    public Response end(@Context ContainerRequestContext request) {
        var user = ToolUser.of(request, services, json);
        var id = request.getHeaderString(SESSION);
        if (id == null || sessions.find(id, user.by()).isEmpty()) {
            return Response.status(404).build();
        }
        sessions.end(id);
        return Response.noContent().build();
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
