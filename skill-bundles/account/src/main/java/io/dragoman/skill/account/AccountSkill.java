package io.dragoman.skill.account;

import static io.dragoman.api.skill.SkillSpec.skill;

import io.dragoman.api.message.Part;
import io.dragoman.api.message.Part.Card;
import io.dragoman.api.message.Part.Card.Field;
import io.dragoman.api.shop.Account;
import io.dragoman.api.shop.Shop;
import io.dragoman.api.shop.Shops;
import io.dragoman.api.skill.Dialogue;
import io.dragoman.api.skill.Skill;
import io.dragoman.api.skill.SkillId;
import io.dragoman.api.skill.SkillSpec;
import io.dragoman.api.skill.Slot;
import io.dragoman.api.skill.SlotType;
import io.dragoman.api.skill.Tool;
import io.dragoman.api.skill.Turn;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Changes the default address of a customer, and finds customers for those who may. */
@Component
@SkillId("account")
public final class AccountSkill implements Skill {

    private static final String ADDRESS = "address";
    private static final String TOLD = "told";
    private static final Slot<String> WHERE = Slot.slot(ADDRESS, SlotType.address());

    private final Shops shops;
    private final AccountTools tools;
    private final Tool<AccountTools.Move> move;

    /** Created by the container. */
    @Activate
    public AccountSkill(@Reference(name = "shops") Shops shops) {
        this.shops = shops;
        this.tools = new AccountTools(shops);
        this.move = tools.move();
    }

    @Override
    public SkillSpec spec() {
        return skill("account")
                .examples("修改默认地址", "我搬家了", "更新我的个人地址", "把我账号里的地址改一下", "换默认收货地址")
                .examples(
                        "change my default address",
                        "I have moved",
                        "update the address of my account")
                .examples("my profile has the wrong address")
                .step(ADDRESS, WHERE)
                .step(TOLD)
                .tool(tools.byEmail())
                .tool(tools.byName())
                .tool(tools.details())
                .tool(move)
                .build();
    }

    @Override
    public Turn take(Dialogue dialogue) {
        if (dialogue.step().equals(TOLD)) {
            return Turn.done(Part.text(dialogue.say(worked(dialogue) ? "done" : "failed")));
        }
        var sales = shops.of(dialogue.site()).flatMap(Shop::afterSales);
        if (sales.isEmpty()) {
            return Turn.pass("the shop of '" + dialogue.site() + "' takes no changes");
        }
        return dialogue.customerId()
                .flatMap(sales.get()::account)
                .map(account -> ask(dialogue, account))
                .orElseGet(() -> Turn.done(Part.text(dialogue.say("signin"))));
    }

    private static boolean worked(Dialogue dialogue) {
        return dialogue.outcome().filter(Tool.Result.Ok.class::isInstance).isPresent();
    }

    private Turn ask(Dialogue dialogue, Account account) {
        var said = dialogue.find(WHERE);
        if (said.isEmpty()) {
            return Turn.next(ADDRESS);
        }
        return account.address()
                .parse(said.get())
                .map(
                        to ->
                                Turn.propose(
                                        move,
                                        AccountTools.Move.of(account.customerId(), to),
                                        TOLD,
                                        card(dialogue, account, to.text())))
                .orElseGet(() -> Turn.askAgain(WHERE, Part.text(dialogue.say("address.retry"))));
    }

    private static Part card(Dialogue dialogue, Account account, String to) {
        return new Card(
                dialogue.say("title"),
                List.of(
                        new Field(dialogue.say("field.from"), account.address().text()),
                        new Field(dialogue.say("field.to"), to)),
                List.of());
    }
}
