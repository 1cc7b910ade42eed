package io.dragoman.skill.coupon;

import io.dragoman.api.rules.PricingRules;
import io.dragoman.api.shop.Cart;
import io.dragoman.api.shop.Product;
import io.dragoman.api.shop.Shop;
import io.dragoman.api.shop.Shops;
import io.dragoman.api.skill.Means;
import io.dragoman.api.skill.Tool;
import io.dragoman.api.skill.Tool.Result;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** The tool {@code price_cart}: the same price, for programs and language models. */
record PriceTool(Shops shops, PricingRules rules, Clock clock) {

    /** What to price. */
    record PriceCart(@Means("The products and how many of each") List<Item> items) {
        PriceCart {
            if (items != null && items.isEmpty()) {
                throw new IllegalArgumentException("'items' must name at least one product");
            }
        }
    }

    /** One position. */
    record Item(@Means("The product's sku") String sku, @Means("How many, 1 to 999") int quantity) {
        Item {
            if (quantity < 1 || quantity > 999) {
                throw new IllegalArgumentException("'quantity' must be 1 to 999, not " + quantity);
            }
        }
    }

    private record Discount(String label, BigDecimal saving, BigDecimal left, String rule) {}

    private record Answer(
            BigDecimal total,
            List<Discount> discounts,
            BigDecimal saving,
            BigDecimal toPay,
            String currency) {}

    Tool<PriceCart> tool() {
        return Tool.reading(
                "price_cart",
                "The price of some products with the best combination of discounts",
                PriceCart.class,
                this::price);
    }

    private Result price(PriceCart order, Tool.Caller caller) {
        return shops.of(caller.site())
                .map(shop -> price(order, caller, shop))
                .orElseGet(() -> new Result.Failed("No shop is connected for this site"));
    }

    private Result price(PriceCart order, Tool.Caller caller, Shop shop) {
        var lines = new ArrayList<Cart.Line>();
        var currency = "CNY";
        for (Item item : order.items()) {
            var product = shop.product(item.sku());
            if (product.isEmpty()) {
                return new Result.Failed("There is no product '" + item.sku() + "'");
            }
            lines.add(NamedItems.line(product.get(), item.quantity()));
            currency = product.map(Product::currency).get();
        }
        var cart = new Cart(lines, currency);
        var offers = Wallet.of(shop, caller.customerId()).offers(rules, cart, clock.instant());
        return new Result.Ok(answer(BestPrice.of(cart.total(), offers), currency));
    }

    private static Answer answer(Price price, String currency) {
        var discounts =
                price.steps().stream()
                        .map(
                                s ->
                                        new Discount(
                                                s.offer().labelEn(),
                                                s.saving(),
                                                s.left(),
                                                s.offer().rule()))
                        .toList();
        return new Answer(price.total(), discounts, price.saving(), price.toPay(), currency);
    }
}
