package io.dragoman.skill.orderservice;

import io.dragoman.api.shop.AfterSales;
import io.dragoman.api.shop.OrderRecord;
import io.dragoman.api.shop.Shops;
import io.dragoman.json.JacksonJson;
import io.dragoman.shop.demo.DemoShop;
import io.dragoman.testkit.TestClock;
import java.nio.file.Path;

/** The demo shop as it is in its first minute; C1001 has signed in. */
final class OpenShop {

    static final String CUSTOMER = "C1001";

    final TestClock clock = TestClock.at("2026-11-21T02:00:00Z");
    final Shops shops;
    final AfterSales sales;

    OpenShop(Path data) {
        var shop = new DemoShop(new JacksonJson(), "demo", clock, data);
        this.shops = Shops.only(shop);
        this.sales = shop.afterSales().orElseThrow();
    }

    OrderRecord order(String number) {
        return sales.order(number).orElseThrow();
    }
}
