package io.dragoman.api.channel;

import java.time.Duration;

/**
 * A platform's limit on answers, started anew by each message of the customer.
 *
 * @param length how long after the customer's message we may answer
 * @param sends how many messages we may send in that time
 */
public record ReplyWindow(Duration length, int sends) {}
