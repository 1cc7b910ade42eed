package io.dragoman.rules.standard;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.rules.Decision;
import io.dragoman.api.rules.Fact;
import io.dragoman.api.rules.PricingRules;
import io.dragoman.api.rules.PricingRules.Exclusion;
import io.dragoman.api.rules.PricingRules.Offer;
import io.dragoman.api.rules.RuleEngine;
import io.dragoman.api.rules.RuleEngine.Phase;
import io.dragoman.api.shop.Cart;
import io.dragoman.api.shop.Coupon;
import io.dragoman.api.shop.LocalText;
import io.dragoman.rules.drools.DroolsRules;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The standard rules decide what their examples say. */
final class StandardRulesTest {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Instant NOW = Instant.parse("2026-11-25T02:00:00Z");
    private static final Instant SINGLES_DAY = Instant.parse("2026-11-10T17:00:00Z");

    private static DroolsRules rules;

    @BeforeAll
    static void load() {
        rules =
                new DroolsRules(
                        Path.of("pack"),
                        DroolsRules.Limits.usual(),
                        ZoneId.of("Asia/Shanghai"),
                        Clock.systemUTC(),
                        StandardRulesTest.class::getClassLoader);
        rules.load();
    }

    @AfterAll
    static void close() {
        rules.close();
    }

    @Test
    void allFilesLoad() {
        assertThat(rules.status().problems()).isEmpty();
        assertThat(rules.status().files())
                .extracting(RuleEngine.File::name)
                .containsExactly(
                        "coupons.drl",
                        "greetings.drl",
                        "guard.drl",
                        "hours.drl",
                        "service.drl",
                        "shipping-fees.csv",
                        "tags.drl");
    }

    static Stream<RuleExamples.Example> conversation() {
        return RuleExamples.of(Path.of("src/test/resources/examples/conversation.csv")).stream();
    }

    @ParameterizedTest
    @MethodSource
    void conversation(RuleExamples.Example example) {
        var outcome = rules.decide(Phase.ROUTE, example.facts(), LIMIT);
        assertThat(RuleExamples.words(outcome.decisions()))
                .as("%s fired %s", example, outcome.fired())
                .isEqualTo(example.expected());
        assertThat(rules.status().problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "zh, 你好, '', 智能客服小译",
        "en, hi, '', I am Dragoman",
        "zh, 运费多少, '', 满 99 元包邮，不满收 8 元",
        "zh, 运费多少, cart=98.99, 运费 8 元",
        "zh, 运费多少, cart=99, 已满 99 元",
        "zh, 到西藏的运费, cart=298, 偏远地区每单 20 元",
        "zh, 到西藏的运费, cart=299, 已满 299 元",
        "zh, 到西藏的运费, tier=gold, 每单 10 元",
        "zh, 到西藏的运费, tier=vip, 偏远地区也免运费",
        "zh, 包邮吗, tier=gold cart=5, 金卡会员",
        "en, shipping fees to tibet?, '', Remote regions",
        "en, what is the delivery fee, cart=99.00, shipping is free",
        "en, postage?, tier=vip, As a VIP",
        "zh, 往新加坡寄要多少邮费, '', 港澳台 35 元起",
        "en, postage to singapore, '', overseas by weight",
        "zh, 营业时间, waiting=3, 前面有 3 位",
        "en, business hours, online=0, Nobody is at the desk",
    })
    void says(String language, String text, String given, String part) {
        var example = RuleExamples.of(language + "|" + text + "|" + given + "|-").facts();
        var said =
                rules.decide(Phase.ROUTE, example, LIMIT).decisions().stream()
                        .filter(Decision.Say.class::isInstance)
                        .map(decision -> ((Decision.Say) decision).text())
                        .toList();
        assertThat(said).hasSize(1);
        assertThat(said.get(0)).contains(part);
    }

    @ParameterizedTest
    @CsvSource({
        "zh, 在哪里可以赌博, 'tag:forbidden block'",
        "en, how to do money laundering, 'tag:forbidden block'",
        "zh, 我的密码是 abc123, 'tag:secret-sent block'",
        "en, my password is hunter2, 'tag:secret-sent block'",
        "zh, 密码忘了怎么办, -",
        "zh, 验证码收不到, -",
        "en, i forgot my password, -",
        "zh, 你好, -",
        "zh, 我要投诉, -",
    })
    void guards(String language, String text, String expected) {
        var example = RuleExamples.of(language + "|" + text + "||-").facts();
        assertThat(RuleExamples.words(rules.decide(Phase.GUARD, example, LIMIT).decisions()))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "zh, 可以开发票吗, '', tag:invoice",
        "zh, 衣服破损了要退货, '', tag:after-sales",
        "en, my package is damaged, cart=1000, 'tag:after-sales tag:delivery tag:big-cart'",
        "zh, 有什么优惠券, cart=999.99, tag:discount",
        "zh, 随便看看, sentiment=-0.5, tag:unhappy",
        "zh, 随便看看, '', -",
    })
    void tags(String language, String text, String given, String expected) {
        var facts = RuleExamples.of(language + "|" + text + "|" + given + "|-").facts();
        assertThat(RuleExamples.words(rules.decide(Phase.AFTER, facts, LIMIT).decisions()))
                .isEqualTo(expected);
    }

    private static Cart cart(String category, String price, int quantity) {
        var name = new LocalText("货", "goods");
        return new Cart(
                List.of(new Cart.Line("S", name, category, quantity, new BigDecimal(price))),
                "CNY");
    }

    private static Coupon coupon(String type, String until) {
        return new Coupon(type + "-1", type, new LocalText("券", "coupon"), Instant.parse(until));
    }

    private static List<String> offered(Cart cart, String tier, Instant now, Coupon... coupons) {
        return rules.offers(cart, tier, List.of(coupons), now).offers().stream()
                .map(Offer::labelEn)
                .sorted()
                .toList();
    }

    @Test
    void offersWhatACartAMemberAndACouponAllow() {
        assertThat(offered(cart("home", "99.99", 1), "regular", NOW)).isEmpty();
        assertThat(offered(cart("home", "100.00", 3), "gold", NOW))
                .containsExactly(
                        "10 off each full 100", "40 off orders from 300", "Gold member: 5% off");
        assertThat(
                        offered(
                                cart("home", "50", 1),
                                "vip",
                                NOW,
                                coupon("NEW10", "2026-12-01T00:00:00Z"),
                                coupon("SAVE30", "2026-11-01T00:00:00Z")))
                .containsExactly("VIP: 10% off", "Welcome coupon: 10 off 100");
        assertThat(offered(cart("home", "200", 1), "regular", SINGLES_DAY))
                .containsExactly("10 off each full 100", "Singles' Day: 25 off 200");
    }

    @Test
    void aTeaCouponNeedsTeaForTwoHundred() {
        Coupon tea = coupon("TEA20", "2026-12-01T00:00:00Z");
        assertThat(offered(cart("tea", "99.50", 2), "regular", NOW, tea))
                .containsExactly("10 off each full 100");
        assertThat(offered(cart("tea", "100", 2), "regular", NOW, tea))
                .containsExactly("10 off each full 100", "Tea coupon: 20 off 200");
        assertThat(offered(cart("home", "200", 2), "regular", NOW, tea))
                .containsExactly("10 off each full 100", "40 off orders from 300");
    }

    @Test
    void anOfferIsExactAndNamesRuleGroupAndCoupon() {
        var offers =
                rules.offers(
                        cart("home", "400", 1),
                        "regular",
                        List.of(coupon("NEW10", "2026-12-01T00:00:00Z")),
                        NOW);
        assertThat(offers.offers())
                .contains(
                        new Offer(
                                "新人券 NEW10",
                                "新人券 满100减10",
                                "Welcome coupon: 10 off 100",
                                PricingRules.Kind.AMOUNT,
                                new BigDecimal("10"),
                                new BigDecimal("100"),
                                "coupon",
                                30,
                                "NEW10-1"));
        assertThat(offers.exclusions())
                .containsExactlyInAnyOrder(
                        new Exclusion("两种满减不同享 one kind of reduction", "full", "each"),
                        new Exclusion("每满减不与券同享 no coupon on top of each-full", "each", "coupon"));
        assertThat(offers.version()).isEqualTo(rules.status().version());
    }

    @Test
    void everyExampleNamesAKnownFact() {
        assertThat(conversation().flatMap(example -> example.facts().stream()))
                .hasAtLeastOneElementOfType(Fact.Cart.class);
    }
}
