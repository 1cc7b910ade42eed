package io.dragoman.rest.resource;

import io.dragoman.api.channel.Channel;
import io.dragoman.api.channel.WebhookChannel;
import io.dragoman.conversation.Channels;
import io.dragoman.rest.Access.Roles;
import io.dragoman.rest.Call;
import io.dragoman.rest.Pages;
import io.dragoman.rest.Problems;
import io.dragoman.rest.Services;
import io.dragoman.rest.Tree;
import io.dragoman.storage.OutboxStore;
import io.dragoman.storage.OutboxStore.Item;
import io.dragoman.storage.OutboxStore.State;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The channels with their accounts. */
@Path("v1")
@Produces(MediaType.APPLICATION_JSON)
public final class ChannelsResource {

    /** Deliveries that are looked at to count them. */
    private static final int COUNTED = 1_000;

    private final Services services;
    private final Problems texts;
    private final Function<Class<?>, Optional<String>> versions;

    /**
     * @param versions the version of the bundle of a class
     */
    ChannelsResource(
            Services services, Problems texts, Function<Class<?>, Optional<String>> versions) {
        this.services = services;
        this.texts = texts;
        this.versions = versions;
    }

    /** What waits and what was given up, by channel and account. */
    private record Deliveries(Map<List<String>, Long> pending, Map<List<String>, Long> failed) {}

    @GET
    @Path("channels")
    @Roles
    public Map<String, Object> list(@Context ContainerRequestContext request) {
        var locale = Call.of(request).locale();
        var deliveries = new Deliveries(count(State.PENDING), count(State.DEAD));
        var byId =
                services.get(Channels.class).all().stream()
                        .collect(
                                Collectors.groupingBy(
                                        channel -> channel.identity().channel(),
                                        TreeMap::new,
                                        Collectors.toList()));
        return Tree.items(
                byId.entrySet().stream()
                        .map(entry -> view(entry.getKey(), entry.getValue(), deliveries, locale))
                        .toList());
    }

    private Map<List<String>, Long> count(State state) {
        var store = services.get(OutboxStore.class);
        return Pages.<Item>upTo(
                        COUNTED, (cursor, limit) -> store.list(state, cursor, limit), each -> true)
                .stream()
                .collect(
                        Collectors.groupingBy(
                                item -> List.of(item.to().channel(), item.to().account()),
                                Collectors.counting()));
    }

    private Map<String, Object> view(
            String id, List<Channel> accounts, Deliveries deliveries, Locale locale) {
        var first = accounts.get(0);
        var name = texts.text(locale, "channel." + id);
        return Tree.of("id", id)
                .put("name", name.startsWith("<") ? id : name)
                .put("version", versions.apply(first.getClass()))
                .put(
                        "capabilities",
                        first.capabilities().shows().stream()
                                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                                .sorted()
                                .toList())
                .put("accounts", Tree.each(accounts, account -> account(account, deliveries)))
                .done();
    }

    private static Map<String, Object> account(Channel channel, Deliveries deliveries) {
        var identity = channel.identity();
        var key = List.of(identity.channel(), identity.account());
        var webhook = "/api/v1/webhooks/" + identity.channel() + "/" + identity.account();
        return Tree.of("id", identity.account())
                .put("site", identity.site())
                .put("status", "UP")
                .put(
                        "webhook",
                        channel instanceof WebhookChannel ? Optional.of(webhook) : Optional.empty())
                .put("pending", deliveries.pending().getOrDefault(key, 0L))
                .put("failed", deliveries.failed().getOrDefault(key, 0L))
                .done();
    }
}
