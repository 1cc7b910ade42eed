package io.dragoman.skill.orderservice;

import io.dragoman.api.shop.OrderRecord.Status;
import io.dragoman.api.shop.Shops;
import io.dragoman.api.skill.Dialogue;
import io.dragoman.api.skill.Tool;
import io.dragoman.api.skill.Turn;
import java.util.Set;

/**
 * What the skills have in common that swap items of an order, before it leaves and after it has
 * arrived: the tool, and the talk that leads to it.
 *
 * @param wish makes the change that the skill is for
 */
record Swapping(OwnOrders orders, Tool<SwapTalk.Arguments> tool, SwapTalk.Wish wish) {

    /**
     * For one skill.
     *
     * @param fitting where an order must stand
     * @param tool the tool's name
     * @param purpose what it is for, told to language models and programs
     */
    static Swapping of(
            Shops shops,
            String skill,
            Status fitting,
            String tool,
            String purpose,
            SwapTalk.Wish wish) {
        var tools = new ShopTools(shops);
        return new Swapping(
                new OwnOrders(shops, skill, Set.of(fitting)),
                Tool.changing(
                        tool,
                        purpose,
                        SwapTalk.Arguments.class,
                        (wanted, caller) ->
                                tools.change(
                                        caller,
                                        wanted.order_id(),
                                        wish.of(
                                                wanted.order_id(),
                                                wanted.item_ids(),
                                                wanted.new_item_ids(),
                                                wanted.payment_method_id()))),
                wish);
    }

    Turn take(Dialogue dialogue) {
        return orders.with(
                dialogue,
                (sales, order) -> new SwapTalk(dialogue, orders, tool, wish, sales, order).next());
    }
}
