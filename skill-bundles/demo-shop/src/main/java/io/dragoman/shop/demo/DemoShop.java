package io.dragoman.shop.demo;

import io.dragoman.api.json.Json;
import io.dragoman.api.shop.AfterSales;
import io.dragoman.api.shop.Coupon;
import io.dragoman.api.shop.Customer;
import io.dragoman.api.shop.Order;
import io.dragoman.api.shop.OrderRecord;
import io.dragoman.api.shop.Parcel;
import io.dragoman.api.shop.Points;
import io.dragoman.api.shop.Product;
import io.dragoman.api.shop.Shop;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The embedded demo shop: the one that comes with the bundle, or one that was imported. Changes to
 * its orders and customers are kept below the instance's data folder and survive a restart.
 * Thread-safe.
 */
@Component(
        service = {Shop.class, DemoShop.class},
        configurationPid = DemoShop.PID,
        enabled = false)
@Designate(ocd = DemoShop.Config.class)
public final class DemoShop implements Shop {

    static final String PID = "io.dragoman.shop.demo.DemoShop";

    /** Whose shop it is. */
    @ObjectClassDefinition(name = "%settings", localization = "OSGI-INF/l10n/bundle")
    public @interface Config {

        /** The site that gets the demo shop. */
        @AttributeDefinition(name = "%settings.site", description = "%settings.site.about")
        String site() default "demo";
    }

    private final String site;
    private final ShopStore store;
    private final OrderSystem orders;
    private volatile Contents contents;

    /** Created by the container. */
    @Activate
    public DemoShop(@Reference(name = "json") Json json, Config config) {
        this(json, config.site(), Clock.systemUTC(), ShopStore.folder());
    }

    /**
     * A shop that opened at the clock's instant.
     *
     * @param data where its changes are kept; made when it is not there
     */
    public DemoShop(Json json, String site, Clock clock, Path data) {
        this.site = site;
        this.store = new ShopStore(json, data, clock);
        this.contents = store.contents();
        this.orders = new OrderSystem(contents.book(), store.journal(), clock);
    }

    /**
     * Replaces the shop by the one in a folder, in its fresh state.
     *
     * @return what was loaded in one line, or the problems
     */
    synchronized ShopStore.Report load(Path folder) {
        return take(store.load(folder, contents));
    }

    /** Goes back to the shop that comes with the bundle, in its fresh state. */
    synchronized ShopStore.Report reset() {
        return take(store.builtIn());
    }

    private ShopStore.Report take(ShopStore.Report report) {
        if (report instanceof ShopStore.Report.Ready ready) {
            try {
                orders.reset(ready.contents().book());
            } catch (IOException e) {
                return ShopStore.Report.failed("The shop could not be written: " + e.getMessage());
            }
            contents = ready.contents();
            store.forgetOthers(ready.contents().book().id());
        }
        return report;
    }

    @Override
    public String site() {
        return site;
    }

    @Override
    public Optional<AfterSales> afterSales() {
        return Optional.of(orders);
    }

    @Override
    public Optional<Customer> customer(String customerId) {
        return contents.customer(customerId);
    }

    /** People leave out what they take for decoration, such as a leading {@code #}. */
    @Override
    public Optional<Order> order(String orderNumber) {
        var shelf = orders.shelf();
        return shelf.order(orderNumber).or(() -> shelf.order("#" + orderNumber)).map(this::view);
    }

    private Order view(OrderRecord order) {
        return new OrderViews(contents.book().currency()).of(order);
    }

    @Override
    public List<Order> ordersOf(String customerId, int limit) {
        return orders.shelf().orders().stream()
                .filter(order -> order.customerId().equals(customerId))
                .sorted(Comparator.comparing(DemoShop::placedAt).reversed())
                .limit(limit)
                .map(this::view)
                .toList();
    }

    private static Instant placedAt(OrderRecord order) {
        return order.extras().placedAt().orElse(Instant.EPOCH);
    }

    @Override
    public Optional<Parcel> parcel(String trackingNumber) {
        return Optional.ofNullable(contents.parcels().get(trackingNumber));
    }

    @Override
    public Optional<Product> product(String sku) {
        return Optional.ofNullable(contents.products().get(sku));
    }

    @Override
    public List<Product> search(String sentence, int limit) {
        return contents.search().find(sentence, limit);
    }

    @Override
    public List<Coupon> couponsOf(String customerId) {
        return contents.coupons().getOrDefault(customerId, List.of());
    }

    @Override
    public Optional<Points> pointsOf(String customerId) {
        return Optional.ofNullable(contents.points().get(customerId));
    }

    /** All customers, for the page's account list. */
    List<Customer> customers() {
        return List.copyOf(contents.customers().values());
    }

    /** All orders, for the page's order list. */
    List<Order> orders() {
        return orders.shelf().orders().stream().map(this::view).toList();
    }
}
