package io.dragoman.pipeline.internal;

import io.dragoman.api.rules.Fact;
import io.dragoman.api.shop.Shop;
import io.dragoman.api.shop.Shops;
import io.dragoman.conversation.Channels;
import io.dragoman.conversation.ChosenOption;
import io.dragoman.handoff.Desk;
import io.dragoman.pipeline.Turn;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.DirectoryStore;
import io.dragoman.storage.Site;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Gathers what rules may look at, before they run. Thread-safe. */
@Component(service = Facts.class)
public final class Facts {

    private static final int UNLIMITED = 1_000_000;
    private static final ZoneId HOME = ZoneId.of("Asia/Shanghai");

    private final DirectoryStore directory;
    private final Desk desk;
    private final Channels channels;
    private final Shops shops;
    private final ConcurrentMap<String, ZoneId> zones = new ConcurrentHashMap<>();

    @Activate
    public Facts(
            @Reference(name = "directory") DirectoryStore directory,
            @Reference(name = "desk") Desk desk,
            @Reference(name = "channels") Channels channels,
            @Reference(name = "shops") Shops shops) {
        this.directory = directory;
        this.desk = desk;
        this.channels = channels;
        this.shops = shops;
    }

    /** The nearest skill. */
    public record Intent(String skill, double confidence) {
        public static final Intent NONE = new Intent("", 0);
    }

    /**
     * Whether the facts of a turn are all at hand; otherwise the order system is asked for them, or
     * the channel for its quota, and both may take their time.
     */
    boolean askNobody(Turn turn) {
        var visitor = turn.visitor();
        return turn.conversation().live()
                && visitor.customerId().isEmpty()
                && visitor.cart().isEmpty();
    }

    /** The facts of a turn. */
    public List<Fact> of(Turn turn, Intent intent) {
        var conversation = turn.conversation();
        var facts = new ArrayList<Fact>();
        facts.add(message(turn, intent));
        facts.add(customer(turn));
        facts.add(conversation(conversation));
        facts.add(clock(conversation.site(), turn.now()));
        for (var load : desk.loads(conversation.site())) {
            facts.add(new Fact.Desk(load.team().key(), load.online(), load.waiting(), load.open()));
        }
        cart(turn).ifPresent(facts::add);
        return facts;
    }

    private static Fact message(Turn turn, Intent intent) {
        var parts = turn.message().parts();
        var kind =
                ChosenOption.in(parts).isPresent()
                        ? "action"
                        : parts.get(0).kind().name().toLowerCase(Locale.ROOT);
        var text = turn.text().toLowerCase(Locale.ROOT);
        var language = turn.locale().getLanguage();
        return new Fact.Message(text, language, intent.skill(), intent.confidence(), kind);
    }

    private Fact customer(Turn turn) {
        var visitor = turn.visitor();
        var tier =
                visitor.customerId()
                        .flatMap(
                                id ->
                                        shops.of(turn.conversation().site())
                                                .flatMap(shop -> shop.customer(id)))
                        .map(io.dragoman.api.shop.Customer::tier)
                        .orElse(visitor.tier());
        var id = visitor.customerId().orElse("");
        return new Fact.Customer(id, visitor.name(), tier, !id.isEmpty(), Set.of());
    }

    private Fact conversation(Conversation c) {
        var sends = channels.quota(c).map(Channels.Quota::remaining).orElse(UNLIMITED);
        var bot = c.bot();
        return new Fact.Conversation(
                c.id(),
                c.site(),
                c.address().channel(),
                c.state().name().toLowerCase(Locale.ROOT),
                bot.turns(),
                bot.misses(),
                bot.sentiment(),
                c.priority(),
                sends,
                c.tags());
    }

    private Fact clock(String site, Instant now) {
        var local = now.atZone(zoneOf(site));
        return new Fact.Clock(
                local.toLocalDate(),
                local.toLocalTime(),
                local.getDayOfWeek().getValue(),
                local.getHour());
    }

    /** Where the days of a site begin and end. */
    ZoneId zoneOf(String site) {
        return zones.computeIfAbsent(site, this::zone);
    }

    private ZoneId zone(String site) {
        var name =
                directory.sites().stream()
                        .filter(s -> s.id().equals(site))
                        .map(Site::zone)
                        .findFirst();
        try {
            return name.map(ZoneId::of).orElse(HOME);
        } catch (DateTimeException e) {
            return HOME;
        }
    }

    private Optional<Fact> cart(Turn turn) {
        if (turn.visitor().cart().isEmpty()) {
            return Optional.empty();
        }
        return shops.of(turn.conversation().site()).flatMap(shop -> cart(turn, shop));
    }

    private static Optional<Fact> cart(Turn turn, Shop shop) {
        return turn.visitor()
                .priced(shop::product)
                .map(
                        cart ->
                                new Fact.Cart(
                                        cart.total(),
                                        cart.lines().stream()
                                                .mapToInt(line -> line.quantity())
                                                .sum(),
                                        cart.currency()));
    }
}
