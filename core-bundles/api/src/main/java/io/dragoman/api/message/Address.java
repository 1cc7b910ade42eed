package io.dragoman.api.message;

/**
 * Where a person can be reached.
 *
 * @param channel the channel's id, for example {@code wechat-oa}
 * @param account our account on that channel, for example {@code default}
 * @param user the person's id there, opaque to the core
 */
public record Address(String channel, String account, String user) {
    public Address {
        if (channel.isBlank() || account.isBlank() || user.isBlank()) {
            throw new IllegalArgumentException(
                    "An address needs channel, account and user, got "
                            + channel
                            + "/"
                            + account
                            + "/"
                            + user);
        }
    }
}
