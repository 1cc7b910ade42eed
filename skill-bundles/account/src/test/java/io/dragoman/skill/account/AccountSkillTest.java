package io.dragoman.skill.account;

import static io.dragoman.testkit.SkillTester.talkTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.shop.AfterSales;
import io.dragoman.api.shop.Shops;
import io.dragoman.api.skill.Tool.Actor;
import io.dragoman.api.skill.Tool.Caller;
import io.dragoman.api.skill.Tool.Result;
import io.dragoman.json.JacksonJson;
import io.dragoman.shop.demo.DemoShop;
import io.dragoman.testkit.TestClock;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountSkillTest {

    private static final Caller STAFF =
            new Caller("demo", Optional.empty(), Actor.STAFF, Optional.empty());
    private static final Caller ALICE = new Caller("demo", Optional.of("C1002"));
    private static final Result NOBODY = new Result.Failed("Error: user not found");

    private AfterSales sales;
    private Shops shops;
    private AccountTools tools;

    @BeforeEach
    void open(@TempDir Path data) {
        var clock = TestClock.at("2026-11-21T02:00:00Z");
        var shop = new DemoShop(new JacksonJson(), "demo", clock, data);
        sales = shop.afterSales().orElseThrow();
        shops = Shops.only(shop);
        tools = new AccountTools(shops);
    }

    @Test
    void changesTheDefaultAddressAfterAYes() {
        talkTo(new AccountSkill(shops))
                .as("C1001")
                .in(Locale.SIMPLIFIED_CHINESE)
                .user("我搬家了")
                .says("新地址是哪里？")
                .user("上海市浦东新区张江路 88 号 3 栋 502 室")
                .says("要把这里设为您的默认地址吗？")
                .user("是的")
                .says("以后的订单会寄到新地址");
        assertThat(sales.account("C1001").orElseThrow().address().city()).isEqualTo("上海市");
    }

    @Test
    void asksStrangersToSignIn() {
        talkTo(new AccountSkill(shops)).user("I have moved").says("sign in");
    }

    @Test
    void findsCustomersForStaff() {
        var byEmail = new AccountTools.ByEmail("Bob.Smith@example.com");
        assertThat(tools.byEmail().call().apply(byEmail, STAFF)).isEqualTo(new Result.Ok("C1005"));
        var byName = new AccountTools.ByName("alice", "chen", "200040");
        assertThat(tools.byName().call().apply(byName, STAFF)).isEqualTo(new Result.Ok("C1002"));
        var unknown = new AccountTools.ByName("alice", "chen", "1");
        assertThat(tools.byName().call().apply(unknown, STAFF)).isEqualTo(NOBODY);
        assertThat(tools.details().call().apply(new AccountTools.ById("C1003"), STAFF))
                .isInstanceOfSatisfying(
                        Result.Ok.class,
                        ok ->
                                assertThat(((Map<?, ?>) ok.value()).keySet().toString())
                                        .isEqualTo(
                                                "[name, address, email, payment_methods,"
                                                        + " orders]"));
    }

    @Test
    void tellsCustomersOfThemselvesOnly() {
        var bob = new AccountTools.ByEmail("bob.smith@example.com");
        assertThat(tools.byEmail().call().apply(bob, ALICE)).isEqualTo(NOBODY);
        assertThat(tools.details().call().apply(new AccountTools.ById("C1005"), ALICE))
                .isEqualTo(NOBODY);
        assertThat(tools.details().call().apply(new AccountTools.ById("C1002"), ALICE))
                .isInstanceOf(Result.Ok.class);
        var move = new AccountTools.Move("C1005", "1 Elm St", "", "Austin", "TX", "USA", "73301");
        assertThat(tools.move().call().apply(move, ALICE)).isEqualTo(NOBODY);
        assertThat(sales.account("C1005").orElseThrow().address().city()).isEqualTo("深圳市");
        assertThat(tools.move().call().apply(move, STAFF)).isInstanceOf(Result.Ok.class);
        assertThat(sales.account("C1005").orElseThrow().address().city()).isEqualTo("Austin");
    }
}
