package io.dragoman.rest.resource;

import io.dragoman.api.rules.Fact;
import io.dragoman.conversation.Languages;
import io.dragoman.dialogue.IntentMatcher;
import io.dragoman.handoff.Desk;
import io.dragoman.handoff.Directory;
import io.dragoman.rest.Body;
import io.dragoman.rest.Call;
import io.dragoman.rest.Services;
import io.dragoman.storage.Site;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The facts of a made-up message: what the caller says, and for the rest what a fresh conversation
 * would have. Thread-safe.
 */
final class TestFacts {

    private static final int UNLIMITED = 1_000_000;
    private static final int MOST = 1_000_000;
    private static final List<String> STATES = List.of("bot", "queued", "human", "closed");

    private final Services services;
    private final Clock clock;
    private final Lookup lookup;

    TestFacts(Services services, Clock clock) {
        this.services = services;
        this.clock = clock;
        this.lookup = new Lookup(services);
    }

    /** The facts, and the language that was taken. */
    record Given(List<Fact> facts, String language) {}

    Given of(Call call, Body body) {
        var text = body.text("text", 2_000).strip();
        var site = body.optionalText("site", 60).filter(said -> !said.isBlank());
        var channel = body.optionalText("channel", 60).orElse("web");
        var language = language(body, text);
        var at = body.instant("at").orElseGet(clock::instant);
        var facts = new ArrayList<Fact>();
        facts.add(message(body, text, language));
        var customer = body.object("customer");
        facts.add(customer(customer));
        var conversation = body.object("conversation");
        var siteId = lookup.site(call, site);
        facts.add(conversation(conversation, siteId, channel));
        facts.addAll(desk(body.object("desk"), siteId));
        body.object("cart").map(TestFacts::cart).ifPresent(facts::add);
        facts.add(clock(siteId, at));
        body.check();
        return new Given(List.copyOf(facts), language);
    }

    private static String language(Body body, String text) {
        return body.optionalText("language", 20)
                .filter(said -> !said.isBlank())
                .map(Languages::supported)
                .or(() -> Languages.detect(text))
                .orElse(Languages.CHINESE);
    }

    private Fact message(Body body, String text, String language) {
        var intent = body.optionalText("intent", 64).filter(said -> !said.isBlank());
        var confidence = body.number("confidence", 0, 1);
        var nearest =
                intent.isPresent() || text.isEmpty()
                        ? Optional.<io.dragoman.dialogue.IntentRanking.Candidate>empty()
                        : services.find(IntentMatcher.class)
                                .flatMap(matcher -> matcher.rank(text).nearest());
        return new Fact.Message(
                text.toLowerCase(Locale.ROOT),
                Languages.locale(language).getLanguage(),
                intent.or(() -> nearest.map(found -> found.skill())).orElse(""),
                confidence
                        .or(() -> nearest.map(found -> found.score()))
                        .orElse(intent.isPresent() ? 1.0 : 0.0),
                "text");
    }

    private static Fact customer(Optional<Body> given) {
        boolean vip = given.flatMap(body -> body.flag("vip")).orElse(false);
        var name = given.flatMap(body -> body.optionalText("name", 200)).orElse("");
        var tags = given.flatMap(body -> body.texts("tags", 30, 40)).map(Set::copyOf);
        // Whoever has a level is known to the shop.
        return new Fact.Customer(
                vip ? "test" : "", name, vip ? "vip" : "anonymous", vip, tags.orElse(Set.of()));
    }

    private static Fact conversation(Optional<Body> given, String site, String channel) {
        return new Fact.Conversation(
                "test",
                site,
                channel,
                given.flatMap(body -> body.oneOf("state", STATES)).orElse("bot"),
                given.flatMap(body -> body.integer("botTurns", 0, MOST)).orElse(0L).intValue(),
                given.flatMap(body -> body.integer("misses", 0, MOST)).orElse(0L).intValue(),
                given.flatMap(body -> body.number("sentiment", -1, 1)).orElse(0.0),
                0,
                UNLIMITED,
                Set.of());
    }

    /** The desk as it is, with what the caller wants otherwise said of every team. */
    private List<Fact> desk(Optional<Body> given, String site) {
        var online = given.flatMap(body -> body.integer("agentsOnline", 0, MOST));
        var waiting = given.flatMap(body -> body.integer("waiting", 0, MOST));
        var open = given.flatMap(body -> body.flag("open"));
        var facts = new ArrayList<Fact>();
        for (var load : services.get(Desk.class).loads(site)) {
            facts.add(
                    new Fact.Desk(
                            load.team().key(),
                            online.map(Long::intValue).orElse(load.online()),
                            waiting.map(Long::intValue).orElse(load.waiting()),
                            open.orElse(load.open())));
        }
        return facts;
    }

    private static Fact cart(Body cart) {
        return new Fact.Cart(cart.decimal("total").orElse(BigDecimal.ZERO), 1, "CNY");
    }

    private Fact clock(String site, Instant at) {
        var local = at.atZone(zone(site));
        return new Fact.Clock(
                local.toLocalDate(),
                local.toLocalTime(),
                local.getDayOfWeek().getValue(),
                local.getHour());
    }

    private ZoneId zone(String site) {
        try {
            return services.get(Directory.class).sites().stream()
                    .filter(found -> found.id().equals(site))
                    .map(Site::zone)
                    .findFirst()
                    .map(ZoneId::of)
                    .orElse(ZoneId.of("UTC"));
        } catch (DateTimeException e) {
            return ZoneId.of("UTC");
        }
    }
}
