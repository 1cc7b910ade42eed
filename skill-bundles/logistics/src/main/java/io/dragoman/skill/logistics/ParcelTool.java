package io.dragoman.skill.logistics;

import io.dragoman.api.shop.Order;
import io.dragoman.api.shop.Parcel;
import io.dragoman.api.shop.Shop;
import io.dragoman.api.shop.Shops;
import io.dragoman.api.skill.Means;
import io.dragoman.api.skill.Tool;
import io.dragoman.api.skill.Tool.Result;
import java.util.Optional;

/** The tool {@code track_parcel}: the same parcel, for programs and language models. */
record ParcelTool(Shops shops) {

    /** Which parcel. */
    record Arguments(@Means("Tracking number or order number") String number) {}

    Tool<Arguments> tool() {
        return Tool.reading(
                "track_parcel",
                "Where a parcel is and when it was promised",
                Arguments.class,
                this::track);
    }

    private Result track(Arguments arguments, Tool.Caller caller) {
        return shops.of(caller.site())
                .flatMap(shop -> find(shop, arguments.number()))
                .<Result>map(Result.Ok::new)
                .orElseGet(
                        () -> new Result.Failed("There is no parcel '" + arguments.number() + "'"));
    }

    /** The parcel of a tracking number, or of the order with this number. */
    static Optional<Parcel> find(Shop shop, String number) {
        return shop.order(number)
                .flatMap(Order::trackingNumber)
                .or(() -> Optional.of(number))
                .flatMap(shop::parcel);
    }
}
