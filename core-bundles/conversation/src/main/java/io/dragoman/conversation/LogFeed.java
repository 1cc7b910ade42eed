package io.dragoman.conversation;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Where to hear of what is written to the log. It depends on nothing, so that whoever both writes
 * and listens makes no circle of services. Thread-safe.
 */
@ProviderType
public interface LogFeed {

    /** Tells the listener of every change from now on, until the subscription is closed. */
    Subscription subscribe(LogListener listener);
}
