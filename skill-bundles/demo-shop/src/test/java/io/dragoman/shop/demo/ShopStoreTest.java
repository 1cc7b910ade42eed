package io.dragoman.shop.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.shop.Change;
import io.dragoman.api.shop.Order;
import io.dragoman.api.shop.OrderRecord.Status;
import io.dragoman.api.shop.Verdict;
import io.dragoman.testkit.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShopStoreTest {

    private static final Change CANCEL = new Change.Cancel("#W1001", "no longer needed");

    private final TestClock clock = SampleShop.clock();

    @TempDir private Path data;

    private DemoShop start() {
        return SampleShop.start(data, clock);
    }

    private DemoShop withSample() {
        var shop = start();
        assertThat(shop.load(SampleShop.FILES)).isInstanceOf(ShopStore.Report.Ready.class);
        return shop;
    }

    private static void apply(DemoShop shop, Change change, String key) {
        assertThat(shop.afterSales().orElseThrow().apply(change, Optional.of(key)))
                .isInstanceOf(Verdict.Accepted.class);
    }

    private static Status status(DemoShop shop, String order) {
        return shop.afterSales().orElseThrow().order(order).orElseThrow().status();
    }

    @Test
    void keepsChangesOverARestart() {
        var shop = withSample();
        apply(shop, CANCEL, "a");
        apply(shop, new Change.Invoice("#W1002", "Ada", Optional.empty()), "b");
        var sales = shop.afterSales().orElseThrow();
        var again = start().afterSales().orElseThrow();
        assertThat(again.order("#W1001")).isEqualTo(sales.order("#W1001"));
        assertThat(again.order("#W1002")).isEqualTo(sales.order("#W1002"));
        assertThat(again.account("ada_1")).isEqualTo(sales.account("ada_1"));
    }

    @Test
    void knowsTheKeysAfterARestart() {
        apply(withSample(), CANCEL, "a");
        var again = start().afterSales().orElseThrow();
        assertThat(again.apply(CANCEL, Optional.of("a"))).isInstanceOf(Verdict.Accepted.class);
        assertThat(again.order("#W1001").orElseThrow().payments()).hasSize(2);
    }

    @Test
    void keepsChangesToItsOwnShopToo() {
        apply(start(), new Change.Cancel("DM100004", "no longer needed"), "a");
        assertThat(start().order("DM100004").orElseThrow().state())
                .isEqualTo(Order.State.CANCELLED);
        assertThat(
                        start().afterSales()
                                .orElseThrow()
                                .order("DM100004")
                                .orElseThrow()
                                .items()
                                .getFirst()
                                .name()
                                .zh())
                .isEqualTo("城市通勤双肩包");
    }

    @Test
    void isFreshAgainAfterAnotherImport() {
        var shop = withSample();
        apply(shop, CANCEL, "a");
        assertThat(shop.load(SampleShop.FILES)).isInstanceOf(ShopStore.Report.Ready.class);
        assertThat(status(shop, "#W1001")).isEqualTo(Status.PENDING);
        assertThat(status(start(), "#W1001")).isEqualTo(Status.PENDING);
        apply(shop, CANCEL, "a");
    }

    @Test
    void goesBackToItsOwnShopAndForgetsTheCopy() throws IOException {
        var shop = withSample();
        assertThat(shop.reset()).isInstanceOf(ShopStore.Report.Ready.class);
        assertThat(shop.order("DM100001")).isPresent();
        assertThat(shop.order("#W1001")).isEmpty();
        try (var files = Files.list(data)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsOnly("changes.jsonl");
        }
    }

    @Test
    void losesOnlyTheLineThatACrashHasCutOff() throws IOException {
        var shop = withSample();
        apply(shop, CANCEL, "a");
        Files.writeString(
                data.resolve("changes.jsonl"), "{\"key\":\"b\",\"chan", StandardOpenOption.APPEND);
        var again = start();
        assertThat(status(again, "#W1001")).isEqualTo(Status.CANCELLED);
        apply(again, new Change.Hurry("#W1004"), "c");
        var third = start().afterSales().orElseThrow();
        assertThat(third.order("#W1004").orElseThrow().extras().hurriedAt()).isPresent();
    }

    @Test
    void showsAnImportedShopInShortToo() {
        var shop = withSample();
        var order = shop.order("W1001").orElseThrow();
        assertThat(order.number()).isEqualTo("#W1001");
        assertThat(order.currency()).isEqualTo("EUR");
        assertThat(order.total()).isEqualByComparingTo("48.50");
        assertThat(order.shipTo()).isEqualTo("1 Mill Lane, Cambridge, CB2 1RX, UK");
        assertThat(order.lines().getFirst().quantity()).isEqualTo(2);
        assertThat(shop.ordersOf("ada_1", 9))
                .extracting(Order::number)
                .containsExactly("#W1001", "#W1002", "#W1003");
        assertThat(shop.search("do you have umbrellas", 3)).hasSize(1);
        assertThat(shop.customer("bob_2").orElseThrow().name()).isEqualTo("Bob Li");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    orders.json | "status": "processed" | "status": "gone" | orders.json: order #W1004: 'status' is 'gone'; write one of unpaid, pending
                    orders.json | "user_id": "bob_2" | "user_id": "eve" | orders.json: order #W1004: the user 'eve' is not in users.json; add the user
                    orders.json | "payment_method_id": "paypal_2" | "payment_method_id": "x" | orders.json: order #W1004: the payment method 'x' is none of user bob_2
                    orders.json | "product_id": "P2", "item_id": "22" | "product_id": "P9", "item_id": "22" | orders.json: order #W1004: the product 'P9' is not in products.json
                    orders.json | "#W1004": { | "#W1005": { | orders.json: order #W1005: 'order_id' is '#W1004' but its key is '#W1005'
                    orders.json | "amount": "9.90" | "amount": "nine" | 'amount' must be an amount such as "12.50", not 'nine'
                    orders.json | "amount": "9.90", | | 'amount' is missing; add an amount
                    users.json | "balance": "6.00" | "balance": "-1" | users.json: user ada_1: the balance of 'gift_card_1' is below 0
                    users.json | "paypal_2": {"source": "paypal" | "paypal_2": {"source": "gift_card" | the id of a gift card, and of nothing else, contains 'gift_card'
                    users.json | "email": "ada@example.com" | "mail": "ada@example.com" | users.json: user ada_1: 'email' is missing; add a text
                    users.json | "#W1003"] | "#W1008"] | users.json: user ada_1: the order '#W1008' is not in orders.json
                    users.json | "Ada", | "Ada" | users.json: No valid JSON in line
                    products.json | "price": "8.30" | "price": true | products.json: product P2, item 21: 'price' must be an amount
                    shop.json | 14 | "soon" | shop.json: 'return_days' must be a whole number of days
                    """)
    void namesFileRecordAndRemedyOfWhatIsWrong(
            String file, String right, String wrong, String told, @TempDir Path folder)
            throws IOException {
        var shop = withSample();
        apply(shop, CANCEL, "a");
        var edited =
                SampleShop.edited(
                        folder, file, text -> text.replace(right, wrong == null ? "" : wrong));
        assertThat(shop.load(edited))
                .isInstanceOfSatisfying(
                        ShopStore.Report.Failed.class,
                        failed -> assertThat(failed.lines()).anyMatch(line -> line.contains(told)));
        assertThat(status(shop, "#W1001")).as("the shop is as it was").isEqualTo(Status.CANCELLED);
    }

    @Test
    void saysWhichFileIsMissing(@TempDir Path empty) {
        assertThat(start().load(empty))
                .isEqualTo(
                        new ShopStore.Report.Failed(
                                List.of(
                                        empty
                                                + " has no readable users.json; a shop is users.json,"
                                                + " products.json, orders.json")));
    }
}
