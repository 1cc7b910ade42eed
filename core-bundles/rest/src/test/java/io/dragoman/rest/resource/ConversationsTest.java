package io.dragoman.rest.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.rest.TestApi;
import io.dragoman.storage.Message.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The desk: its list, what is said, and its moves. */
class ConversationsTest {

    private final TestApi api = TestApi.shared();

    private static String path(String id, String rest) {
        return "/v1/conversations/" + id + rest;
    }

    private static Map<String, Object> message(String key, String text) {
        return Map.of(
                "clientMessageId", key, "parts", List.of(Map.of("type", "text", "text", text)));
    }

    @Test
    void theListShowsWhatFitsNewestFirstPageByPage() {
        var first = api.talks.queued(api.talks.conversation("listed one"), "after-sales");
        var second = api.talks.queued(api.talks.conversation("listed two"), "after-sales");
        var all = api.get("agent1", "/v1/conversations?q=listed&state=queued").is(200);
        assertThat(all.items())
                .extracting(item -> item.get("id"))
                .containsExactly(second.id(), first.id());
        assertThat(all.tree()).containsKey("dseq");
        var page = api.get("agent1", "/v1/conversations?q=listed&state=queued&limit=1").is(200);
        assertThat(page.items()).hasSize(1);
        var next = page.get("nextCursor");
        var rest =
                api.get("agent1", "/v1/conversations?q=listed&state=queued&limit=1&cursor=" + next);
        assertThat(rest.items()).extracting(item -> item.get("id")).containsExactly(first.id());
        api.get("agent1", "/v1/conversations?state=asleep").isProblem(400, "invalid");
    }

    @Test
    void agentsSeeTheirTeamsOnlyAndSupervisorsAll() {
        var hidden = api.talks.queued(api.talks.conversation("for leaders only"), "supervisors");
        api.get("agent1", path(hidden.id(), "")).isProblem(404, "no-such-conversation");
        assertThat(api.get("agent1", "/v1/conversations?q=leaders").items()).isEmpty();
        assertThat(api.get("supervisor", "/v1/conversations?q=leaders").items()).hasSize(1);
        api.get("supervisor", path(hidden.id(), "")).is(200);
    }

    @Test
    void theTeamFilterLeavesOutWhatHasNoTeam() {
        api.talks.conversation("teamless words");
        var mine = api.talks.queued(api.talks.conversation("teamless not"), "service");
        var team = api.team("service").id();
        assertThat(api.get("agent1", "/v1/conversations?q=teamless&team=" + team).items())
                .extracting(item -> item.get("id"))
                .containsExactly(mine.id());
    }

    @Test
    void countsTellWhatWaits() {
        api.talks.queued(api.talks.conversation("count me"), "service");
        var counts = api.get("agent1", "/v1/conversations/counts").is(200);
        assertThat((Long) counts.get("queued")).isPositive();
        assertThat((Long) counts.get("open")).isGreaterThanOrEqualTo((Long) counts.get("queued"));
        api.get("analyst", "/v1/conversations/counts").isProblem(403, "forbidden");
    }

    @Test
    void messagesAreReadFromBothEnds() {
        var c = api.talks.conversation("one");
        c = api.talks.say(c, Kind.BOT, "two", Optional.of(1L));
        c = api.talks.say(c, Kind.VISITOR, "three", Optional.empty());
        assertThat(seqs(path(c.id(), "/messages"))).containsExactly(1L, 2L, 3L);
        assertThat(seqs(path(c.id(), "/messages?after=1&limit=1"))).containsExactly(2L);
        assertThat(seqs(path(c.id(), "/messages?before=3&limit=1"))).containsExactly(2L);
        assertThat(seqs(path(c.id(), "/messages?before=1"))).isEmpty();
        assertThat(seqs(path(c.id(), "/messages?before=99"))).containsExactly(1L, 2L, 3L);
        api.get("agent1", path(c.id(), "/messages?after=x")).isProblem(400, "invalid");
        api.get("agent1", path("none", "/messages")).isProblem(404, "no-such-conversation");
    }

    private List<Object> seqs(String path) {
        var log = api.get("agent1", path).is(200);
        assertThat(log.tree()).containsKey("lastSeq");
        return ((List<?>) log.get("messages"))
                .stream().<Object>map(message -> ((Map<?, ?>) message).get("seq")).toList();
    }

    @Test
    void whatAnAgentSaysStandsInTheLogOnce() {
        var c = api.talks.queued(api.talks.conversation("hello"), "service");
        var said = api.post("agent1", path(c.id(), "/messages"), message("k1", "hi")).is(201);
        var again = api.post("agent1", path(c.id(), "/messages"), message("k1", "hi")).is(200);
        assertThat(again.get("seq")).isEqualTo(said.get("seq"));
        assertThat(said.get("clientMessageId")).isEqualTo("k1");
        api.post("agent1", path(c.id(), "/messages"), message("k1", "something else"))
                .isProblem(409, "client-message-id-reused");
    }

    @Test
    void onlyWhoHasTheConversationSpeaks() {
        var c = api.talks.queued(api.talks.conversation("mine"), "service");
        api.post("agent1", path(c.id(), "/take"), Map.of()).is(200);
        api.post("agent2", path(c.id(), "/messages"), message("k", "me too"))
                .isProblem(403, "not-yours");
        api.post("supervisor", path(c.id(), "/messages"), message("k", "let me")).is(201);
    }

    @Test
    void messagesThatCannotBeReadAreRefusedWithTheirPart() {
        var c = api.talks.conversation("bad parts");
        var wrong = Map.of("clientMessageId", "k", "parts", List.of(Map.of("type", "song")));
        var answer = api.post("agent1", path(c.id(), "/messages"), wrong).isProblem(400, "invalid");
        assertThat(answer.get("errors").toString()).contains("parts[0]", "song");
        api.post("agent1", path(c.id(), "/messages"), Map.of()).isProblem(400, "invalid");
    }

    @Test
    void anyMessageOfATurnLeadsToItsTrace() {
        var c = api.talks.conversation("why");
        c =
                api.talks.answer(
                        c,
                        1,
                        "because",
                        "{\"at\":\"2026-11-21T09:00:00Z\",\"inReplyTo\":1,\"millis\":3,\"stages\":[]}");
        c = api.talks.say(c, Kind.BOT, "and more", Optional.of(1L));
        for (int seq = 1; seq <= 3; seq++) {
            var trace = api.get("analyst", path(c.id(), "/messages/" + seq + "/trace")).is(200);
            assertThat(trace.tree())
                    .containsEntry("conversationId", c.id())
                    .containsEntry("seq", (long) seq)
                    .containsKey("stages");
        }
        api.get("agent1", path(c.id(), "/messages/9/trace")).isProblem(404, "not-found");
        api.get("agent1", path(c.id(), "/messages/x/trace")).isProblem(404, "not-found");
    }

    @Test
    void notesStandBesideTheLog() {
        var c = api.talks.conversation("note me");
        api.post("agent1", path(c.id(), "/notes"), Map.of("text", "careful")).is(201);
        var notes = api.get("agent2", path(c.id(), "/notes")).is(200);
        assertThat(notes.items()).hasSize(1);
        assertThat(notes.items().get(0)).containsEntry("text", "careful");
        assertThat(api.get("agent1", path(c.id(), "/messages")).text()).doesNotContain("careful");
        api.post("agent1", path(c.id(), "/notes"), Map.of("text", " ")).isProblem(400, "invalid");
    }

    @Test
    void ofTwoWhoReachForItOneIsRefused() {
        var c = api.talks.queued(api.talks.conversation("take me"), "service");
        var taken = api.post("agent1", path(c.id(), "/take"), Map.of()).is(200);
        assertThat(taken.tree()).containsEntry("state", "human");
        var refused = api.post("agent2", path(c.id(), "/take"), Map.of());
        refused.isProblem(409, "already-taken");
        assertThat((String) refused.get("detail")).contains("Mei");
    }

    @Test
    void readingCountsForTheAssigneeOnly() {
        var c = api.talks.queued(api.talks.conversation("read me"), "service");
        api.post("agent1", path(c.id(), "/take"), Map.of()).is(200);
        api.post("supervisor", path(c.id(), "/read"), Map.of("seq", 1)).is(204);
        assertThat(api.get("agent1", path(c.id(), "")).get("readSeq")).isEqualTo(0L);
        api.post("agent1", path(c.id(), "/read"), Map.of("seq", 1)).is(204);
        assertThat(api.get("agent1", path(c.id(), "")).get("readSeq")).isEqualTo(1L);
        api.post("agent1", path(c.id(), "/read"), Map.of()).isProblem(400, "invalid");
    }

    @Test
    void agentsAssignToThemselvesAndSupervisorsToAnybody() {
        var c = api.talks.queued(api.talks.conversation("assign me"), "service");
        api.post("agent1", path(c.id(), "/assign"), Map.of("agent", "agent2"))
                .isProblem(403, "only-yourself");
        var mine = api.post("agent1", path(c.id(), "/assign"), Map.of("agent", "me")).is(200);
        assertThat(mine.get("assignee").toString()).contains(api.userId("agent1"));
        var given =
                api.post("supervisor", path(c.id(), "/assign"), Map.of("agent", "agent2")).is(200);
        assertThat(given.get("assignee").toString()).contains(api.userId("agent2"));
        api.post("supervisor", path(c.id(), "/assign"), Map.of("agent", "nobody"))
                .isProblem(404, "no-such-agent");
        api.post("supervisor", path(c.id(), "/assign"), Map.of("agent", "analyst"))
                .isProblem(404, "no-such-agent");
    }

    @Test
    void transfersGoToATeamOrAnAgentWithANote() {
        var c = api.talks.queued(api.talks.conversation("move me"), "service");
        api.post("agent1", path(c.id(), "/take"), Map.of()).is(200);
        var team = api.team("after-sales");
        api.post("agent2", path(c.id(), "/transfer"), Map.of("team", team.id()))
                .isProblem(403, "not-yours");
        var queued =
                api.post(
                                "agent1",
                                path(c.id(), "/transfer"),
                                Map.of("team", team.id(), "note", "worn shoe"))
                        .is(200);
        assertThat(queued.tree()).containsEntry("state", "queued");
        assertThat(api.get("agent1", path(c.id(), "/notes")).items()).hasSize(1);
        api.post("supervisor", path(c.id(), "/transfer"), Map.of("agent", "agent2")).is(200);
        api.post("agent2", path(c.id(), "/transfer"), Map.of()).isProblem(400, "invalid");
        api.post("agent2", path(c.id(), "/transfer"), Map.of("team", "none"))
                .isProblem(404, "no-such-team");
    }

    @Test
    void theBotGetsItBackAndItIsClosed() {
        var c = api.talks.queued(api.talks.conversation("end me"), "service");
        api.post("agent1", path(c.id(), "/take"), Map.of()).is(200);
        api.post("agent2", path(c.id(), "/close"), Map.of()).isProblem(403, "not-yours");
        var bot = api.post("agent1", path(c.id(), "/return-to-bot"), Map.of()).is(200);
        assertThat(bot.tree()).containsEntry("state", "bot");
        var closed = api.post("agent1", path(c.id(), "/close"), Map.of("reason", "done")).is(200);
        assertThat(closed.tree()).containsEntry("state", "closed").containsKey("closedAt");
        api.post("agent1", path(c.id(), "/return-to-bot"), Map.of()).isProblem(409, "closed");
        api.post("agent1", path(c.id(), "/take"), Map.of()).isProblem(409, "closed");
    }

    @Test
    void tagsAndPriorityAreSetAndUsed() {
        var c = api.talks.conversation("tag me");
        var tagged =
                api.put(
                                "agent1",
                                path(c.id(), "/tags"),
                                Map.of("tags", List.of("退款", "vip", "vip")))
                        .is(200);
        assertThat((List<?>) tagged.get("tags")).hasSize(2);
        assertThat(api.get("agent1", "/v1/tags").is(200).items().toString()).contains("退款");
        assertThat(api.get("agent1", "/v1/conversations?tag=vip").items()).hasSize(1);
        for (var priority : List.of("low", "urgent", "normal", "high")) {
            var set = api.put("agent1", path(c.id(), "/priority"), Map.of("priority", priority));
            assertThat(set.is(200).get("priority")).isEqualTo(priority);
        }
        api.put("agent1", path(c.id(), "/priority"), Map.of("priority", "asap"))
                .isProblem(400, "invalid");
        api.put("agent1", path(c.id(), "/tags"), Map.of("tags", List.of("")))
                .isProblem(400, "invalid");
        api.put("agent1", path(c.id(), "/tags"), Map.of()).isProblem(400, "invalid");
    }

    @Test
    void movesAreAudited() {
        var c = api.talks.queued(api.talks.conversation("audit me"), "service");
        api.post("agent1", path(c.id(), "/take"), Map.of()).is(200);
        var entries = api.get("admin", "/v1/audit?action=conversation.take").is(200).items();
        assertThat(entries.toString()).contains("kind=conversation, id=" + c.id(), "Mei");
    }

    @Test
    void aConversationTellsItsStarsAndWhetherTheVisitorIsThere() {
        var c = api.talks.conversation("hello");
        var shown = api.get("supervisor", "/v1/conversations/" + c.id()).is(200);
        assertThat(shown.tree()).containsEntry("visitorOnline", false).doesNotContainKey("rating");
        api.online(c.id());
        var rating =
                new io.dragoman.storage.DeskStore.Rating(
                        c.id(),
                        c.epoch(),
                        4,
                        "kind",
                        java.util.Optional.empty(),
                        java.time.Instant.now());
        api.talks.rated(c, rating);
        shown = api.get("supervisor", "/v1/conversations/" + c.id()).is(200);
        assertThat(shown.tree()).containsEntry("visitorOnline", true);
        assertThat(shown.get("rating").toString()).contains("score=4", "comment=kind");
    }
}
