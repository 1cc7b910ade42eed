package io.dragoman.skill.orderservice;

import static io.dragoman.api.skill.SkillSpec.skill;

import io.dragoman.api.message.Part;
import io.dragoman.api.message.Texts;
import io.dragoman.api.shop.AfterSales;
import io.dragoman.api.shop.Change;
import io.dragoman.api.shop.OrderRecord;
import io.dragoman.api.shop.OrderRecord.Status;
import io.dragoman.api.shop.PostalAddress;
import io.dragoman.api.shop.Shops;
import io.dragoman.api.shop.Verdict;
import io.dragoman.api.skill.Dialogue;
import io.dragoman.api.skill.Means;
import io.dragoman.api.skill.Skill;
import io.dragoman.api.skill.SkillId;
import io.dragoman.api.skill.SkillSpec;
import io.dragoman.api.skill.Slot;
import io.dragoman.api.skill.SlotType;
import io.dragoman.api.skill.Tool;
import io.dragoman.api.skill.Turn;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Sends a pending order to another address. */
@Component
@SkillId(OrderAddressSkill.ID)
public final class OrderAddressSkill implements Skill {

    static final String ID = "order-address";
    private static final String ADDRESS = "address";
    private static final Slot<String> WHERE = Slot.slot(ADDRESS, SlotType.address());

    /** What {@code modify_pending_order_address} takes. */
    record Arguments(
            @Means("The order id, such as '#W0000000', with the '#' at the beginning")
                    String order_id,
            @Means("First line of the address, such as '123 Main St'") String address1,
            @Means("Second line, such as 'Apt 1', or ''") String address2,
            @Means("The city, such as 'San Francisco'") String city,
            @Means("The state, such as 'CA'") String state,
            @Means("The country, such as 'USA'") String country,
            @Means("The postcode, such as '12345'") String zip) {

        private static Arguments of(String order, PostalAddress to) {
            return new Arguments(
                    order,
                    to.line1(),
                    to.line2(),
                    to.city(),
                    to.state(),
                    to.country(),
                    to.postcode());
        }

        private PostalAddress address() {
            return new PostalAddress(address1, address2, city, state, country, zip);
        }
    }

    private final OwnOrders orders;
    private final Tool<Arguments> tool;

    /** Created by the container. */
    @Activate
    public OrderAddressSkill(@Reference(name = "shops") Shops shops) {
        var tools = new ShopTools(shops);
        this.orders = new OwnOrders(shops, ID, Set.of(Status.PENDING));
        this.tool =
                Tool.changing(
                        "modify_pending_order_address",
                        "Send an order that is still pending to another address.",
                        Arguments.class,
                        (wanted, caller) ->
                                tools.change(
                                        caller,
                                        wanted.order_id(),
                                        new Change.Address(wanted.order_id(), wanted.address())));
    }

    @Override
    public Optional<Texts> texts() {
        return SkillTexts.of(ID);
    }

    @Override
    public SkillSpec spec() {
        return skill(ID)
                .examples("我要改地址", "改一下地址", "I want to change the address")
                .examples("修改收货地址", "订单地址填错了", "帮我改一下订单的收货地址", "地址写错了想改", "订单 DM100004 改地址")
                .examples("换个收货地址", "我的订单寄到公司去")
                .examples("change the address of my order", "I entered the wrong shipping address")
                .examples("send order DM100004 to another address", "ship it to my office instead")
                .step(OwnOrders.PICK, OwnOrders.ORDER)
                .step(ADDRESS, WHERE)
                .step(OwnOrders.TOLD)
                .tool(tool)
                .build();
    }

    @Override
    public Turn take(Dialogue dialogue) {
        return orders.with(dialogue, (sales, order) -> propose(dialogue, sales, order));
    }

    private Turn propose(Dialogue dialogue, AfterSales sales, OrderRecord order) {
        var said = dialogue.find(WHERE);
        var words = new Words(dialogue);
        if (sales.check(new Change.Address(order.number(), order.address()))
                instanceof Verdict.Refused no) {
            return new Refusals(dialogue, order).told(no);
        }
        if (said.isEmpty()) {
            return Turn.next(ADDRESS);
        }
        return order.address()
                .parse(said.get())
                .map(
                        to ->
                                Turn.propose(
                                        tool,
                                        Arguments.of(order.number(), to),
                                        OwnOrders.TOLD,
                                        words.card(
                                                order,
                                                "field.from",
                                                order.address().text(),
                                                "field.to",
                                                to.text())))
                .orElseGet(() -> Turn.askAgain(WHERE, Part.text(dialogue.say("address.retry"))));
    }
}
