package io.dragoman.skill.orderservice;

import io.dragoman.api.shop.AfterSales;
import io.dragoman.api.shop.Change;
import io.dragoman.api.shop.OrderRecord;
import io.dragoman.api.shop.Shop;
import io.dragoman.api.shop.Shops;
import io.dragoman.api.shop.Verdict;
import io.dragoman.api.skill.Tool.Caller;
import io.dragoman.api.skill.Tool.Result;
import java.util.Optional;

/**
 * What all tools on orders have in common. Customers reach their own orders only; somebody else's
 * is answered as if there were none.
 */
record ShopTools(Shops shops) {

    /** How failures begin, as programs that know the tools of τ-bench expect. */
    static final String ERROR = "Error: ";

    Optional<AfterSales> sales(Caller caller) {
        return shops.of(caller.site()).flatMap(Shop::afterSales);
    }

    /** Makes a change to an order and answers the order as it is then. */
    Result change(Caller caller, String orderNumber, Change change) {
        var sales = sales(caller);
        if (sales.isEmpty()) {
            return noShop(caller);
        }
        if (foreign(sales.get(), caller, orderNumber)) {
            return new Result.Failed(ERROR + "order not found");
        }
        return switch (sales.get().apply(change, caller.key())) {
            case Verdict.Accepted done ->
                    new Result.Ok(done.order().map(OrderRecord::tree).orElseThrow());
            case Verdict.Refused no -> new Result.Failed(ERROR + no.message());
        };
    }

    private static boolean foreign(AfterSales sales, Caller caller, String orderNumber) {
        return sales.order(orderNumber)
                .filter(order -> !caller.mayActFor(order.customerId()))
                .isPresent();
    }

    static Result noShop(Caller caller) {
        return new Result.Failed(
                ERROR + "no order system is connected for the site '" + caller.site() + "'");
    }
}
