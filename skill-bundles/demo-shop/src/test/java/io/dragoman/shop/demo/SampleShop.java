package io.dragoman.shop.demo;

import io.dragoman.api.shop.AfterSales;
import io.dragoman.json.JacksonJson;
import io.dragoman.testkit.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** The small shop of these tests. */
final class SampleShop {

    static final Path FILES = Path.of("src/test/resources/sample-shop");

    private SampleShop() {}

    static TestClock clock() {
        return TestClock.at("2026-11-21T02:00:00Z");
    }

    /** The demo shop on a data folder, as after a start. */
    static DemoShop start(Path data, TestClock clock) {
        return new DemoShop(new JacksonJson(), "demo", clock, data);
    }

    /** A fresh order system with the sample in it. */
    static AfterSales sales(Path data, TestClock clock) {
        var shop = start(data, clock);
        if (shop.load(FILES) instanceof ShopStore.Report.Failed failed) {
            throw new AssertionError(failed.lines());
        }
        return shop.afterSales().orElseThrow();
    }

    /** A copy with one file edited. */
    static Path edited(Path into, String file, UnaryOperator<String> edit) throws IOException {
        for (String name :
                new String[] {"users.json", "products.json", "orders.json", "shop.json"}) {
            var text = Files.readString(FILES.resolve(name));
            Files.writeString(into.resolve(name), name.equals(file) ? edit.apply(text) : text);
        }
        return into;
    }
}
