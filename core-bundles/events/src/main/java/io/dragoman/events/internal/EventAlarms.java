package io.dragoman.events.internal;

import io.dragoman.catalog.HealthCheck;
import io.dragoman.conversation.Ids;
import io.dragoman.conversation.SignalBus;
import io.dragoman.storage.DeskStore;
import io.dragoman.storage.DeskStore.Audit;
import io.dragoman.storage.EventStore.Subscription;
import io.dragoman.storage.StoreException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells people of endpoints that do badly: in the health, the audit log and the server's log. */
@Component(service = {EventAlarms.class, HealthCheck.class})
public final class EventAlarms implements HealthCheck {

    private static final Logger LOG = LoggerFactory.getLogger(EventAlarms.class);

    /** A shorter trouble than this is nobody's business. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final SubscriptionBook book;
    private final DeskStore desk;
    private final SignalBus signals;
    private final Clock clock;
    private final Ids ids;

    @Activate
    public EventAlarms(
            @Reference(name = "book") SubscriptionBook book,
            @Reference(name = "desk") DeskStore desk,
            @Reference(name = "signals") SignalBus signals) {
        this(book, desk, signals, Clock.systemUTC());
    }

    EventAlarms(SubscriptionBook book, DeskStore desk, SignalBus signals, Clock clock) {
        this.signals = signals;
        this.book = book;
        this.desk = desk;
        this.clock = clock;
        this.ids = new Ids(clock, new SecureRandom());
    }

    /** Notes that an endpoint gets nothing more until somebody enables it again. */
    void disabled(Subscription endpoint, String reason) {
        LOG.warn("The event endpoint {} was disabled: {}", endpoint.name(), reason);
        signals.notice(
                "bad",
                "event-endpoint.disabled",
                Map.of("endpoint", endpoint.name(), "reason", reason));
        try {
            desk.add(
                    new Audit(
                            ids.next(),
                            clock.instant(),
                            "system",
                            "system",
                            "event-endpoint.disabled",
                            "event-endpoint " + endpoint.id(),
                            endpoint.name() + ": " + reason));
        } catch (StoreException e) {
            LOG.warn("That could not be written into the audit log: {}", e.getMessage());
        }
    }

    @Override
    public List<Part> check() {
        var all = book.all();
        if (all.isEmpty()) {
            return List.of();
        }
        var ill = all.stream().filter(this::isIll).toList();
        var details =
                Map.of(
                        "endpoints", Integer.toString(all.size()),
                        "troubled", Integer.toString(ill.size()));
        return List.of(
                ill.isEmpty()
                        ? new Part("events", "events", Status.UP, "", details)
                        : new Part("events", "events", Status.DEGRADED, reason(ill), details));
    }

    private boolean isIll(Subscription one) {
        boolean failing =
                one.failingSince()
                        .filter(s -> Duration.between(s, clock.instant()).compareTo(PATIENCE) > 0)
                        .isPresent();
        return one.enabled() ? failing : !one.disabledReason().isEmpty();
    }

    private static String reason(List<Subscription> ill) {
        var first = ill.get(0);
        var words =
                first.enabled()
                        ? "has failed since " + first.failingSince().orElseThrow()
                        : "was disabled: " + first.disabledReason();
        var more = ill.size() == 1 ? "" : " (and " + (ill.size() - 1) + " more)";
        return "The event endpoint \"" + first.name() + "\" " + words + more + "; see Event feed";
    }
}
