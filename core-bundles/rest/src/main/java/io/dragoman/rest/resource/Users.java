package io.dragoman.rest.resource;

import io.dragoman.storage.User;
import io.dragoman.storage.User.Role;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Users with something about them changed. */
final class Users {

    private Users() {}

    static User withPassword(User user, String hash, boolean once) {
        return new User(
                user.id(),
                user.username(),
                user.name(),
                hash,
                user.roles(),
                user.enabled(),
                user.locale(),
                user.capacity(),
                once,
                user.site());
    }

    static User withLocale(User user, String locale) {
        return with(user, user.name(), user.roles(), user.enabled(), locale, user.capacity());
    }

    static User with(
            User user, String name, Set<Role> roles, boolean enabled, String locale, int capacity) {
        return new User(
                user.id(),
                user.username(),
                name,
                user.passwordHash(),
                roles,
                enabled,
                locale,
                capacity,
                user.mustChangePassword(),
                user.site());
    }

    /** Limited to a site, or to none. */
    static User withSite(User user, Optional<String> site) {
        return new User(
                user.id(),
                user.username(),
                user.name(),
                user.passwordHash(),
                user.roles(),
                user.enabled(),
                user.locale(),
                user.capacity(),
                user.mustChangePassword(),
                site);
    }

    static Set<Role> roles(Collection<String> names) {
        return names.stream()
                .map(name -> Role.valueOf(name.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toUnmodifiableSet());
    }
}
