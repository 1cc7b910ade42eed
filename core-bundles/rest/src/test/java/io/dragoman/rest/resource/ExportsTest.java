package io.dragoman.rest.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dragoman.json.JacksonJson;
import io.dragoman.rest.Answer;
import io.dragoman.rest.TestApi;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.Message;
import io.dragoman.storage.Message.Kind;
import io.dragoman.storage.StoreException;
import java.lang.reflect.Proxy;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What was said, as a file. */
class ExportsTest {

    private final TestApi api = TestApi.shared();

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> lines(Answer answer) {
        return answer.text()
                .lines()
                .map(line -> (Map<String, Object>) new JacksonJson().read(line))
                .toList();
    }

    private static String today() {
        return LocalDate.now(ZoneId.of("Asia/Shanghai")).toString();
    }

    @Test
    void aConversationIsOneJsonObjectALine() {
        var c = api.talks.conversation("one\nin two lines");
        c = api.talks.say(c, Kind.BOT, "two", Optional.of(1L));

        var answer = api.get("agent1", "/v1/conversations/" + c.id() + "/export").is(200);

        assertThat(answer.header("Content-Type")).isEqualTo("application/jsonl");
        assertThat(answer.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"conversation-" + c.id() + ".jsonl\"");
        assertThat(lines(answer)).extracting(line -> line.get("seq")).containsExactly(1L, 2L);
        assertThat(lines(answer)).allMatch(line -> line.get("parts") instanceof List<?>);
        assertThat(lines(answer).get(1)).containsEntry("inReplyTo", 1L);
        assertThat(lines(answer).get(0)).containsEntry("conversationId", c.id());
    }

    @Test
    void aSpreadsheetGetsCellsThatItCannotTakeForFormulas() {
        var c = api.talks.conversation("=HYPERLINK(\"http://evil\",\"click\")");
        c = api.talks.say(c, Kind.BOT, "a, \"b\"\nc", Optional.empty());

        var answer =
                api.get("agent1", "/v1/conversations/" + c.id() + "/export?format=csv").is(200);

        assertThat(answer.header("Content-Type")).startsWith("text/csv");
        assertThat(answer.text())
                .startsWith("\uFEFFconversationId,seq,at,from,name,text,inReplyTo\r\n");
        assertThat(answer.text())
                .contains("\"'=HYPERLINK(\"\"http://evil\"\",\"\"click\"\")\"")
                .contains("\"a, \"\"b\"\"\nc\"")
                .contains("+08:00,visitor,");
    }

    @Test
    void aDayOfASiteIsForSupervisors() {
        var c = api.talks.conversation("said today");
        var path = "/v1/exports/messages?site=demo&date=";

        var today = api.get("supervisor", path + today()).is(200);

        assertThat(lines(today)).extracting(line -> line.get("conversationId")).contains(c.id());
        assertThat(api.get("supervisor", path + "2020-02-29").is(200).text()).isEmpty();
        assertThat(api.get("supervisor", path + "2020-02-29&format=csv").is(200).text())
                .endsWith("inReplyTo\r\n");
        api.get("agent1", path + today()).isProblem(403, "forbidden");
        api.get("supervisor", path + "2021-02-29").isProblem(400, "invalid");
        api.get("supervisor", "/v1/exports/messages").isProblem(400, "invalid");
        api.get("supervisor", path + today() + "&format=xls").isProblem(400, "invalid");
    }

    @Test
    void whoMayNotSeeAConversationCannotExportIt() {
        var hidden = api.talks.queued(api.talks.conversation("not for agents"), "supervisors");
        api.get("agent1", "/v1/conversations/" + hidden.id() + "/export")
                .isProblem(404, "no-such-conversation");
    }

    @Test
    void everyExportStandsInTheAuditLog() {
        var c = api.talks.conversation("watched");
        api.get("agent1", "/v1/conversations/" + c.id() + "/export?format=csv").is(200);
        api.get("supervisor", "/v1/exports/messages?date=" + today()).is(200);

        var audit = api.get("admin", "/v1/audit?limit=200").is(200).text();
        assertThat(audit)
                .contains(
                        "\"action\":\"conversation.export\"",
                        "\"kind\":\"conversation\",\"id\":\"" + c.id() + "\"",
                        "\"action\":\"messages.export\"",
                        "\"date\":\"" + today() + "\"");
    }

    @Test
    void anExportThatBreaksOffDoesNotLookComplete() throws Exception {
        try (var own = new TestApi()) {
            var c = own.talks.conversation("repeated");
            var path = "/v1/conversations/" + c.id() + "/export";

            own.has(LogStore.class, new BreakingExport(own.stores.log(), 50_000).store());
            assertThatThrownBy(() -> own.get("agent1", path)).hasStackTraceContaining("EOF");

            own.has(LogStore.class, new BreakingExport(own.stores.log(), 0).store());
            own.get("agent1", path).isProblem(503, "store-down");
        }
    }

    /** A log whose export tells one message again and again and then fails. */
    private record BreakingExport(LogStore log, int after) {

        LogStore store() {
            var proxy =
                    Proxy.newProxyInstance(
                            LogStore.class.getClassLoader(),
                            new Class<?>[] {LogStore.class},
                            (self, method, arguments) ->
                                    method.getName().equals("export")
                                            ? broken((String) arguments[0])
                                            : method.invoke(log, arguments));
            return (LogStore) proxy;
        }

        private Stream<Message> broken(String id) {
            if (after == 0) {
                throw new StoreException("The database is gone", null);
            }
            var message = log.message(id, 1).orElseThrow();
            return IntStream.iterate(0, i -> i + 1)
                    .mapToObj(
                            i -> {
                                if (i >= after) {
                                    throw new StoreException("The database is gone", null);
                                }
                                return message;
                            });
        }
    }
}
