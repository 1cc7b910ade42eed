package io.dragoman.shop.demo;

import io.dragoman.api.shop.Account;
import io.dragoman.api.shop.Order;
import io.dragoman.api.shop.OrderRecord;
import io.dragoman.api.shop.OrderRecord.Extras;
import io.dragoman.api.shop.OrderRecord.Item;
import io.dragoman.api.shop.OrderRecord.Outcome;
import io.dragoman.api.shop.OrderRecord.Payment;
import io.dragoman.api.shop.OrderRecord.Payment.Kind;
import io.dragoman.api.shop.OrderRecord.Shipment;
import io.dragoman.api.shop.OrderRecord.Status;
import io.dragoman.api.shop.Parcel;
import io.dragoman.api.shop.ProductType;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes full records of the orders that come with the bundle. */
record BuiltInOrders(
        Map<String, ProductType> products,
        Map<String, Account> accounts,
        Map<String, Parcel> parcels) {

    Map<String, OrderRecord> read(List<DemoData> rows) {
        var orders = new LinkedHashMap<String, OrderRecord>();
        for (DemoData row : rows) {
            var order = order(row);
            orders.put(order.number(), order);
        }
        return Collections.unmodifiableMap(orders);
    }

    private OrderRecord order(DemoData row) {
        var account = accounts.get(row.text("customer"));
        var state = Order.State.valueOf(row.text("state"));
        var items = row.list("lines").stream().flatMap(this::items).toList();
        var ids = items.stream().map(Item::itemId).toList();
        var method = account.paymentMethods().getFirst().id();
        return new OrderRecord(
                row.text("number"),
                account.customerId(),
                account.address(),
                items,
                row.find("tracking").map(n -> new Shipment(List.of(n), ids)).stream().toList(),
                status(state),
                payments(row, state, method),
                outcome(state, ids, method),
                extras(row));
    }

    private Stream<Item> items(DemoData line) {
        var product = products.get(line.text("sku"));
        if (product == null) {
            throw new IllegalStateException(
                    "An order names the unknown product " + line.text("sku"));
        }
        var variant = product.variants().getFirst();
        var price = line.find("price").isPresent() ? line.money("price") : variant.price();
        var item =
                new Item(
                        product.name(),
                        product.productId(),
                        variant.itemId(),
                        price,
                        variant.options());
        return Collections.nCopies(line.number("quantity"), item).stream();
    }

    private static Status status(Order.State state) {
        return switch (state) {
            case PENDING_PAYMENT -> Status.UNPAID;
            case PAID -> Status.PENDING;
            case PACKED -> Status.PROCESSED;
            case SHIPPED -> Status.SHIPPED;
            case DELIVERED -> Status.DELIVERED;
            case CANCELLED -> Status.CANCELLED;
            case RETURNING -> Status.RETURN_REQUESTED;
            case REFUNDED -> Status.REFUNDED;
        };
    }

    private static List<Payment> payments(DemoData row, Order.State state, String method) {
        var payment = new Payment(Kind.PAYMENT, row.money("total"), method);
        var refund = new Payment(Kind.REFUND, row.money("total"), method);
        return switch (state) {
            case PENDING_PAYMENT -> List.of();
            case CANCELLED, REFUNDED -> List.of(payment, refund);
            case PAID, PACKED, SHIPPED, DELIVERED, RETURNING -> List.of(payment);
        };
    }

    private static Optional<Outcome> outcome(Order.State state, List<String> ids, String method) {
        return switch (state) {
            case CANCELLED -> Optional.of(new Outcome.Cancelled("no longer needed"));
            case RETURNING, REFUNDED ->
                    Optional.of(new Outcome.Returned(ids.stream().sorted().toList(), method));
            default -> Optional.empty();
        };
    }

    private Extras extras(DemoData row) {
        return new Extras(
                Optional.of(row.ago("placed")),
                row.find("tracking").flatMap(this::arrival),
                Optional.empty(),
                Optional.empty());
    }

    private Optional<Instant> arrival(String trackingNumber) {
        return Optional.ofNullable(parcels.get(trackingNumber))
                .filter(Parcel::delivered)
                .map(parcel -> parcel.events().getFirst().at());
    }
}
