package io.dragoman.skill.orderservice;

import static io.dragoman.api.skill.SkillSpec.skill;

import io.dragoman.api.message.Part;
import io.dragoman.api.message.Part.Action;
import io.dragoman.api.message.Part.Card;
import io.dragoman.api.message.Part.Card.Field;
import io.dragoman.api.message.Texts;
import io.dragoman.api.shop.AfterSales;
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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** 七天无理由: says until when a delivered order can be returned without a reason. */
@Component
@SkillId(ReturnCheckSkill.ID)
public final class ReturnCheckSkill implements Skill {

    static final String ID = "return-check";

    /** Whoever asks what 七天无理由 is wants it explained. */
    private static final Pattern MEANING =
            Pattern.compile(
                    ".*(什么意思|是什么|什么是|什么叫|怎么算|规则|政策|哪些|运费).*|.*\\b(what (?:is|does)|policy|rules?)\\b.*",
                    Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** What {@code check_return} takes. */
    record Arguments(@Means("The order id") String order_id) {}

    /**
     * What {@code check_return} answers.
     *
     * @param until the end of the days in which no reason is needed; empty when there is no end
     */
    record Answer(String order_id, boolean returnable, String why, Optional<Instant> until) {}

    private final ShopTools tools;
    private final OwnOrders orders;
    private final Tool<Arguments> tool;
    private final Clock clock;

    /** Created by the container. */
    @Activate
    public ReturnCheckSkill(@Reference(name = "shops") Shops shops) {
        this(shops, Clock.systemUTC());
    }

    ReturnCheckSkill(Shops shops, Clock clock) {
        this.tools = new ShopTools(shops);
        this.orders = new OwnOrders(shops, ID, Set.of(Status.DELIVERED));
        this.tool =
                Tool.reading(
                        "check_return",
                        "Whether an order can still be returned without a reason, and until when",
                        Arguments.class,
                        this::check);
        this.clock = clock;
    }

    @Override
    public Optional<Texts> texts() {
        return SkillTexts.of(ID);
    }

    @Override
    public SkillSpec spec() {
        return skill(ID)
                .examples("这个订单还能退吗", "订单 DM100045 还能退货吗", "DM100001 过了退货期没有", "还在七天无理由里吗")
                .examples("我的订单还可以无理由退货吗", "退货期到什么时候")
                .examples("can I still return order DM100045", "is it too late to return my order")
                .examples("until when can I return DM100045", "am I still within the return period")
                .step(OwnOrders.PICK, OwnOrders.ORDER)
                .tool(tool)
                .build();
    }

    private Tool.Result check(Arguments wanted, Tool.Caller caller) {
        var sales = tools.sales(caller);
        return sales.flatMap(all -> all.order(wanted.order_id()))
                .filter(order -> caller.mayActFor(order.customerId()))
                .<Tool.Result>map(
                        order -> new Tool.Result.Ok(answer(sales.get(), order, clock.instant())))
                .orElseGet(() -> new Tool.Result.Failed(ShopTools.ERROR + "order not found"));
    }

    private static Answer answer(AfterSales sales, OrderRecord order, Instant now) {
        var until = until(sales, order);
        boolean delivered = order.status() == Status.DELIVERED;
        boolean late = until.filter(end -> end.isBefore(now)).isPresent();
        var why = delivered ? (late ? "TOO_LATE" : "IN_TIME") : "NOT_DELIVERED";
        return new Answer(order.number(), delivered && !late, why, until);
    }

    private static Optional<Instant> until(AfterSales sales, OrderRecord order) {
        return sales.returnWindow()
                .flatMap((Duration days) -> order.extras().deliveredAt().map(at -> at.plus(days)));
    }

    @Override
    public Turn take(Dialogue dialogue) {
        return OwnOrders.asksInGeneral(dialogue, MEANING)
                ? Turn.pass("it asks what the rule is")
                : orders.withAny(dialogue, (sales, order) -> tell(dialogue, sales, order));
    }

    private Turn tell(Dialogue dialogue, AfterSales sales, OrderRecord order) {
        var answer = answer(sales, order, dialogue.now());
        var until = answer.until().map(at -> day(dialogue, at)).orElse("");
        if (order.status() != Status.DELIVERED) {
            return new Refusals(dialogue, order)
                    .told(new Verdict.Refused(Verdict.Reason.NOT_DELIVERED, ""));
        }
        var key = "return-check." + answer.why() + (until.isEmpty() ? ".open" : "");
        var text = dialogue.say(key, order.number(), until);
        if (!answer.returnable()) {
            return Turn.done(Part.text(text), Part.text(dialogue.say("refused.instead")));
        }
        var back = new OwnOrders(tools.shops(), ReturnSkill.ID, Set.of());
        var button =
                new Action(
                        dialogue.say("action.return"),
                        back.button("", OwnOrders.ORDER.name(), order.number()).payload());
        return Turn.done(
                new Card(
                        dialogue.say("card.title", order.number()),
                        List.of(new Field(dialogue.say("field.return"), text)),
                        List.of(button)));
    }

    private static String day(Dialogue dialogue, Instant at) {
        ZoneId zone = dialogue.zone();
        return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").format(at.atZone(zone));
    }
}
