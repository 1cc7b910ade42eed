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

/** Exchanges an item of a delivered order for another variant of its product. */
@Component
@SkillId(ExchangeSkill.ID)
public final class ExchangeSkill implements Skill {

    static final String ID = "exchange-items";

    private final Swapping swapping;

    /** Created by the container. */
    @Activate
    public ExchangeSkill(@Reference(name = "shops") Shops shops) {
        this.swapping =
                Swapping.of(
                        shops,
                        ID,
                        Status.DELIVERED,
                        "exchange_delivered_order_items",
                        "Exchange items of a delivered order for other variants of the same products. Can"
                                + " be done once for an order, so collect all items first.",
                        Change.Exchange::new);
    }

    @Override
    public Optional<Texts> texts() {
        return SkillTexts.of(ID);
    }

    @Override
    public SkillSpec spec() {
        return SwapTalk.steps(skill(ID))
                .examples("我要换货", "换个尺码", "收到的鞋子小了，想换大一号", "申请换货", "买的衣服想换个颜色")
                .examples("DM100045 换货", "订单 DM100045 的 T 恤换成 L 码")
                .examples("DM100045 两件 T 恤都换成 L 码", "收到的两件衣服都想换大一码", "码数小了，换大一码，订单 DM100045")
                .examples("I want to exchange an item", "exchange my shoes for a bigger size")
                .examples(
                        "exchange order DM100045",
                        "swap it for another size",
                        "it does not fit, please swap it")
                .examples(
                        "I would like to exchange both items of order DM100045",
                        "exchange both shirts for size L",
                        "swap the shoes for size 43 and the mug for a bigger one")
                .tool(swapping.tool())
                .build();
    }

    @Override
    public Turn take(Dialogue dialogue) {
        return swapping.take(dialogue);
    }
}
