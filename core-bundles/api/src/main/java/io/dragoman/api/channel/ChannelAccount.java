package io.dragoman.api.channel;

/**
 * One of our accounts on a platform.
 *
 * @param channel the channel's id, as in URLs: {@code web}, {@code webhook}, {@code wechat-oa}
 * @param account the account's name in our URLs, unique within the channel
 * @param site the brand or shop whose conversations these are
 */
public record ChannelAccount(String channel, String account, String site) {}
