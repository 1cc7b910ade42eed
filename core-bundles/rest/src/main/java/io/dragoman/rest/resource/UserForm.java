package io.dragoman.rest.resource;

import io.dragoman.rest.Body;
import io.dragoman.rest.Call;
import io.dragoman.storage.Team;
import io.dragoman.storage.User;
import io.dragoman.storage.User.Role;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a request says about somebody who signs in. What will not do is noted in the body, so the
 * caller must have that checked before it uses what comes of it. Thread-safe.
 */
final class UserForm {

    static final int SHORTEST_PASSWORD = 10;

    private static final Pattern USERNAME = Pattern.compile("[a-z0-9._-]{2,60}");
    private static final List<String> ROLES = List.of("agent", "supervisor", "analyst", "admin");
    private static final int USUAL_CAPACITY = 5;

    private final Lookup lookup;

    UserForm(Lookup lookup) {
        this.lookup = lookup;
    }

    /** Somebody new, who has no password yet. */
    User newcomer(Call call, Body body, String id) {
        var username = body.text("username", USERNAME);
        var name = body.text("name", 100).strip();
        var roles = roles(body);
        if (!body.has("roles")) {
            body.wrong("roles", "required");
        }
        var locale = body.oneOf("locale", SessionResource.LOCALES).orElse("zh-CN");
        long capacity = body.integer("capacity", 1, 100).orElse((long) USUAL_CAPACITY);
        return new User(
                id,
                username,
                name,
                "",
                roles.orElse(Set.of()),
                true,
                locale,
                (int) capacity,
                true,
                site(call, body));
    }

    /** Somebody with that changed which the request names. */
    User changed(Call call, Body body, User old) {
        var name = body.has("name") ? body.text("name", 100).strip() : old.name();
        var roles = roles(body).orElse(old.roles());
        var locale = body.oneOf("locale", SessionResource.LOCALES).orElse(old.locale());
        long capacity = body.integer("capacity", 1, 100).orElse((long) old.capacity());
        var enabled = body.flag("enabled").orElse(old.enabled());
        var changed = Users.with(old, name, roles, enabled, locale, (int) capacity);
        return body.has("site") ? Users.withSite(changed, site(call, body)) : changed;
    }

    /**
     * The site somebody is to be limited to; empty for all sites, if that is the caller's to give.
     */
    private Optional<String> site(Call call, Body body) {
        var said = body.optionalText("site", 60).filter(site -> !site.isBlank());
        return said.isEmpty() && call.user().site().isEmpty()
                ? Optional.empty()
                : Optional.of(lookup.site(call, said));
    }

    /** A password that is given; empty when one is to be made up. */
    static Optional<String> password(Body body) {
        var password = body.optionalText("password", 200).filter(said -> !said.isEmpty());
        if (password.filter(said -> said.length() < SHORTEST_PASSWORD).isPresent()) {
            body.wrong("password", "too-short", SHORTEST_PASSWORD);
        }
        return password;
    }

    private static Optional<Set<Role>> roles(Body body) {
        var said = body.texts("roles", ROLES.size(), 20);
        if (said.isEmpty()) {
            return Optional.empty();
        }
        if (said.get().isEmpty() || !ROLES.containsAll(said.get())) {
            body.wrong("roles", "one-of", String.join(", ", ROLES));
            return Optional.empty();
        }
        return said.map(Users::roles);
    }

    /** Whoever is limited to a site has no say over who is in the teams of others. */
    Optional<List<String>> teams(Call call, Body body) {
        var own = call.user().site();
        var said = body.texts("teams", 100, 100);
        var known =
                lookup.teams().stream()
                        .filter(team -> own.isEmpty() || own.get().equals(team.site()))
                        .map(Team::id)
                        .toList();
        if (said.isPresent() && !known.containsAll(said.get())) {
            body.wrong("teams", "no-such-team");
        }
        return said;
    }
}
