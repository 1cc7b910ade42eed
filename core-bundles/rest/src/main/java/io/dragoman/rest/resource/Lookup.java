package io.dragoman.rest.resource;

import io.dragoman.handoff.DeskViews;
import io.dragoman.handoff.Directory;
import io.dragoman.rest.Call;
import io.dragoman.rest.Fault;
import io.dragoman.rest.Problem;
import io.dragoman.rest.Services;
import io.dragoman.rest.Tree;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.Site;
import io.dragoman.storage.Team;
import io.dragoman.storage.User;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds things by what callers name them, and refuses what there is not. Thread-safe. */
final class Lookup {

    private static final String MYSELF = "me";

    private final Services services;

    Lookup(Services services) {
        this.services = services;
    }

    /** A conversation that the caller may see; others do not exist for them. */
    Conversation conversation(Call call, String id) {
        return services.get(LogStore.class)
                .conversation(id)
                .filter(found -> services.get(DeskViews.class).visible(found, call.user()))
                .orElseThrow(() -> Problem.of(Fault.NO_SUCH_CONVERSATION));
    }

    /** A conversation of the caller's site, whether or not they are at its desk. */
    Conversation conversationOfSite(Call call, String id) {
        var own = call.user().site();
        return services.get(LogStore.class)
                .conversation(id)
                .filter(found -> own.isEmpty() || own.get().equals(found.site()))
                .orElseThrow(() -> Problem.of(Fault.NO_SUCH_CONVERSATION));
    }

    /** A user by id or name; {@code me} is the caller. */
    User user(Call call, String said) {
        if (MYSELF.equals(said)) {
            return call.user();
        }
        return services.get(Directory.class).users().stream()
                .filter(user -> user.id().equals(said) || user.username().equals(said))
                .filter(User::enabled)
                .findFirst()
                .orElseThrow(() -> Problem.of(Fault.NO_SUCH_AGENT, said));
    }

    /** All teams of all sites. */
    List<Team> teams() {
        var directory = services.get(Directory.class);
        return directory.sites().stream()
                .flatMap(site -> directory.teams(site.id()).stream())
                .toList();
    }

    /** A team of a site by id or key. */
    Team team(String site, String said) {
        return services.get(Directory.class).teams(site).stream()
                .filter(team -> team.id().equals(said) || team.key().equals(said))
                .findFirst()
                .orElseThrow(() -> Problem.of(Fault.NO_SUCH_TEAM, said));
    }

    /** The key of a team of any site by id or key; what is said when there is none. */
    String teamKey(String said) {
        return teams().stream()
                .filter(team -> team.id().equals(said) || team.key().equals(said))
                .map(Team::key)
                .findFirst()
                .orElse(said);
    }

    /** The site that is meant when none is named: the caller's own, or the first. */
    String site(Call call, Optional<String> said) {
        return site(call.user().site(), said);
    }

    /** The same for somebody who works for one site only, or for all. */
    String site(Optional<String> own, Optional<String> said) {
        var sites =
                services.get(Directory.class).sites().stream()
                        .map(Site::id)
                        .filter(id -> own.isEmpty() || own.get().equals(id))
                        .toList();
        if (said.isPresent() && !sites.contains(said.get())) {
            throw Problem.invalid("site", "no-such-site", said.get());
        }
        return said.or(() -> sites.stream().findFirst())
                .orElseThrow(() -> Problem.of(Fault.NOT_FOUND));
    }

    /** The site a list is limited to: the caller's own, else the one asked for. */
    static Optional<String> siteFilter(Call call) {
        return call.user().site().or(() -> call.query().text("site"));
    }

    /** The name of a team in a language. */
    static String name(Team team, Locale locale) {
        return Locale.ENGLISH.equals(locale) ? team.nameEn() : team.nameZh();
    }

    /** A reference to a team. */
    static Map<String, Object> ref(Team team, Locale locale) {
        return Tree.of("id", team.id())
                .put("key", team.key())
                .put("name", name(team, locale))
                .put("nameEn", team.nameEn())
                .done();
    }

    /** A reference to a user, whether or not there still is one of that id. */
    Map<String, Object> userRef(String id) {
        return Tree.ref(id, services.get(Directory.class).user(id).map(User::name).orElse(id));
    }

    /** The number of a message in a path; 0, which none has, when what stands there is none. */
    static long seq(String said) {
        return said.matches("\\d{1,18}") ? Long.parseLong(said) : 0;
    }
}
