package io.dragoman.api.shop;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a service desk may know of a customer; {@link Customer} is the short form.
 *
 * @param address the default address, for orders to come
 * @param orders the numbers of the customer's orders
 */
public record Account(
        String customerId,
        String firstName,
        String lastName,
        String email,
        PostalAddress address,
        List<PaymentMethod> paymentMethods,
        List<String> orders) {
    public Account {
        paymentMethods = List.copyOf(paymentMethods);
        orders = List.copyOf(orders);
    }

    /** The payment method of an id. */
    public Optional<PaymentMethod> paymentMethod(String id) {
        return paymentMethods.stream().filter(method -> method.id().equals(id)).findFirst();
    }

    /** The same customer at another address. */
    public Account withAddress(PostalAddress moved) {
        return new Account(customerId, firstName, lastName, email, moved, paymentMethods, orders);
    }

    /** The same customer with one payment method replaced by its newer state. */
    public Account with(PaymentMethod newer) {
        var methods =
                paymentMethods.stream()
                        .map(method -> method.id().equals(newer.id()) ? newer : method)
                        .toList();
        return new Account(customerId, firstName, lastName, email, address, methods, orders);
    }

    /** The JSON form that {@code docs/shop.md} describes; the id is the key, not a member. */
    public Map<String, Object> tree() {
        var tree = new LinkedHashMap<String, Object>();
        var name = new LinkedHashMap<String, Object>();
        name.put("first_name", firstName);
        name.put("last_name", lastName);
        tree.put("name", name);
        tree.put("address", address.tree());
        tree.put("email", email);
        var methods = new LinkedHashMap<String, Object>();
        paymentMethods.forEach(method -> methods.put(method.id(), method.tree()));
        tree.put("payment_methods", methods);
        tree.put("orders", orders);
        return tree;
    }
}
