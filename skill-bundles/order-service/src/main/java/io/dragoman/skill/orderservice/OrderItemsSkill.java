package io.dragoman.skill.orderservice;

import static io.dragoman.api.skill.SkillSpec.skill;

import io.dragoman.api.message.Texts;
import io.dragoman.api.shop.Change;
import io.dragoman.api.shop.OrderRecord.Status;
import io.dragoman.api.shop.Shops;
import io.dragoman.api.skill.Dialogue;
import io.dragoman.api.skill.Skill;
import io.dragoman.api.skill.SkillId;
import io.dragoman.api.skill.SkillSpec;
import io.dragoman.api.skill.Turn;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Replaces an item of a pending order by another variant of its product. */
@Component
@SkillId(OrderItemsSkill.ID)
public final class OrderItemsSkill implements Skill {

    static final String ID = "order-items";

    private final Swapping swapping;

    /** Created by the container. */
    @Activate
    public OrderItemsSkill(@Reference(name = "shops") Shops shops) {
        this.swapping =
                Swapping.of(
                        shops,
                        ID,
                        Status.PENDING,
                        "modify_pending_order_items",
                        "Replace items of an order that is still pending by other variants of the same"
                                + " products. Can be done once for an order, so collect all items"
                                + " first. The difference in price is paid or refunded at once.",
                        Change.Items::new);
    }

    @Override
    public Optional<Texts> texts() {
        return SkillTexts.of(ID);
    }

    @Override
    public SkillSpec spec() {
        return SwapTalk.steps(skill(ID))
                .examples("修改订单商品", "订单里的商品想换个尺码", "还没发货，想改一下规格", "下单时尺码选错了，改成大号")
                .examples("DM100047 的 T 恤改成 L 码", "把我订单里的颜色改一下")
                .examples("DM100047 还没发货，两件衣服都改成 L 码")
                .examples(
                        "change an item in my order", "I want a different size in my pending order")
                .examples("modify the items of order DM100047", "change the colour before it ships")
                .examples(
                        "please change both shirts in order DM100047 to size L",
                        "change my order, make the two shirts size L")
                .tool(swapping.tool())
                .build();
    }

    @Override
    public Turn take(Dialogue dialogue) {
        return swapping.take(dialogue);
    }
}
