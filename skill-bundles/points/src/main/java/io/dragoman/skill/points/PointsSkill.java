package io.dragoman.skill.points;

import static io.dragoman.api.skill.SkillSpec.skill;

import io.dragoman.api.message.Part;
import io.dragoman.api.message.Part.Action;
import io.dragoman.api.message.Part.Card;
import io.dragoman.api.message.Part.Card.Field;
import io.dragoman.api.shop.Points;
import io.dragoman.api.shop.Shops;
import io.dragoman.api.skill.Dialogue;
import io.dragoman.api.skill.Skill;
import io.dragoman.api.skill.SkillId;
import io.dragoman.api.skill.SkillSpec;
import io.dragoman.api.skill.Tool;
import io.dragoman.api.skill.Turn;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Tells a customer who is signed in their loyalty points, and which of them expire soon. */
@Component
@SkillId("points")
@Designate(ocd = PointsSkill.Config.class)
public final class PointsSkill implements Skill {

    /** What points are worth. */
    @ObjectClassDefinition(name = "%settings", localization = "OSGI-INF/l10n/bundle")
    public @interface Config {

        /** So many points take one yuan off. */
        @AttributeDefinition(
                name = "%settings.pointsPerYuan",
                description = "%settings.pointsPerYuan.about",
                min = "1",
                max = "10000")
        int pointsPerYuan() default 100;

        /** The zone in which dates are told. */
        @AttributeDefinition(name = "%settings.zone", description = "%settings.zone.about")
        String zone() default "Asia/Shanghai";
    }

    /** The tool needs to be told nothing: whose points it is about is the caller's identity. */
    record NoArguments() {}

    private final Shops shops;
    private final Config config;

    /** Created by the container. */
    @Activate
    public PointsSkill(@Reference(name = "shops") Shops shops, Config config) {
        this.shops = shops;
        this.config = config;
    }

    @Override
    public SkillSpec spec() {
        return skill("points")
                .examples("我的积分", "查积分", "我有多少积分", "积分什么时候过期", "积分怎么用", "积分能抵多少钱")
                .examples("my points", "how many points do I have", "when do my points expire")
                .examples("how can I use my points", "loyalty points", "what are my points worth")
                .needsSignIn()
                .tool(
                        Tool.reading(
                                        "get_points",
                                        "The customer's loyalty points",
                                        NoArguments.class,
                                        this::getPoints)
                                .forCustomer())
                .build();
    }

    @Override
    public Turn take(Dialogue dialogue) {
        return shops.of(dialogue.site())
                .flatMap(shop -> dialogue.customerId().flatMap(shop::pointsOf))
                .map(
                        points ->
                                Turn.done(
                                        card(dialogue, points),
                                        Part.text(dialogue.say("how", config.pointsPerYuan()))))
                .orElseGet(() -> Turn.pass("the shop knows no points of this customer"));
    }

    private Card card(Dialogue dialogue, Points points) {
        var fields = new ArrayList<Field>();
        fields.add(new Field(dialogue.say("field.balance"), String.valueOf(points.balance())));
        fields.add(
                new Field(
                        dialogue.say("field.worth"),
                        "¥" + points.balance() / config.pointsPerYuan()));
        if (points.expiring() > 0) {
            var day = LocalDate.ofInstant(points.expiringAt(), ZoneId.of(config.zone()));
            fields.add(
                    new Field(
                            dialogue.say("field.expiring"),
                            dialogue.say("expiring", points.expiring(), day.toString())));
        }
        var price = new Action(dialogue.say("action.price"), "skill:coupon");
        return new Card(dialogue.say("title"), fields, List.of(price));
    }

    private Tool.Result getPoints(NoArguments none, Tool.Caller caller) {
        return shops.of(caller.site())
                .flatMap(shop -> caller.customerId().flatMap(shop::pointsOf))
                .<Tool.Result>map(Tool.Result.Ok::new)
                .orElseGet(() -> new Tool.Result.Failed("The customer is not known"));
    }
}
