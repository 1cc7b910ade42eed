package io.dragoman.skill.orderquery;

import io.dragoman.api.shop.Order;
import io.dragoman.api.shop.Shop;
import io.dragoman.api.shop.Shops;
import io.dragoman.api.skill.Means;
import io.dragoman.api.skill.Tool;
import io.dragoman.api.skill.Tool.Result;
import java.util.Optional;

/** The tool {@code get_order}: the same order, for programs and language models. */
record OrderTool(Shops shops) {

    /** Which order. */
    record Arguments(@Means("Order number or tracking number") String number) {}

    Tool<Arguments> tool() {
        return Tool.reading(
                "get_order", "State, items and total of one order", Arguments.class, this::get);
    }

    private Result get(Arguments arguments, Tool.Caller caller) {
        return shops.of(caller.site())
                .flatMap(shop -> find(shop, arguments.number()))
                .<Result>map(found -> new Result.Ok(OrderView.of(found, caller)))
                .orElseGet(
                        () -> new Result.Failed("There is no order '" + arguments.number() + "'"));
    }

    /** People copy whichever number they see first, so a tracking number will do as well. */
    static Optional<Order> find(Shop shop, String number) {
        return shop.order(number)
                .or(() -> shop.parcel(number).flatMap(parcel -> shop.order(parcel.orderNumber())));
    }
}
