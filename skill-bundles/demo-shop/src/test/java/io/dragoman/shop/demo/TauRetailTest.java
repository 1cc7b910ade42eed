package io.dragoman.shop.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dragoman.api.json.Json;
import io.dragoman.api.shop.Account;
import io.dragoman.api.shop.AfterSales;
import io.dragoman.api.shop.OrderRecord;
import io.dragoman.api.shop.Verdict;
import io.dragoman.json.JacksonJson;
import io.dragoman.testkit.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order system against the tasks of a shop that others have written. */
class TauRetailTest {

    private final Json json = new JacksonJson();
    private final TauRetail tau = new TauRetail(json, TauRetail.beside());

    @Test
    void reachesTheStateOfEveryTask(@TempDir Path data) throws IOException {
        assumeTrue(Files.exists(tau.folder()), "skipped: there is no " + tau.folder());
        var shop = new DemoShop(json, "demo", TestClock.at("2026-11-21T02:00:00Z"), data);
        var fresh = loaded();
        var wrong = new ArrayList<String>();
        var tasks = tau.tasks();
        for (var task : tasks) {
            assertThat(shop.load(tau.folder())).isInstanceOf(ShopStore.Report.Ready.class);
            problems(shop.afterSales().orElseThrow(), task)
                    .forEach(problem -> wrong.add("task " + task.number() + ": " + problem));
            if (!changed(shop, fresh).equals(named(task))) {
                wrong.add("task " + task.number() + ": changed " + changed(shop, fresh));
            }
        }
        long failed = wrong.stream().map(line -> line.split(":")[0]).distinct().count();
        assertThat(wrong).as("%d of %d tasks", tasks.size() - failed, tasks.size()).isEmpty();
    }

    private Book loaded() {
        return switch (new ShopFolder(json, tau.folder()).load()) {
            case ShopFolder.Loaded.Shop shop -> shop.book();
            case ShopFolder.Loaded.Faulty faulty -> throw new AssertionError(faulty.problems());
        };
    }

    private static List<String> problems(AfterSales sales, TauRetail.Task task) {
        var problems = new ArrayList<String>();
        for (var call : task.calls()) {
            var verdict = sales.apply(call.change(), Optional.empty());
            var error = verdict instanceof Verdict.Refused no ? "Error: " + no.message() : null;
            if (!Objects.equals(error, call.error())) {
                problems.add(call.tool() + " is " + error + ", not " + call.error());
            }
        }
        compare(
                task.expected().get("orders"),
                id -> sales.order(id).map(OrderRecord::tree),
                problems);
        compare(task.expected().get("users"), id -> sales.account(id).map(Account::tree), problems);
        return problems;
    }

    /** The records that differ from the fresh ones are those the task names, and no others. */
    private static Set<String> changed(DemoShop shop, Book fresh) {
        var sales = shop.afterSales().orElseThrow();
        var changed = new TreeSet<String>();
        for (var order : fresh.orders().values()) {
            var now = sales.order(order.number()).orElseThrow();
            if (differ(order, now, OrderRecord::tree)) {
                changed.add(order.number());
            }
        }
        for (var user : fresh.accounts().values()) {
            var now = sales.account(user.customerId()).orElseThrow();
            if (differ(user, now, Account::tree)) {
                changed.add(user.customerId());
            }
        }
        return changed;
    }

    private static <T> boolean differ(T fresh, T now, Function<T, Map<String, Object>> tree) {
        return !fresh.equals(now)
                && !TauRetail.plain(tree.apply(fresh)).equals(TauRetail.plain(tree.apply(now)));
    }

    private static Set<String> named(TauRetail.Task task) {
        var named = new TreeSet<String>();
        for (Object records : task.expected().values()) {
            ((Map<?, ?>) records).keySet().forEach(id -> named.add(id.toString()));
        }
        return named;
    }

    private static void compare(
            Object expected,
            Function<String, Optional<Map<String, Object>>> found,
            List<String> problems) {
        if (expected instanceof Map<?, ?> records) {
            records.forEach(
                    (id, record) -> {
                        var wanted = TauRetail.plain(record);
                        var got = found.apply(id.toString()).map(TauRetail::plain);
                        if (!got.equals(Optional.of(wanted))) {
                            problems.add(id + " is " + got + ", not " + wanted);
                        }
                    });
        }
    }
}
