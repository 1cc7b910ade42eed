package io.dragoman.skill.orderquery;

import static java.util.stream.Collectors.toMap;

import io.dragoman.api.shop.AfterSales;
import io.dragoman.api.shop.OrderRecord;
import io.dragoman.api.shop.ProductType;
import io.dragoman.api.shop.Shop;
import io.dragoman.api.shop.Shops;
import io.dragoman.api.skill.Means;
import io.dragoman.api.skill.Tool;
import io.dragoman.api.skill.Tool.Caller;
import io.dragoman.api.skill.Tool.Result;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Tools that look orders and products up in full, under the names and in the form of the retail
 * tools of τ-bench. Customers see their own orders only; products are no secret.
 */
record DetailTools(Shops shops) {

    private static final String ERROR = "Error: ";

    /** Which order. */
    record OfOrder(
            @Means("The order id, such as '#W0000000', with the '#' at the beginning")
                    String order_id) {}

    /** Which product. */
    record OfProduct(
            @Means("The product id, such as '6086499569'; not the id of an item")
                    String product_id) {}

    /** Nothing. */
    record OfNothing() {}

    List<Tool<?>> all() {
        return List.of(
                Tool.reading(
                        "get_order_details",
                        "All about an order: status, items, address, shipments, payments",
                        OfOrder.class,
                        this::order),
                Tool.reading(
                        "get_product_details",
                        "A product with all its variants: options, price, availability",
                        OfProduct.class,
                        this::product),
                Tool.reading(
                        "list_all_product_types",
                        "The name and product id of every product",
                        OfNothing.class,
                        (nothing, caller) -> with(caller, DetailTools::names)));
    }

    private Result order(OfOrder wanted, Caller caller) {
        return with(
                caller,
                sales ->
                        found(
                                sales.order(wanted.order_id())
                                        .filter(order -> caller.mayActFor(order.customerId()))
                                        .map(OrderRecord::tree),
                                "order not found"));
    }

    private Result product(OfProduct wanted, Caller caller) {
        return with(
                caller,
                sales ->
                        found(
                                sales.productType(wanted.product_id()).map(ProductType::tree),
                                "product not found"));
    }

    private static Result names(AfterSales sales) {
        return new Result.Ok(
                sales.productTypes().stream()
                        .collect(
                                toMap(
                                        type -> type.name().en(),
                                        ProductType::productId,
                                        (one, other) -> other,
                                        TreeMap::new)));
    }

    private static Result found(Optional<Map<String, Object>> tree, String otherwise) {
        return tree.<Result>map(Result.Ok::new).orElse(new Result.Failed(ERROR + otherwise));
    }

    private Result with(Caller caller, Function<AfterSales, Result> then) {
        return shops.of(caller.site())
                .flatMap(Shop::afterSales)
                .map(then)
                .orElseGet(
                        () ->
                                new Result.Failed(
                                        ERROR
                                                + "no order system is connected for the site '"
                                                + caller.site()
                                                + "'"));
    }
}
