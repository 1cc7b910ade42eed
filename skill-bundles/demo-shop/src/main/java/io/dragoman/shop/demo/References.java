package io.dragoman.shop.demo;

import io.dragoman.api.shop.Account;
import io.dragoman.api.shop.OrderRecord;
import io.dragoman.api.shop.OrderRecord.Item;
import io.dragoman.api.shop.OrderRecord.Payment;
import io.dragoman.api.shop.OrderRecord.Status;

/** Checks that what the records of a shop name is there, so that no change fails half-way. */
record References(Book book, Problems users, Problems orders) {

    void check() {
        book.accounts().values().forEach(this::check);
        book.orders().values().forEach(this::check);
    }

    private void check(Account account) {
        for (String number : account.orders()) {
            if (!book.orders().containsKey(number)) {
                users.add(
                        "user " + account.customerId(),
                        "the order '"
                                + number
                                + "' is not in orders.json; add it or remove the number");
            }
        }
        for (var method : account.paymentMethods()) {
            if (method.balance().filter(left -> left.signum() < 0).isPresent()) {
                users.add(
                        "user " + account.customerId(),
                        "the balance of '" + method.id() + "' is below 0; correct it");
            }
        }
    }

    private void check(OrderRecord order) {
        var where = "order " + order.number();
        var account = book.accounts().get(order.customerId());
        if (account == null) {
            orders.add(
                    where,
                    "the user '" + order.customerId() + "' is not in users.json; add the user");
            return;
        }
        for (Item item : order.items()) {
            if (!book.products().containsKey(item.productId())) {
                orders.add(
                        where,
                        "the product '" + item.productId() + "' is not in products.json; add it");
            }
        }
        checkPayments(order, account, where);
    }

    private void checkPayments(OrderRecord order, Account account, String where) {
        if (order.payments().isEmpty() && order.status() != Status.UNPAID) {
            orders.add(where, "'payment_history' is empty; add the payment, or make it 'unpaid'");
        }
        for (Payment payment : order.payments()) {
            if (account.paymentMethod(payment.methodId()).isEmpty()) {
                orders.add(
                        where,
                        "the payment method '"
                                + payment.methodId()
                                + "' is none of user "
                                + account.customerId()
                                + "; add it to users.json");
            }
            if (payment.amount().signum() < 0) {
                orders.add(where, "an amount is below 0; a refund is its own 'transaction_type'");
            }
        }
    }
}
