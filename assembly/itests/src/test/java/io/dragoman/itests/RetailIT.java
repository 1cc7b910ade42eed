package io.dragoman.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dragoman.itests.harness.Awaiting;
import io.dragoman.itests.harness.Mcp;
import io.dragoman.itests.harness.RunningDragoman;
import io.dragoman.itests.harness.Visitor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** The retail skills on imported shops: over the command line, MCP and the chat. */
class RetailIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path SAMPLE =
            Path.of("../../skill-bundles/demo-shop/src/test/resources/sample-shop")
                    .toAbsolutePath()
                    .normalize();

    /** The public shop of τ-bench, where it lies beside the checkout; it is not part of it. */
    private static final Path TAU =
            Path.of("../../../shared/data/tau-retail").toAbsolutePath().normalize();

    private static RunningDragoman dragoman;
    private static Mcp mcp;

    @BeforeAll
    static void start() {
        dragoman = RunningDragoman.start("retail", "demo", Map.of());
        mcp = new Mcp(dragoman.api("agent1"));
    }

    @AfterAll
    static void stop() {
        dragoman.close();
    }

    /** What {@code bin/dragoman shop …} printed, and how it ended. */
    private record Ran(int status, String output) {}

    private static Ran shop(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(dragoman.home() + "/bin/dragoman", "shop"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("DRAGOMAN_"));
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ran(process.exitValue(), output);
    }

    private static void importSample() throws IOException, InterruptedException {
        assertThat(shop("import", SAMPLE.toString()))
                .isEqualTo(new Ran(0, "2 users, 2 products and 4 orders are loaded.\n"));
    }

    private static String status(String order) {
        return mcp.call("get_order_details", Map.of("order_id", order))
                .tree()
                .path("status")
                .asText();
    }

    private static void cancel(String order) {
        var cancel = Map.of("order_id", order, "reason", "no longer needed");
        assertThat(mcp.call("cancel_pending_order", cancel).failed()).isFalse();
    }

    @Test
    void importsAShopFreshEachTime() throws Exception {
        importSample();
        assertThat(mcp.call("find_user_id_by_email", Map.of("email", "ADA@example.com")).text())
                .isEqualTo("ada_1");
        cancel("#W1001");
        assertThat(status("#W1001")).isEqualTo("cancelled");
        importSample();
        assertThat(status("#W1001")).isEqualTo("pending");
    }

    @Test
    void saysWhatIsWrongWithAShopAndKeepsTheOneItHas(@TempDir Path folder) throws Exception {
        importSample();
        cancel("#W1001");
        for (String name : List.of("users.json", "products.json", "orders.json")) {
            Files.copy(SAMPLE.resolve(name), folder.resolve(name));
        }
        var orders = folder.resolve("orders.json");
        Files.writeString(orders, Files.readString(orders).replace("\"processed\"", "\"lost\""));
        var ran = shop("import", folder.toString());
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.output())
                .contains("orders.json: order #W1004: 'status' is 'lost'; write one of unpaid,")
                .contains("Nothing was imported");
        assertThat(status("#W1001")).isEqualTo("cancelled");
        assertThat(shop("import", folder + "/nothing").output()).contains("There is no folder");
        assertThat(shop("export").output()).contains("usage: ");
    }

    @Test
    void keepsChangesOverARestartAndImportsAtAStartWhatWasAskedMeanwhile() throws Exception {
        importSample();
        cancel("#W1001");
        dragoman.restart();
        mcp = new Mcp(dragoman.api("agent1"));
        assertThat(status("#W1001")).isEqualTo("cancelled");
        dragoman.stop();
        assertThat(shop("import", SAMPLE.toString()).output()).contains("when it starts");
        dragoman.resume();
        mcp = new Mcp(dragoman.api("agent1"));
        Awaiting.eventually(
                Duration.ofSeconds(20), () -> assertThat(status("#W1001")).isEqualTo("pending"));
    }

    @Test
    void letsACustomerCancelInTheChatAfterAYes() throws Exception {
        importSample();
        try (var visitor = Visitor.customer(dragoman, "en", "ada_1")) {
            assertThat(visitor.ask("I ordered #W1001 by mistake, cancel it").text())
                    .contains("Shall I cancel order #W1001?");
            assertThat(status("#W1001")).isEqualTo("pending");
            assertThat(visitor.ask("yes").text()).contains("is cancelled");
        }
        assertThat(status("#W1001")).isEqualTo("cancelled");
    }

    @Test
    void leadsACustomerOfItsOwnShopThroughAReturnInChinese() throws Exception {
        assertThat(shop("reset").status()).isZero();
        try (var visitor = Visitor.customer(dragoman, "zh-CN", "C1001")) {
            assertThat(visitor.ask("我要退货，订单 DM100045").text()).contains("哪件商品");
            assertThat(visitor.ask("蜡烛").text()).contains("退款退到哪里");
            assertThat(visitor.ask("支付宝").text()).contains("退还 ¥88.00");
            assertThat(visitor.ask("好的").text()).contains("退货已申请");
        }
        assertThat(status("DM100045")).isEqualTo("return requested");
    }

    @Test
    void leavesQuestionsAboutReturnsToTheKnowledge() {
        try (var visitor = Visitor.customer(dragoman, "zh-CN", "C1001")) {
            assertThat(visitor.ask("怎么退货").text()).doesNotContain("哪个订单").contains("退");
        }
    }

    @Test
    void offersTheToolsOfARetailShop() {
        assertThat(mcp.tools())
                .contains(
                        "find_user_id_by_email",
                        "find_user_id_by_name_zip",
                        "get_user_details",
                        "get_order_details",
                        "get_product_details",
                        "list_all_product_types",
                        "cancel_pending_order",
                        "modify_pending_order_address",
                        "modify_pending_order_payment",
                        "modify_pending_order_items",
                        "return_delivered_order_items",
                        "exchange_delivered_order_items",
                        "modify_user_address",
                        "calculate",
                        "transfer_to_human_agents");
        assertThat(mcp.call("calculate", Map.of("expression", "2 + 2")).text()).isEqualTo("4.0");
    }

    @Test
    void opensATicketWhenAnotherAgentNeedsAPerson() {
        var summary = "wants a price match for umbrella " + dragoman.pid();
        var answer = mcp.call("transfer_to_human_agents", Map.of("summary", summary));
        assertThat(answer).isEqualTo(new Mcp.Answer(false, "Transfer successful"));
        var tickets = dragoman.api("supervisor").get("/api/v1/tickets").ok();
        assertThat(tickets.findValuesAsText("subject")).contains(summary);
    }

    @Test
    void reachesTheStateOfEveryTaskOfTauBench(TestReporter reporter) throws Exception {
        assumeTrue(Files.isDirectory(TAU), "skipped: there is no " + TAU);
        var wrong = new ArrayList<String>();
        var tasks = JSON.readTree(TAU.resolve("train.json").toFile());
        for (JsonNode task : tasks) {
            reset(TAU);
            problem(task).ifPresent(what -> wrong.add("task " + task.path("task") + ": " + what));
        }
        var score = (tasks.size() - wrong.size()) + " of " + tasks.size();
        reporter.publishEntry("tau-retail over MCP", score);
        assertThat(wrong).as(score).isEmpty();
    }

    /** The file that the command writes, without the time that a process takes to start. */
    private static void reset(Path folder) throws IOException {
        var inbox = dragoman.home().resolve("data/shop/inbox");
        var draft = Files.writeString(inbox.resolve("itest.tmp"), "import\n" + folder + "\n");
        Files.move(draft, inbox.resolve("itest.request"));
        var answer = inbox.resolve("itest.answer");
        Awaiting.eventually(
                Duration.ofSeconds(20), () -> assertThat(answer).content().startsWith("ok"));
        Files.delete(answer);
    }

    private static Optional<String> problem(JsonNode task) {
        for (JsonNode call : task.path("calls")) {
            var answer = mcp.call(call.path("tool").asText(), call.path("arguments"));
            boolean shouldFail = call.hasNonNull("error");
            if (answer.failed() != shouldFail
                    || shouldFail && !answer.text().equals(call.path("error").asText())) {
                return Optional.of(call.path("tool") + " answered " + answer);
            }
        }
        var expected = task.path("expected");
        return different(expected.path("orders"), "get_order_details", "order_id")
                .or(() -> different(expected.path("users"), "get_user_details", "user_id"));
    }

    private static Optional<String> different(JsonNode records, String tool, String key) {
        for (var record : records.properties()) {
            var got = mcp.call(tool, Map.of(key, record.getKey())).tree();
            if (!plain(got).equals(plain(record.getValue()))) {
                return Optional.of(record.getKey() + " is " + got + ", not " + record.getValue());
            }
        }
        return Optional.empty();
    }

    /** Numbers compare by their value, as in JSON itself: 44 is 44.0. */
    private static JsonNode plain(JsonNode tree) {
        if (tree.isNumber()) {
            return JSON.getNodeFactory().numberNode(tree.doubleValue());
        }
        if (tree.isArray()) {
            ArrayNode items = JSON.createArrayNode();
            tree.forEach(item -> items.add(plain(item)));
            return items;
        }
        if (tree.isObject()) {
            ObjectNode members = JSON.createObjectNode();
            tree.properties().forEach(m -> members.set(m.getKey(), plain(m.getValue())));
            return members;
        }
        return tree;
    }
}
