package io.dragoman.shop.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.shop.AfterSales;
import io.dragoman.api.shop.Change;
import io.dragoman.api.shop.OrderRecord;
import io.dragoman.api.shop.OrderRecord.Payment;
import io.dragoman.api.shop.OrderRecord.Payment.Kind;
import io.dragoman.api.shop.OrderRecord.Status;
import io.dragoman.api.shop.PaymentMethod;
import io.dragoman.api.shop.PostalAddress;
import io.dragoman.api.shop.Verdict;
import io.dragoman.api.shop.Verdict.Reason;
import io.dragoman.testkit.TestClock;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderSystemTest {

    private static final PostalAddress ELSEWHERE =
            new PostalAddress("9 Far St", "", "York", "", "UK", "YO1 7HH");

    private final TestClock clock = SampleShop.clock();
    private AfterSales sales;

    @BeforeEach
    void open(@TempDir Path data) {
        sales = SampleShop.sales(data, clock);
    }

    private Verdict apply(Change change) {
        return sales.apply(change, Optional.empty());
    }

    private OrderRecord done(Change change) {
        return accepted(change).order().orElseThrow();
    }

    private Verdict.Accepted accepted(Change change) {
        var verdict = apply(change);
        assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
        return (Verdict.Accepted) verdict;
    }

    private void refused(Change change, Reason reason) {
        var before = List.of(sales.order("#W1001"), sales.order("#W1002"), sales.account("ada_1"));
        assertThat(apply(change))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class, no -> assertThat(no.reason()).isEqualTo(reason));
        assertThat(List.of(sales.order("#W1001"), sales.order("#W1002"), sales.account("ada_1")))
                .isEqualTo(before);
    }

    private BigDecimal giftCard() {
        return sales.account("ada_1")
                .flatMap(account -> account.paymentMethod("gift_card_1"))
                .flatMap(PaymentMethod::balance)
                .orElseThrow();
    }

    private static Payment payment(Kind kind, String amount, String method) {
        return new Payment(kind, new BigDecimal(amount), method);
    }

    @Test
    void findsCustomersWhateverTheCaseOfTheLetters() {
        assertThat(sales.customerByEmail("BOB@example.COM")).contains("bob_2");
        assertThat(sales.customerByEmail("nobody@example.com")).isEmpty();
        assertThat(sales.customerByName("ada", "BYRON", "CB2 1RX")).contains("ada_1");
        assertThat(sales.customerByName("ada", "byron", "73301")).isEmpty();
    }

    @Test
    void cancelsAPendingOrderAndRefundsAGiftCardAtOnce() {
        var order = done(new Change.Cancel("#W1003", "ordered by mistake"));
        assertThat(order.status()).isEqualTo(Status.CANCELLED);
        assertThat(order.tree()).containsEntry("cancel_reason", "ordered by mistake");
        assertThat(order.payments())
                .containsExactly(
                        payment(Kind.PAYMENT, "8.30", "gift_card_1"),
                        payment(Kind.REFUND, "8.30", "gift_card_1"));
        assertThat(giftCard()).isEqualByComparingTo("14.30");
    }

    @Test
    void cancelsNothingElse() {
        refused(new Change.Cancel("#W1004", "no longer needed"), Reason.NOT_PENDING);
        refused(new Change.Cancel("#W1001", "too dear"), Reason.REASON_INVALID);
        refused(new Change.Cancel("#W1009", "no longer needed"), Reason.ORDER_UNKNOWN);
        done(new Change.Cancel("#W1001", "no longer needed"));
        refused(new Change.Cancel("#W1001", "no longer needed"), Reason.NOT_PENDING);
    }

    @Test
    void paysBackNoMoreThanWasPaidWhenTheMethodWasChangedBefore() {
        done(new Change.Payment("#W1001", "paypal_1"));
        var order = done(new Change.Cancel("#W1001", "no longer needed"));
        assertThat(order.payments().subList(3, order.payments().size()))
                .containsExactly(payment(Kind.REFUND, "48.50", "paypal_1"));
    }

    @Test
    void sendsAPendingOrderElsewhere() {
        assertThat(done(new Change.Address("#W1001", ELSEWHERE)).address()).isEqualTo(ELSEWHERE);
        refused(new Change.Address("#W1002", ELSEWHERE), Reason.NOT_PENDING);
    }

    @Test
    void takesAnotherMethodOnceAndOnlyIfItCoversTheOrder() {
        refused(new Change.Payment("#W1001", "gift_card_1"), Reason.BALANCE_TOO_LOW);
        refused(new Change.Payment("#W1001", "credit_card_1"), Reason.METHOD_SAME);
        refused(new Change.Payment("#W1001", "paypal_2"), Reason.METHOD_UNKNOWN);
        assertThat(done(new Change.Payment("#W1001", "paypal_1")).payments())
                .containsExactly(
                        payment(Kind.PAYMENT, "48.50", "credit_card_1"),
                        payment(Kind.PAYMENT, "48.50", "paypal_1"),
                        payment(Kind.REFUND, "48.50", "credit_card_1"));
        refused(new Change.Payment("#W1001", "credit_card_1"), Reason.PAYMENTS_MANY);
    }

    @Test
    void replacesItemsByVariantsOfTheSameProductAndSettlesTheDifference() {
        var change = new Change.Items("#W1001", List.of("11"), List.of("12"), "gift_card_1");
        var accepted = accepted(change);
        assertThat(accepted.difference()).isEqualByComparingTo("5.30");
        var order = accepted.order().orElseThrow();
        assertThat(order.status()).isEqualTo(Status.PENDING_ITEMS_MODIFIED);
        assertThat(order.items())
                .extracting(OrderRecord.Item::itemId)
                .containsExactly("12", "11", "21");
        assertThat(order.payments()).contains(payment(Kind.PAYMENT, "5.30", "gift_card_1"));
        assertThat(giftCard()).isEqualByComparingTo("0.70");
        refused(change, Reason.NOT_PENDING);
    }

    @Test
    void replacesNothingThatIsNotThereOrNotForSale() {
        refused(items(List.of("21", "21"), List.of("22", "22")), Reason.ITEM_UNKNOWN);
        refused(items(List.of("21"), List.of("22", "22")), Reason.COUNTS_DIFFER);
        refused(items(List.of("11"), List.of("13")), Reason.NEW_ITEM_UNAVAILABLE);
        refused(items(List.of("11"), List.of("22")), Reason.NEW_ITEM_UNAVAILABLE);
        refused(items(List.of("11", "11"), List.of("12", "12")), Reason.BALANCE_TOO_LOW);
    }

    private static Change items(List<String> old, List<String> others) {
        return new Change.Items("#W1001", old, others, "gift_card_1");
    }

    @Test
    void takesItemsBackToTheFirstMethodOrAGiftCard() {
        refused(new Change.Return("#W1002", List.of("21"), "paypal_1"), Reason.METHOD_NOT_ORIGINAL);
        refused(new Change.Return("#W1002", List.of("22"), "credit_card_1"), Reason.ITEM_UNKNOWN);
        refused(new Change.Return("#W1001", List.of("21"), "credit_card_1"), Reason.NOT_DELIVERED);
        var accepted = accepted(new Change.Return("#W1002", List.of("21", "12"), "gift_card_1"));
        assertThat(accepted.difference()).isEqualByComparingTo("-33.70");
        assertThat(accepted.order().orElseThrow().tree())
                .containsEntry("status", "return requested")
                .containsEntry("return_items", List.of("12", "21"))
                .containsEntry("return_payment_method_id", "gift_card_1");
    }

    @Test
    void exchangesOnceForTheSameProduct() {
        var change = new Change.Exchange("#W1002", List.of("21"), List.of("22"), "paypal_1");
        assertThat(done(change).tree())
                .containsEntry("status", "exchange requested")
                .containsEntry("exchange_items", List.of("21"))
                .containsEntry("exchange_new_items", List.of("22"))
                .containsEntry("exchange_payment_method_id", "paypal_1")
                .containsEntry("exchange_price_difference", new BigDecimal("1.60"));
        refused(change, Reason.NOT_DELIVERED);
    }

    @Test
    void takesNothingBackWhenTheDaysAreOver() {
        var back = new Change.Return("#W1002", List.of("21"), "credit_card_1");
        clock.advance(Duration.ofDays(7));
        assertThat(sales.check(back)).isInstanceOf(Verdict.Accepted.class);
        clock.advance(Duration.ofHours(8));
        refused(back, Reason.TOO_LATE);
        refused(
                new Change.Exchange("#W1002", List.of("21"), List.of("22"), "paypal_1"),
                Reason.TOO_LATE);
    }

    @Test
    void movesACustomerButNotTheirOrders() {
        var account = accepted(new Change.CustomerAddress("ada_1", ELSEWHERE)).account();
        assertThat(account.orElseThrow().address()).isEqualTo(ELSEWHERE);
        assertThat(sales.order("#W1001").orElseThrow().address()).isNotEqualTo(ELSEWHERE);
        assertThat(sales.customerByName("Ada", "Byron", "YO1 7HH")).contains("ada_1");
        refused(new Change.CustomerAddress("zoe", ELSEWHERE), Reason.CUSTOMER_UNKNOWN);
    }

    @Test
    void makesOutOneInvoice() {
        var invoice = new Change.Invoice("#W1002", "Analytical Ltd", Optional.of("GB123"));
        assertThat(done(invoice).extras().invoice())
                .contains(new OrderRecord.Invoice("Analytical Ltd", Optional.of("GB123")));
        refused(invoice, Reason.ALREADY_ASKED);
        done(new Change.Cancel("#W1001", "no longer needed"));
        refused(new Change.Invoice("#W1001", "Ada", Optional.empty()), Reason.NOT_PAID);
    }

    @Test
    void hurriesTheWarehouseOnceADay() {
        var hurry = new Change.Hurry("#W1004");
        assertThat(done(hurry).extras().hurriedAt()).contains(clock.instant());
        clock.advance(Duration.ofHours(23));
        refused(hurry, Reason.ALREADY_ASKED);
        clock.advance(Duration.ofHours(2));
        done(hurry);
        refused(new Change.Hurry("#W1002"), Reason.NOT_PENDING);
    }

    @Test
    void saysWithoutChangingAnythingWhatAChangeWouldLeadTo() {
        var before = sales.order("#W1001");
        assertThat(sales.check(new Change.Cancel("#W1001", "no longer needed")))
                .isInstanceOfSatisfying(
                        Verdict.Accepted.class,
                        yes -> assertThat(yes.difference()).isEqualByComparingTo("-48.50"));
        assertThat(sales.order("#W1001")).isEqualTo(before);
    }

    @Test
    void carriesOutAKeyOnce() {
        var change = new Change.Items("#W1001", List.of("11"), List.of("12"), "credit_card_1");
        var first = sales.apply(change, Optional.of("k"));
        assertThat(sales.apply(change, Optional.of("k"))).isEqualTo(first);
        assertThat(sales.order("#W1001").orElseThrow().payments()).hasSize(2);
        assertThat(sales.apply(new Change.Hurry("#W1004"), Optional.of("k")))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        no -> assertThat(no.reason()).isEqualTo(Reason.KEY_REUSED));
    }
}
