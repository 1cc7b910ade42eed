package io.dragoman.handoff.internal;

import io.dragoman.conversation.ChosenOption;
import io.dragoman.conversation.LogFeed;
import io.dragoman.conversation.LogListener;
import io.dragoman.conversation.Subscription;
import io.dragoman.handoff.DeskActions;
import io.dragoman.handoff.RatingPayload;
import io.dragoman.storage.Conversation.State;
import io.dragoman.storage.LogStore.Outcome.Written;
import io.dragoman.storage.Message.Kind;
import java.util.OptionalInt;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the stars that a customer chose while a person has the conversation, when no bot looks at
 * messages. Thread-safe.
 */
@Component(service = RatingWatch.class, immediate = true)
public final class RatingWatch implements LogListener {

    private static final Logger LOG = LoggerFactory.getLogger(RatingWatch.class);

    private final DeskActions desk;
    private final Subscription subscription;

    @Activate
    public RatingWatch(
            @Reference(name = "desk") DeskActions desk, @Reference(name = "feed") LogFeed feed) {
        this.desk = desk;
        this.subscription = feed.subscribe(this);
    }

    @Deactivate
    void close() {
        subscription.close();
    }

    @Override
    public void written(Written change) {
        var conversation = change.conversation();
        if (conversation.state() != State.HUMAN) {
            return;
        }
        for (var message : change.messages()) {
            if (message.from().kind() == Kind.VISITOR) {
                ChosenOption.in(message.parts())
                        .map(action -> RatingPayload.score(action.payload()))
                        .filter(OptionalInt::isPresent)
                        .ifPresent(score -> keepSoon(conversation.id(), score.getAsInt()));
            }
        }
    }

    /** Not on the log's own thread, which would wait for itself. */
    private void keepSoon(String conversationId, int score) {
        Thread.ofVirtual()
                .name("rating-" + conversationId)
                .start(
                        () -> {
                            try {
                                desk.rate(conversationId, score, "");
                            } catch (RuntimeException e) {
                                LOG.warn(
                                        "The rating of {} is lost: {}",
                                        conversationId,
                                        e.toString());
                            }
                        });
    }
}
