package io.dragoman.rest;

import io.dragoman.api.json.Json;
import io.dragoman.api.message.Texts;
import io.dragoman.conversation.Ids;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.RuntimeDelegate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.glassfish.jersey.server.internal.RuntimeDelegateImpl;
import org.glassfish.jersey.servlet.ServletContainer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * All of REST behind one servlet. Jersey's application is built once, in the background, while the
 * rest of the program starts: building it takes longer than anything it waits for. Its resources
 * look their services up at each call ({@link Services}), so it never has to be built anew.
 */
@Component(service = Servlet.class, configurationPid = "io.dragoman.rest")
@HttpWhiteboardServletPattern("/api/*")
@HttpWhiteboardServletName("api")
@Designate(ocd = RestServlet.Config.class)
public final class RestServlet extends HttpServlet {

    /** Who is in front. */
    @ObjectClassDefinition(name = "REST")
    public @interface Config {
        @AttributeDefinition(
                required = false,
                description =
                        "Addresses of proxies of ours, or ranges such as 10.0.0.0/8, separated by commas;"
                                + " whom they name in X-Forwarded-For is who calls")
        String proxies() default "127.0.0.0/8, ::1";
    }

    static final String ADDRESS = "io.dragoman.rest.address";
    static final String REQUEST_ID = "io.dragoman.rest.request";

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(RestServlet.class);
    private static final String REQUEST_ID_HEADER = "X-Request-Id";
    private static final Pattern SOUND_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final long PATIENCE_SECONDS = 10;

    private final transient Services services;
    private final transient Json json;
    private final transient Installation installation;
    private final transient CallerAddress callers;
    private final transient Ids ids = new Ids(Clock.systemUTC(), new SecureRandom());
    private transient volatile CompletableFuture<ServletContainer> container =
            new CompletableFuture<>();

    @Activate
    public RestServlet(
            @Reference(name = "services") Services services,
            @Reference(name = "json") Json json,
            @Reference(name = "installation") Installation installation,
            Config config) {
        this.callers = new CallerAddress(config.proxies());
        this.services = services;
        this.json = json;
        this.installation = installation;
    }

    @Override
    public void init() {
        container = new CompletableFuture<>();
        Thread.ofPlatform().name("rest-build").daemon().start(this::build);
    }

    private void build() {
        var begun = System.nanoTime();
        var thread = Thread.currentThread();
        // Jersey looks for its parts through the thread's loader.
        thread.setContextClassLoader(ServletContainer.class.getClassLoader());
        try {
            JerseyLog.quieten();
            RuntimeDelegate.setInstance(new RuntimeDelegateImpl());
            var built = new ServletContainer(Application.config(services, json, installation));
            built.init(getServletConfig());
            container.complete(built);
            LOG.debug("REST was built in {} ms", (System.nanoTime() - begun) / 1_000_000);
        } catch (ServletException | RuntimeException | LinkageError e) {
            LOG.error("REST could not be built; no call to /api can be answered", e);
            container.completeExceptionally(e);
        }
    }

    @Override
    public void destroy() {
        if (container.isDone() && !container.isCompletedExceptionally()) {
            container.join().destroy();
        }
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        var given = request.getHeader(REQUEST_ID_HEADER);
        var id = given != null && SOUND_ID.matcher(given).matches() ? given : ids.next();
        request.setAttribute(REQUEST_ID, id);
        request.setAttribute(ADDRESS, address(request));
        response.setHeader(REQUEST_ID_HEADER, id);
        MDC.put("request", id);
        try {
            var built = container.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (hasReadableType(request)) {
                built.service(request, response);
                cutIfBroken(request);
            } else {
                refuse(request, response, Problem.of(Fault.BAD_REQUEST));
            }
        } catch (TimeoutException | ExecutionException e) {
            refuse(request, response, starting());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            refuse(request, response, starting());
        } finally {
            MDC.remove("request");
        }
    }

    private String address(HttpServletRequest request) {
        var forwarded = Collections.list(request.getHeaders("X-Forwarded-For"));
        return callers.of(request.getRemoteAddr(), forwarded);
    }

    /** What was begun and cannot be finished must not end as if it were whole. */
    private static void cutIfBroken(HttpServletRequest request) throws IOException {
        if (request.getAttribute(Download.BROKEN) != null) {
            throw new IOException("The answer broke off");
        }
    }

    /** Jersey would refuse it without a word. */
    private static boolean hasReadableType(HttpServletRequest request) {
        try {
            return request.getContentType() == null
                    || MediaType.valueOf(request.getContentType()) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Problem starting() {
        return Problem.of(Fault.STARTING, "REST").retryAfter(2);
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, Problem problem)
            throws IOException {
        var id = String.valueOf(request.getAttribute(REQUEST_ID));
        var locale = Texts.supported(request.getLocale());
        response.setStatus(problem.status());
        problem.headers().forEach(response::setHeader);
        response.setHeader("Cache-Control", "no-store");
        response.setContentType(Finish.PROBLEM.toString());
        response.getOutputStream()
                .write(
                        json.write(new Problems().tree(problem, locale, id))
                                .getBytes(StandardCharsets.UTF_8));
    }
}
