package io.dragoman.skill.orderservice;

import static io.dragoman.api.skill.SkillSpec.skill;

import io.dragoman.api.message.Texts;
import io.dragoman.api.shop.AfterSales;
import io.dragoman.api.shop.Change;
import io.dragoman.api.shop.OrderRecord;
import io.dragoman.api.shop.OrderRecord.Status;
import io.dragoman.api.shop.Shops;
import io.dragoman.api.shop.Verdict;
import io.dragoman.api.skill.Dialogue;
import io.dragoman.api.skill.Means;
import io.dragoman.api.skill.Skill;
import io.dragoman.api.skill.SkillId;
import io.dragoman.api.skill.SkillSpec;
import io.dragoman.api.skill.Tool;
import io.dragoman.api.skill.Turn;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** 催发货: asks the warehouse to send a paid order soon. */
@Component
@SkillId(OrderHurrySkill.ID)
public final class OrderHurrySkill implements Skill {

    static final String ID = "order-hurry";

    /** What {@code hurry_order} takes. */
    record Arguments(@Means("The order id") String order_id) {}

    private final OwnOrders orders;
    private final Tool<Arguments> tool;

    /** Created by the container. */
    @Activate
    public OrderHurrySkill(@Reference(name = "shops") Shops shops) {
        var tools = new ShopTools(shops);
        this.orders =
                new OwnOrders(
                        shops,
                        ID,
                        Set.of(Status.PENDING, Status.PENDING_ITEMS_MODIFIED, Status.PROCESSED));
        this.tool =
                Tool.changing(
                        "hurry_order",
                        "Ask the warehouse to send a paid order soon; once a day for an order.",
                        Arguments.class,
                        (wanted, caller) ->
                                tools.change(
                                        caller,
                                        wanted.order_id(),
                                        new Change.Hurry(wanted.order_id())));
    }

    @Override
    public Optional<Texts> texts() {
        return SkillTexts.of(ID);
    }

    @Override
    public SkillSpec spec() {
        return skill(ID)
                .examples("催发货", "帮我催一下发货", "怎么还不发货，催一下", "能快点发货吗", "催一下订单 DM100004")
                .examples("赶紧给我发货", "麻烦尽快发货")
                .examples("让仓库快一点", "why is my order not shipped yet, please hurry")
                .examples("ask the warehouse to be faster")
                .examples("please ship my order soon", "hurry up with my order")
                .examples("can you speed up the shipment of DM100004", "ship it faster")
                .step(OwnOrders.PICK, OwnOrders.ORDER)
                .step(OwnOrders.TOLD)
                .tool(tool)
                .build();
    }

    @Override
    public Turn take(Dialogue dialogue) {
        return orders.withAny(dialogue, (sales, order) -> propose(dialogue, sales, order));
    }

    private Turn propose(Dialogue dialogue, AfterSales sales, OrderRecord order) {
        var words = new Words(dialogue);
        return sales.check(new Change.Hurry(order.number())) instanceof Verdict.Refused no
                ? new Refusals(dialogue, order).told(no)
                : Turn.propose(
                        tool, new Arguments(order.number()), OwnOrders.TOLD, words.card(order));
    }
}
