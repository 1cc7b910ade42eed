package io.dragoman.shop.demo;

import static java.util.stream.Collectors.joining;

import io.dragoman.api.shop.Account;
import io.dragoman.api.shop.LocalText;
import io.dragoman.api.shop.OrderRecord;
import io.dragoman.api.shop.OrderRecord.Extras;
import io.dragoman.api.shop.OrderRecord.Invoice;
import io.dragoman.api.shop.OrderRecord.Item;
import io.dragoman.api.shop.OrderRecord.Outcome;
import io.dragoman.api.shop.OrderRecord.Payment;
import io.dragoman.api.shop.OrderRecord.Shipment;
import io.dragoman.api.shop.OrderRecord.Status;
import io.dragoman.api.shop.PaymentMethod;
import io.dragoman.api.shop.PostalAddress;
import io.dragoman.api.shop.ProductType;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the records of a shop from the JSON form that {@code docs/shop.md} describes; the inverse
 * of their {@code tree()}.
 *
 * @param products where the names of items are looked up in both languages
 */
record ShopReader(Problems problems, Map<String, ProductType> products) {

    ProductType product(String key, Row row) {
        var id = sameKey(row, "product_id", key);
        var variants =
                row.need("variants").members().entrySet().stream()
                        .map(
                                entry ->
                                        variant(
                                                entry.getKey().toString(),
                                                Row.of(
                                                        problems,
                                                        row.where() + ", item " + entry.getKey(),
                                                        entry.getValue())))
                        .toList();
        return new ProductType(id, name(row), variants);
    }

    private static ProductType.Variant variant(String key, Row row) {
        return new ProductType.Variant(
                sameKey(row, "item_id", key),
                row.need("options").details(),
                row.flag("available"),
                row.money("price"));
    }

    private static String sameKey(Row row, String name, String key) {
        var said = row.find(name).orElse(key);
        if (!said.equals(key)) {
            row.problems()
                    .add(
                            row.where(),
                            "'" + name + "' is '" + said + "' but its key is '" + key + "'");
        }
        return key;
    }

    /** A name is one text, or one for each language. */
    private static LocalText name(Row row) {
        if (row.members().get("name") instanceof Map<?, ?>) {
            var both = row.need("name");
            return new LocalText(both.text("zh"), both.text("en"));
        }
        var text = row.text("name");
        return new LocalText(text, text);
    }

    Account account(String id, Row row) {
        var name = row.need("name");
        var methods = row.need("payment_methods");
        return new Account(
                id,
                name.text("first_name"),
                name.text("last_name"),
                row.text("email"),
                address(row.need("address")),
                methods.members().entrySet().stream()
                        .map(
                                entry ->
                                        method(
                                                entry.getKey().toString(),
                                                Row.of(
                                                        problems,
                                                        row.where()
                                                                + ", payment method "
                                                                + entry.getKey(),
                                                        entry.getValue())))
                        .toList(),
                row.texts("orders"));
    }

    private static PaymentMethod method(String key, Row row) {
        var source = row.text("source");
        boolean card = source.equals(PaymentMethod.GIFT_CARD);
        if (card != key.contains(PaymentMethod.GIFT_CARD)) {
            row.problems()
                    .add(
                            row.where(),
                            "the id of a gift card, and of nothing else, contains 'gift_card';"
                                    + " rename it, or correct its 'source'");
        }
        return new PaymentMethod(
                sameKey(row, "id", key),
                source,
                card ? Optional.of(row.money("balance")) : Optional.empty(),
                row.details("id", "source", "balance"));
    }

    private static PostalAddress address(Row row) {
        return new PostalAddress(
                row.text("address1"),
                row.find("address2").orElse(""),
                row.text("city"),
                row.find("state").orElse(""),
                row.text("country"),
                row.text("zip"));
    }

    OrderRecord order(String key, Row row) {
        return new OrderRecord(
                sameKey(row, "order_id", key),
                row.text("user_id"),
                address(row.need("address")),
                row.rows("items").stream().map(this::item).toList(),
                row.rows("fulfillments").stream().map(ShopReader::shipment).toList(),
                status(row),
                row.rows("payment_history").stream().map(ShopReader::payment).toList(),
                outcome(row),
                extras(row));
    }

    private Item item(Row row) {
        var productId = row.text("product_id");
        var product = Optional.ofNullable(products.get(productId));
        return new Item(
                product.map(ProductType::name).orElseGet(() -> name(row)),
                productId,
                row.text("item_id"),
                row.money("price"),
                row.need("options").details());
    }

    private static Shipment shipment(Row row) {
        return new Shipment(row.texts("tracking_id"), row.texts("item_ids"));
    }

    private static Status status(Row row) {
        var text = row.text("status");
        return Status.of(text)
                .orElseGet(
                        () -> {
                            row.problems()
                                    .add(
                                            row.where(),
                                            "'status' is '"
                                                    + text
                                                    + "'; write one of "
                                                    + Arrays.stream(Status.values())
                                                            .map(Status::text)
                                                            .collect(joining(", ")));
                            return Status.PENDING;
                        });
    }

    private static Payment payment(Row row) {
        var text = row.text("transaction_type");
        if (!text.equals("payment") && !text.equals("refund")) {
            row.problems()
                    .add(
                            row.where(),
                            "'transaction_type' is payment or refund, not '" + text + "'");
        }
        var kind = text.equals("refund") ? Payment.Kind.REFUND : Payment.Kind.PAYMENT;
        return new Payment(kind, row.money("amount"), row.text("payment_method_id"));
    }

    private static Optional<Outcome> outcome(Row row) {
        if (row.members().containsKey("cancel_reason")) {
            return Optional.of(new Outcome.Cancelled(row.text("cancel_reason")));
        }
        if (row.members().containsKey("return_items")) {
            return Optional.of(
                    new Outcome.Returned(
                            row.texts("return_items"), row.text("return_payment_method_id")));
        }
        if (row.members().containsKey("exchange_items")) {
            return Optional.of(
                    new Outcome.Exchanged(
                            row.texts("exchange_items"),
                            row.texts("exchange_new_items"),
                            row.text("exchange_payment_method_id"),
                            row.money("exchange_price_difference")));
        }
        return Optional.empty();
    }

    private static Extras extras(Row row) {
        return new Extras(
                row.time("placed_at"),
                row.time("delivered_at"),
                row.time("hurried_at"),
                row.object("invoice")
                        .map(
                                wanted ->
                                        new Invoice(
                                                wanted.text("title"), wanted.find("tax_number"))));
    }
}
