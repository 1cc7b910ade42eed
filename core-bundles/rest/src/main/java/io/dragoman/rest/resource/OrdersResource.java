package io.dragoman.rest.resource;

import static io.dragoman.storage.User.Role.AGENT;
import static io.dragoman.storage.User.Role.SUPERVISOR;

import io.dragoman.api.message.Part;
import io.dragoman.api.message.PartCodec;
import io.dragoman.api.shop.Order;
import io.dragoman.api.shop.Shop;
import io.dragoman.api.shop.ShopUnavailableException;
import io.dragoman.api.shop.Shops;
import io.dragoman.rest.Access.Roles;
import io.dragoman.rest.Call;
import io.dragoman.rest.Problems;
import io.dragoman.rest.Services;
import io.dragoman.rest.Tree;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the shop knows of a customer, for the panel beside a conversation. */
@Path("v1")
@Produces(MediaType.APPLICATION_JSON)
public final class OrdersResource {

    private static final Logger LOG = LoggerFactory.getLogger(OrdersResource.class);
    private static final int MOST = 20;

    private final Services services;
    private final ContactsResource contacts;
    private final Problems texts;
    private final Duration patience;

    OrdersResource(
            Services services, ContactsResource contacts, Problems texts, Duration patience) {
        this.services = services;
        this.contacts = contacts;
        this.texts = texts;
        this.patience = patience;
    }

    @GET
    @Path("contacts/{id}/orders")
    @Roles({AGENT, SUPERVISOR})
    public Map<String, Object> orders(
            @Context ContainerRequestContext request, @PathParam("id") String id) {
        var call = Call.of(request);
        var contact = contacts.contact(call, id);
        var shop = services.get(Shops.class).of(contact.site());
        if (shop.isEmpty() || contact.customerId().isEmpty()) {
            return Tree.items(List.of());
        }
        var locale = call.locale();
        try {
            return Tree.items(
                    ask(shop.get(), contact.customerId().get()).stream()
                            .map(order -> view(order, locale))
                            .toList());
        } catch (TimeoutException e) {
            LOG.info("The shop of {} did not answer within {}", contact.site(), patience);
            return unavailable(texts.text(locale, "orders.timeout", patience.toSeconds()));
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof ShopUnavailableException)) {
                LOG.warn("The shop of {} failed", contact.site(), e.getCause());
            }
            return unavailable(texts.text(locale, "orders.failed"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unavailable(texts.text(locale, "orders.failed"));
        }
    }

    private List<Order> ask(Shop shop, String customerId)
            throws ExecutionException, InterruptedException, TimeoutException {
        var task = new FutureTask<>(() -> shop.ordersOf(customerId, MOST));
        Thread.ofVirtual().name("shop-orders").start(task);
        try {
            return task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            task.cancel(true);
        }
    }

    private static Map<String, Object> unavailable(String reason) {
        return Tree.of("items", List.of()).put("unavailable", reason).done();
    }

    private Map<String, Object> view(Order order, Locale locale) {
        return Tree.of("orderNumber", order.number())
                .put("state", order.state().name().toLowerCase(Locale.ROOT))
                .put("placedAt", order.placed())
                .put("total", order.total().toPlainString())
                .put("currency", order.currency())
                .put(
                        "card",
                        services.get(PartCodec.class).toTree(List.of(card(order, locale))).get(0))
                .done();
    }

    private Part card(Order order, Locale locale) {
        var fields = new ArrayList<Part.Card.Field>();
        fields.add(field(locale, "orders.state", texts.text(locale, "orders." + order.state())));
        for (var line : order.lines()) {
            fields.add(
                    new Part.Card.Field(
                            line.name().in(locale),
                            line.quantity() + " × " + line.unitPrice().toPlainString()));
        }
        fields.add(
                field(
                        locale,
                        "orders.total",
                        order.total().toPlainString() + " " + order.currency()));
        if (!order.shipTo().isBlank()) {
            fields.add(field(locale, "orders.ship-to", order.shipTo()));
        }
        order.trackingNumber()
                .ifPresent(number -> fields.add(field(locale, "orders.tracking", number)));
        return new Part.Card(texts.text(locale, "orders.title", order.number()), fields, List.of());
    }

    private Part.Card.Field field(Locale locale, String key, String value) {
        return new Part.Card.Field(texts.text(locale, key), value);
    }
}
