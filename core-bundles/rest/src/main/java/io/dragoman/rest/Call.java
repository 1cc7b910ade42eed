package io.dragoman.rest;

import io.dragoman.api.json.Json;
import io.dragoman.storage.User;
import io.dragoman.storage.User.Role;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One call: who makes it, in which language, and what it says. Used by one thread. */
public final class Call {

    private static final String PROPERTY = Call.class.getName();

    private final ContainerRequestContext request;
    private final Json json;
    private final String address;
    private final String id;
    private Optional<User> user = Optional.empty();
    private String token = "";
    private String auditId = "";
    private Map<String, Object> auditDetail = Map.of();

    Call(ContainerRequestContext request, Json json, String address, String id) {
        this.request = request;
        this.json = json;
        this.address = address;
        this.id = id;
        request.setProperty(PROPERTY, this);
    }

    /** The call that a request is. */
    public static Call of(ContainerRequestContext request) {
        return (Call) request.getProperty(PROPERTY);
    }

    void signedIn(User who, String with) {
        user = Optional.of(who);
        token = with;
    }

    Optional<User> caller() {
        return user;
    }

    /** Who calls; only for methods that are not {@link Access.Open}. */
    public User user() {
        return user.orElseThrow(() -> Problem.of(Fault.NOT_SIGNED_IN));
    }

    /** Whether the caller has one of the roles; administrators have all. */
    public boolean is(Role... any) {
        return allowed(user(), Set.of(any));
    }

    static boolean allowed(User user, Set<Role> roles) {
        return user.roles().contains(Role.ADMIN)
                || roles.isEmpty()
                || user.roles().stream().anyMatch(roles::contains);
    }

    /** The session's token. */
    public String token() {
        return token;
    }

    /** The caller's network address. */
    public String address() {
        return address;
    }

    /** The id of the request, as in the log. */
    public String id() {
        return id;
    }

    /** The language of texts for people: Chinese or English. */
    public Locale locale() {
        return locale(request);
    }

    static Locale locale(ContainerRequestContext request) {
        for (var wish : wishes(request)) {
            if ("zh".equals(wish.getLanguage())) {
                return Locale.SIMPLIFIED_CHINESE;
            }
            if ("en".equals(wish.getLanguage())) {
                return Locale.ENGLISH;
            }
        }
        return Locale.ENGLISH;
    }

    /** A header that cannot be read, such as {@code en_US}, is no wish; the request may go on. */
    private static List<Locale> wishes(ContainerRequestContext request) {
        try {
            return request.getAcceptableLanguages();
        } catch (ProcessingException unreadable) {
            return List.of();
        }
    }

    /** The query parameters. */
    public Query query() {
        return new Query(request.getUriInfo().getQueryParameters());
    }

    /** The body, which has to be a JSON object. */
    public Body body() {
        return Body.of(tree());
    }

    /** The body, or an empty object when there is none. */
    public Body bodyIfAny() {
        return request.hasEntity() ? body() : Body.of(Map.of());
    }

    /** The body as whatever JSON it is. */
    public Object tree() {
        var text = new String(bytes(), StandardCharsets.UTF_8);
        try {
            return json.read(text);
        } catch (IllegalArgumentException e) {
            throw Problem.of(Fault.NO_JSON, e.getMessage());
        }
    }

    /** The body as it came. */
    public byte[] bytes() {
        try {
            return request.getEntityStream().readAllBytes();
        } catch (IOException e) {
            throw Problem.of(Fault.BAD_REQUEST);
        }
    }

    /** Says more about what was changed than the path does, for the audit log; no secrets. */
    public void audited(String changedId, Map<String, Object> detail) {
        auditId = changedId;
        auditDetail = detail;
    }

    String auditId() {
        return auditId;
    }

    Map<String, Object> auditDetail() {
        return auditDetail;
    }
}
