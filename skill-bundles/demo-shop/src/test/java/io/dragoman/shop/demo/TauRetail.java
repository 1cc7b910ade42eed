package io.dragoman.shop.demo;

import io.dragoman.api.json.Json;
import io.dragoman.api.shop.Change;
import io.dragoman.api.shop.PostalAddress;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The public retail shop of τ-bench and its tasks, where it lies beside the checkout. */
record TauRetail(Json json, Path folder) {

    /** A task: calls in order, and what the records they change are to be afterwards. */
    record Task(long number, List<Call> calls, Map<?, ?> expected) {}

    /** A call; one with an error must fail and change nothing. */
    record Call(String tool, Map<?, ?> arguments, Object error) {

        String text(String name) {
            return (String) arguments.get(name);
        }

        List<String> texts(String name) {
            return ((List<?>) arguments.get(name)).stream().map(Object::toString).toList();
        }

        Change change() {
            var order = text("order_id");
            var method = text("payment_method_id");
            return switch (tool) {
                case "cancel_pending_order" -> new Change.Cancel(order, text("reason"));
                case "modify_pending_order_address" -> new Change.Address(order, address());
                case "modify_pending_order_payment" -> new Change.Payment(order, method);
                case "modify_pending_order_items" ->
                        new Change.Items(order, texts("item_ids"), texts("new_item_ids"), method);
                case "return_delivered_order_items" ->
                        new Change.Return(order, texts("item_ids"), method);
                case "exchange_delivered_order_items" ->
                        new Change.Exchange(
                                order, texts("item_ids"), texts("new_item_ids"), method);
                case "modify_user_address" ->
                        new Change.CustomerAddress(text("user_id"), address());
                default -> throw new IllegalArgumentException("There is no tool " + tool);
            };
        }

        private PostalAddress address() {
            return new PostalAddress(
                    text("address1"),
                    text("address2"),
                    text("city"),
                    text("state"),
                    text("country"),
                    text("zip"));
        }
    }

    /**
     * Looks beside the checkout's root, wherever below it the test runs; {@code -Dtau.retail} names
     * another folder of the same form.
     */
    static Path beside() {
        if (System.getProperty("tau.retail") != null) {
            return Path.of(System.getProperty("tau.retail"));
        }
        var at = Path.of("").toAbsolutePath();
        while (at.getParent() != null && !Files.exists(at.resolve("karaf-features/pom.xml"))) {
            at = at.getParent();
        }
        return at.resolveSibling("shared").resolve("data/tau-retail");
    }

    List<Task> tasks() throws IOException {
        var tasks = new ArrayList<Task>();
        for (Object row : (List<?>) json.read(Files.readString(folder.resolve("train.json")))) {
            var task = (Map<?, ?>) row;
            var calls =
                    ((List<?>) task.get("calls"))
                            .stream().map(call -> call((Map<?, ?>) call)).toList();
            tasks.add(new Task((Long) task.get("task"), calls, (Map<?, ?>) task.get("expected")));
        }
        return tasks;
    }

    private static Call call(Map<?, ?> call) {
        return new Call(
                (String) call.get("tool"), (Map<?, ?>) call.get("arguments"), call.get("error"));
    }

    /**
     * A tree in which equal numbers are equal, however they are written, and members are sorted.
     */
    static Object plain(Object tree) {
        return switch (tree) {
            case Map<?, ?> map -> {
                var sorted = new TreeMap<String, Object>();
                map.forEach((key, value) -> sorted.put(key.toString(), plain(value)));
                yield sorted;
            }
            case List<?> list -> list.stream().map(TauRetail::plain).toList();
            case Number number -> new BigDecimal(number.toString()).stripTrailingZeros();
            default -> tree;
        };
    }
}
