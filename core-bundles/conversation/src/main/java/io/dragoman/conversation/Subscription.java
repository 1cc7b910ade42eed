package io.dragoman.conversation;

/** Ends what it was returned for; closing twice does no harm. */
public interface Subscription extends AutoCloseable {

    @Override
    void close();
}
