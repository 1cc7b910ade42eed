package io.dragoman.skill.logistics;

import static io.dragoman.api.skill.SkillSpec.skill;
import static io.dragoman.api.skill.Slot.slot;

import io.dragoman.api.message.Part;
import io.dragoman.api.message.Part.Action;
import io.dragoman.api.shop.Order;
import io.dragoman.api.shop.Parcel;
import io.dragoman.api.shop.Shop;
import io.dragoman.api.shop.Shops;
import io.dragoman.api.skill.Dialogue;
import io.dragoman.api.skill.Skill;
import io.dragoman.api.skill.SkillId;
import io.dragoman.api.skill.SkillSpec;
import io.dragoman.api.skill.Slot;
import io.dragoman.api.skill.SlotType;
import io.dragoman.api.skill.Turn;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Tells where a parcel is, and brings a person in when it is late. */
@Component
@SkillId("logistics")
@Designate(ocd = LogisticsSkill.Config.class)
public final class LogisticsSkill implements Skill {

    /** When a parcel is late, and who then sees to it. */
    @ObjectClassDefinition(name = "%settings", localization = "OSGI-INF/l10n/bundle")
    public @interface Config {

        /** A regular expression; the letters' case does not matter. */
        @AttributeDefinition(name = "%settings.number", description = "%settings.number.about")
        String number() default
                "(?<![A-Z0-9])[A-Z]{1,4}-?[0-9]{4,20}(?![A-Z0-9])|(?<![0-9])[0-9]{12,20}(?![0-9])";

        /** The team that sees to late parcels. */
        @AttributeDefinition(name = "%settings.team", description = "%settings.team.about")
        String team() default "after-sales";

        /** A parcel is late this long after it was promised. */
        @AttributeDefinition(
                name = "%settings.graceHours",
                description = "%settings.graceHours.about",
                min = "0",
                max = "720")
        int graceHours() default 0;

        /** The zone in which times are told. */
        @AttributeDefinition(name = "%settings.zone", description = "%settings.zone.about")
        String zone() default "Asia/Shanghai";
    }

    private static final String PICK = "pick";
    private static final int LATEST = 20;

    private final Shops shops;
    private final String team;
    private final Duration grace;
    private final ZoneId zone;
    private final Slot<String> parcel;

    /** Created by the container. */
    @Activate
    public LogisticsSkill(@Reference(name = "shops") Shops shops, Config config) {
        this.shops = shops;
        this.team = config.team();
        this.grace = Duration.ofHours(config.graceHours());
        this.zone = ZoneId.of(config.zone());
        this.parcel = slot("parcel", SlotType.matching("parcel-number", config.number()));
    }

    @Override
    public SkillSpec spec() {
        return skill("logistics")
                .examples("我的快递到哪了", "物流到哪了", "查物流", "查快递", "查一下运单 SF7302000000")
                .examples("包裹什么时候到", "什么时候能送到", "怎么还没收到货", "快递怎么还没到", "包裹好几天没动了")
                .examples("等了好几天了，东西还没到", "查一下这个快递单号")
                .examples("I have been waiting for days and nothing has come")
                .examples("订单 DM100001 的快递到哪了", "DM100001 到哪了", "DM100001 送到了吗")
                .examples("where is my parcel", "where is my package", "where is my stuff")
                .examples(
                        "track my parcel",
                        "track my order",
                        "track SF7302000000",
                        "delivery status")
                .examples("when will my parcel arrive", "my package has not arrived")
                .examples("my parcel has not moved for days", "has DM100001 been delivered")
                .examples("where is the parcel of order DM100001")
                .step(PICK, parcel)
                .tool(new ParcelTool(shops).tool())
                .build();
    }

    @Override
    public Turn take(Dialogue dialogue) {
        var shop = shops.of(dialogue.site());
        if (shop.isEmpty()) {
            return Turn.pass("no shop is connected for the site '" + dialogue.site() + "'");
        }
        return dialogue.find(parcel)
                .map(number -> track(dialogue, shop.get(), number))
                .orElseGet(() -> offer(dialogue, shop.get()));
    }

    private Turn track(Dialogue dialogue, Shop shop, String number) {
        var order = shop.order(number);
        if (order.isPresent() && order.get().trackingNumber().isEmpty()) {
            return Turn.done(Part.text(dialogue.say("parcel.notYet", number)));
        }
        return ParcelTool.find(shop, number)
                .map(found -> tell(dialogue, found))
                .orElseGet(
                        () ->
                                Turn.askAgain(
                                        parcel, Part.text(dialogue.say("parcel.unknown", number))));
    }

    private Turn tell(Dialogue dialogue, Parcel found) {
        boolean late = isLate(found, dialogue.now());
        var card = new ParcelCard(dialogue, zone, found, late);
        if (!late) {
            return Turn.done(card.show());
        }
        return Turn.handOver(
                team, card.summary(), card.show(), Part.text(dialogue.say("parcel.late")));
    }

    private boolean isLate(Parcel found, Instant now) {
        return !found.delivered() && found.promisedBy().plus(grace).isBefore(now);
    }

    private Turn offer(Dialogue dialogue, Shop shop) {
        if (dialogue.customerId().isEmpty()) {
            return Turn.next(PICK);
        }
        var onTheWay =
                shop.ordersOf(dialogue.customerId().get(), LATEST).stream()
                        .filter(
                                o ->
                                        o.state() == Order.State.SHIPPED
                                                && o.trackingNumber().isPresent())
                        .toList();
        return switch (onTheWay.size()) {
            case 0 -> Turn.done(Part.text(dialogue.say("parcels.none")));
            case 1 -> track(dialogue, shop, onTheWay.getFirst().number());
            default ->
                    Turn.next(
                            PICK,
                            new Part.Choices(
                                    dialogue.say("parcels.choose"), options(dialogue, onTheWay)));
        };
    }

    private static List<Action> options(Dialogue dialogue, List<Order> orders) {
        return orders.stream()
                .map(
                        o ->
                                new Action(
                                        o.number()
                                                + " · "
                                                + o.lines().getFirst().name().in(dialogue.locale()),
                                        "skill:logistics?parcel=" + o.number()))
                .toList();
    }
}
