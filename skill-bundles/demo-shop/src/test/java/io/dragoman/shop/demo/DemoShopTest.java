package io.dragoman.shop.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.json.Json;
import io.dragoman.api.shop.Order;
import io.dragoman.api.shop.Parcel;
import io.dragoman.api.shop.Product;
import io.dragoman.json.JacksonJson;
import io.dragoman.testkit.TestClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoShopTest {

    private final Json json = new JacksonJson();
    private final TestClock clock = TestClock.at("2026-11-21T02:00:00Z");
    private DemoShop shop;

    @BeforeEach
    void open(@TempDir Path data) {
        shop = new DemoShop(json, "demo", clock, data);
    }

    @Test
    void hasOrdersInEveryState() {
        assertThat(shop.orders()).hasSizeGreaterThanOrEqualTo(40);
        assertThat(shop.orders()).extracting(Order::state).contains(Order.State.values());
    }

    @Test
    void knowsTheCustomerAndTheProductsOfEveryOrder() {
        assertThat(shop.orders())
                .allSatisfy(
                        order -> {
                            assertThat(shop.customer(order.customerId())).isPresent();
                            assertThat(order.lines())
                                    .isNotEmpty()
                                    .allSatisfy(l -> assertThat(shop.product(l.sku())).isPresent());
                        });
    }

    @Test
    void hasAParcelForEveryTrackingNumberAndAnOrderForEveryParcel() {
        assertThat(shop.orders())
                .flatExtracting(order -> order.trackingNumber().stream().toList())
                .isNotEmpty()
                .allSatisfy(
                        number -> {
                            var parcel = shop.parcel(number).orElseThrow();
                            assertThat(
                                            shop.order(parcel.orderNumber())
                                                    .orElseThrow()
                                                    .trackingNumber())
                                    .contains(number);
                        });
    }

    @Test
    void alwaysHasLateParcelsAndParcelsInTime() {
        var onTheWay =
                shop.orders().stream()
                        .flatMap(order -> order.trackingNumber().stream())
                        .flatMap(number -> shop.parcel(number).stream())
                        .filter(parcel -> !parcel.delivered())
                        .toList();
        assertThat(onTheWay).anyMatch(this::isLate).anyMatch(parcel -> !isLate(parcel));
    }

    private boolean isLate(Parcel parcel) {
        return parcel.promisedBy().isBefore(clock.instant());
    }

    @Test
    void tellsWhatHappenedToAParcelNewestFirstAndNothingOfTheFuture() {
        shop.orders().stream()
                .flatMap(order -> order.trackingNumber().stream())
                .flatMap(number -> shop.parcel(number).stream())
                .forEach(
                        parcel ->
                                assertThat(parcel.events())
                                        .extracting(Parcel.Event::at)
                                        .isSortedAccordingTo((a, b) -> b.compareTo(a))
                                        .allMatch(at -> at.isBefore(clock.instant())));
    }

    @Test
    void listsTheOrdersOfACustomerNewestFirst() {
        var numbers = shop.ordersOf("C1001", 3);
        assertThat(numbers).hasSize(3);
        assertThat(numbers)
                .extracting(Order::placedAt)
                .isSortedAccordingTo((a, b) -> b.compareTo(a));
    }

    @Test
    void findsProductsByTheWordsPeopleUse() {
        assertThat(shop.search("两盒龙井和一个保温杯", 5))
                .extracting(Product::sku)
                .containsExactlyInAnyOrder("TEA-LJ-100", "CUP-TH-350");
        assertThat(shop.search("two candles and a Keyboard", 5))
                .extracting(Product::sku)
                .containsExactlyInAnyOrder("HOM-CND-03", "DIG-KBD-12");
        assertThat(shop.search("ask the committee", 5)).isEmpty();
    }

    @Test
    void givesEveryDemoCustomerPointsAndSomeOfThemCoupons() {
        assertThat(shop.customers()).hasSizeGreaterThanOrEqualTo(6);
        assertThat(shop.customers()).allMatch(c -> shop.pointsOf(c.id()).isPresent());
        assertThat(shop.couponsOf("C1001"))
                .isNotEmpty()
                .allMatch(coupon -> coupon.validUntil().isAfter(clock.instant()));
    }

    @Test
    void tellsThePageAboutOrdersWithoutAddresses() {
        var text = new String(new DemoCatalog(json, shop).bytes(), StandardCharsets.UTF_8);
        assertThat(text).doesNotContain("文三路").doesNotContain("13800001001");
        var tree = (Map<?, ?>) json.read(text);
        assertThat(tree.keySet().stream().map(Object::toString))
                .containsExactlyInAnyOrder("products", "customers", "orders");
        assertThat(text).contains(Instant.parse("2026-11-20T21:00:00Z").toString());
    }
}
