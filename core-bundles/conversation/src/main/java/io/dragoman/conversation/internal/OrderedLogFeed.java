package io.dragoman.conversation.internal;

import io.dragoman.conversation.LogFeed;
import io.dragoman.conversation.LogListener;
import io.dragoman.conversation.Subscription;
import io.dragoman.storage.LogStore.Outcome.Written;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the listeners one after the other, in the order in which they came. */
@Component(service = {OrderedLogFeed.class, LogFeed.class})
public final class OrderedLogFeed implements LogFeed {

    private static final Logger LOG = LoggerFactory.getLogger(OrderedLogFeed.class);

    private final List<LogListener> listeners = new CopyOnWriteArrayList<>();

    @Override
    public Subscription subscribe(LogListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Called by the writer alone, after each commit. */
    void tell(Written written) {
        for (var listener : listeners) {
            try {
                listener.written(written);
            } catch (RuntimeException | LinkageError | StackOverflowError e) {
                // A listener whose bundle is being replaced may lack a class for a moment.
                LOG.error("A listener of the log failed: {}", listener.getClass().getName(), e);
            }
        }
    }
}
