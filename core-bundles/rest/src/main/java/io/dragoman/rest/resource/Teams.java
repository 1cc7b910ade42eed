package io.dragoman.rest.resource;

import io.dragoman.storage.Team;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Teams with something about them changed. */
final class Teams {

    private Teams() {}

    /** With or without a member. */
    static Team withMember(Team team, String userId, boolean wanted) {
        var members = new HashSet<>(team.members());
        if (wanted) {
            members.add(userId);
        } else {
            members.remove(userId);
        }
        return withMembers(team, members);
    }

    private static Team withMembers(Team team, Set<String> members) {
        return new Team(
                team.id(),
                team.site(),
                team.key(),
                team.nameZh(),
                team.nameEn(),
                members,
                team.fallback(),
                team.hours(),
                team.description());
    }

    /** No longer the default of its site. */
    static Team withoutFallback(Team team) {
        return new Team(
                team.id(),
                team.site(),
                team.key(),
                team.nameZh(),
                team.nameEn(),
                team.members(),
                false,
                team.hours(),
                team.description());
    }

    /** With another name in one of the languages. */
    static Team named(Team team, String name, Locale locale) {
        boolean english = Locale.ENGLISH.equals(locale);
        return new Team(
                team.id(),
                team.site(),
                team.key(),
                english ? team.nameZh() : name,
                english ? name : team.nameEn(),
                team.members(),
                team.fallback(),
                team.hours(),
                team.description());
    }
}
