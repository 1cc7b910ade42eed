package io.dragoman.skill.orderservice;

import static io.dragoman.api.skill.Option.option;
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
import io.dragoman.api.skill.Slot;
import io.dragoman.api.skill.SlotType;
import io.dragoman.api.skill.Tool;
import io.dragoman.api.skill.Turn;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** 发票: asks for the invoice of an order, made out to a person or a company. */
@Component
@SkillId(InvoiceSkill.ID)
public final class InvoiceSkill implements Skill {

    static final String ID = "order-invoice";
    private static final String KIND = "kind";
    private static final String TITLE = "invoiceTitle";
    private static final String TAX = "taxNumber";
    private static final String COMPANY = "company";

    private static final Slot<String> FOR_WHOM =
            Slot.slot(
                    KIND,
                    SlotType.choice(
                            "invoice-kind",
                            option("person", "个人|个人抬头", "A person|personal|private"),
                            option(COMPANY, "公司|企业|单位", "A company|company|business")));
    private static final Slot<String> NAME = Slot.slot(TITLE, SlotType.text());

    /** GB 32100-2015: 18 characters without I, O, S, V, Z; older numbers have 15 or 20. */
    private static final Slot<String> NUMBER =
            Slot.slot(
                    TAX,
                    SlotType.matching(
                            "tax-number",
                            "(?<![A-Za-z0-9])(?=[A-Za-z]{0,3}[0-9])[0-9A-Za-z]{15,20}(?![A-Za-z0-9])"));

    /** What {@code request_invoice} takes. */
    record Arguments(
            @Means("The order id") String order_id,
            @Means("Who the invoice is made out to") String title,
            @Means("The tax number of a company") Optional<String> tax_number) {}

    private final OwnOrders orders;
    private final Tool<Arguments> tool;

    /** Created by the container. */
    @Activate
    public InvoiceSkill(@Reference(name = "shops") Shops shops) {
        var tools = new ShopTools(shops);
        this.orders =
                new OwnOrders(
                        shops,
                        ID,
                        Set.of(
                                Status.PENDING,
                                Status.PENDING_ITEMS_MODIFIED,
                                Status.PROCESSED,
                                Status.SHIPPED,
                                Status.DELIVERED));
        this.tool =
                Tool.changing(
                        "request_invoice",
                        "Ask for the invoice of a paid order; it is sent to the customer's e-mail"
                                + " address.",
                        Arguments.class,
                        (wanted, caller) ->
                                tools.change(
                                        caller,
                                        wanted.order_id(),
                                        new Change.Invoice(
                                                wanted.order_id(),
                                                wanted.title(),
                                                wanted.tax_number())));
    }

    @Override
    public Optional<Texts> texts() {
        return SkillTexts.of(ID);
    }

    @Override
    public SkillSpec spec() {
        return skill(ID)
                .examples("我要开发票", "帮我开发票", "申请开票", "给订单 DM100001 开发票", "开一张公司抬头的发票", "补开发票")
                .examples("I need an invoice", "please send me an invoice for DM100001")
                .examples("make out an invoice to my company", "request an invoice")
                .step(OwnOrders.PICK, OwnOrders.ORDER)
                .step(KIND, FOR_WHOM)
                .step(TITLE, NAME)
                .step(TAX, NUMBER)
                .step(OwnOrders.TOLD)
                .tool(tool)
                .build();
    }

    @Override
    public Turn take(Dialogue dialogue) {
        return orders.with(dialogue, (sales, order) -> ask(dialogue, sales, order));
    }

    private Turn ask(Dialogue dialogue, AfterSales sales, OrderRecord order) {
        var words = new Words(dialogue);
        var probe = new Change.Invoice(order.number(), "", Optional.empty());
        if (sales.check(probe) instanceof Verdict.Refused no) {
            return new Refusals(dialogue, order).told(no);
        }
        var kind = dialogue.find(FOR_WHOM);
        if (kind.isEmpty()) {
            return Turn.next(KIND);
        }
        var name = dialogue.find(NAME);
        if (name.isEmpty()) {
            return Turn.next(TITLE);
        }
        var number = dialogue.find(NUMBER).filter(tax -> kind.get().equals(COMPANY));
        if (kind.get().equals(COMPANY) && number.isEmpty()) {
            return Turn.next(TAX);
        }
        return Turn.propose(
                tool,
                new Arguments(order.number(), name.get(), number),
                OwnOrders.TOLD,
                words.card(order, "field.title", name.get(), "field.tax", number.orElse("-")));
    }
}
