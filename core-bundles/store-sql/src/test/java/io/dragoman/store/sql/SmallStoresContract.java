package io.dragoman.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dragoman.storage.Article;
import io.dragoman.storage.ArticleStore;
import io.dragoman.storage.DeskStore.Audit;
import io.dragoman.storage.DeskStore.Note;
import io.dragoman.storage.DeskStore.QuickReply;
import io.dragoman.storage.DeskStore.Rating;
import io.dragoman.storage.DeskStore.TicketFilter;
import io.dragoman.storage.LogStore.Beside;
import io.dragoman.storage.LogStore.Change;
import io.dragoman.storage.LogStore.Entry;
import io.dragoman.storage.Site;
import io.dragoman.storage.StoreException;
import io.dragoman.storage.Team;
import io.dragoman.storage.Ticket;
import io.dragoman.storage.UploadStore;
import io.dragoman.storage.User;
import io.dragoman.storage.User.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

abstract class SmallStoresContract extends StoreContract {

    SmallStoresContract(Engine engine) {
        super(engine);
    }

    @Test
    void keepsSites() {
        var site = new Site(SITE, "示例", "Demo", "Asia/Shanghai", "zh-CN");
        stores.directory().save(site);
        stores.directory().save(site);
        assertThat(stores.directory().sites()).containsExactly(site);

        var renamed = new Site(SITE, "示例店", "Demo shop", "UTC", "en");
        stores.directory().save(renamed);
        assertThat(stores.directory().sites()).containsExactly(renamed);
    }

    @Test
    void oneSiteIsTheDefaultAndComesFirst() {
        var first = new Site("b", "b", "b", "UTC", "en", true);
        var second = new Site("a", "a", "a", "UTC", "en");
        stores.directory().save(first);
        stores.directory().save(second);
        assertThat(stores.directory().sites()).containsExactly(first, second);

        stores.directory().save(second.asDefault(true));
        assertThat(stores.directory().sites())
                .containsExactly(second.asDefault(true), first.asDefault(false));
    }

    @Test
    void keepsWhatIsKnownOfFilesAndSumsThemUp() {
        var first = upload("f1", "visitor:v1", 1_000);
        var second = upload("f2", "visitor:v1", 3_000_000_000L);
        stores.uploads().add(first);
        stores.uploads().add(second);
        stores.uploads().add(upload("f3", "agent:u1", 5));

        assertThat(stores.uploads().upload("f1")).contains(first);
        assertThat(stores.uploads().usage("visitor:v1", START))
                .isEqualTo(new UploadStore.Usage(2, 3_000_001_000L));
        assertThat(stores.uploads().usage("visitor:v1", second.at()))
                .isEqualTo(new UploadStore.Usage(1, 3_000_000_000L));
        assertThat(stores.uploads().usage("visitor:v2", START))
                .isEqualTo(new UploadStore.Usage(0, 0));
        assertThat(stores.uploads().ofConversation("c-a")).hasSize(3).contains(first, second);
        assertThat(stores.uploads().orphans(2)).hasSize(2);
        open("a");
        assertThat(stores.uploads().orphans(2)).isEmpty();
        assertThat(stores.uploads().delete("f1")).isTrue();
        assertThat(stores.uploads().upload("f1")).isEmpty();
    }

    private UploadStore.Upload upload(String id, String owner, long size) {
        return new UploadStore.Upload(
                id, SITE, "c-a", owner, "发票 1.pdf", "application/pdf", size, tick());
    }

    @Test
    void keepsTeams() {
        var team =
                new Team(
                        "t1",
                        SITE,
                        "售后",
                        "售后组",
                        "After sales",
                        Set.of("u1", "u2"),
                        true,
                        Optional.of("1-5 09:00-18:00"),
                        "Returns and \"warranty\"");
        stores.directory().save(team);
        assertThat(stores.directory().teams()).containsExactly(team);

        var twin = new Team("t2", SITE, "售后", "", "", Set.of(), false, Optional.empty());
        assertThatThrownBy(() -> stores.directory().save(twin)).isInstanceOf(StoreException.class);
        assertThat(stores.directory().deleteTeam("t1")).isTrue();
        assertThat(stores.directory().deleteTeam("t1")).isFalse();
        assertThat(stores.directory().teams()).isEmpty();
    }

    @Test
    void keepsUsersAndTheirNamesUnique() {
        var user = user("u1", "agent1");
        stores.directory().save(user);
        assertThat(stores.directory().user("u1")).contains(user);
        assertThat(stores.directory().byUsername("agent1")).contains(user);
        assertThat(stores.directory().byUsername("AGENT1")).isEmpty();

        var impostor = user("u2", "agent1");
        assertThatThrownBy(() -> stores.directory().save(impostor))
                .isInstanceOf(StoreException.class);
        assertThat(stores.directory().users()).containsExactly(user);
        assertThat(stores.directory().deleteUser("u1")).isTrue();
        assertThat(stores.directory().user("u1")).isEmpty();
    }

    private static User user(String id, String username) {
        return new User(
                id,
                username,
                "客服一",
                "$argon2id$v=19$…",
                Set.of(Role.AGENT, Role.ADMIN),
                true,
                "zh-CN",
                5,
                true,
                Optional.of(SITE));
    }

    @Test
    void keepsSettingsAndTheFirstOfTwoWriters() throws Exception {
        var settings = stores.settings();
        assertThat(settings.get("key")).isEmpty();
        try (var pool = Executors.newFixedThreadPool(6)) {
            var tasks = new ArrayList<Callable<String>>();
            for (int i = 0; i < 6; i++) {
                var value = "value " + i;
                tasks.add(() -> settings.putIfAbsent("key", value));
            }
            var answers = new ArrayList<String>();
            for (Future<String> future : pool.invokeAll(tasks)) {
                answers.add(future.get());
            }
            assertThat(answers).containsOnly(settings.get("key").orElseThrow());
        }
        settings.put("key", "other");
        settings.put("second", "x".repeat(100_000));
        assertThat(settings.get("key")).contains("other");
        assertThat(settings.get("second").orElseThrow()).hasSize(100_000);
    }

    @Test
    void letsOnlyOneOfTwoEditorsSaveAnArticle() throws Exception {
        var articles = stores.articles();
        assertThat(articles.save(article("a1", 1, "draft"))).isTrue();
        assertThat(articles.save(article("a1", 1, "again"))).isFalse();
        assertThat(articles.save(article("a1", 3, "too far"))).isFalse();
        assertThat(articles.save(article("a2", 2, "of nothing"))).isFalse();

        try (var pool = Executors.newFixedThreadPool(4)) {
            var tasks = new ArrayList<Callable<Boolean>>();
            for (int i = 0; i < 4; i++) {
                var answer = "editor " + i;
                tasks.add(() -> articles.save(article("a1", 2, answer)));
            }
            int saved = 0;
            for (Future<Boolean> future : pool.invokeAll(tasks)) {
                saved += future.get() ? 1 : 0;
            }
            assertThat(saved).isEqualTo(1);
        }
        assertThat(articles.article("a1").orElseThrow().version()).isEqualTo(2);
        assertThat(articles.delete("a1")).isTrue();
        assertThat(articles.delete("a1")).isFalse();
        assertThat(articles.all()).isEmpty();
    }

    private Article article(String id, int version, String answer) {
        return new Article(
                id,
                SITE,
                "zh-CN",
                "物流",
                List.of("怎么\"退货\"?", "How do I return it?"),
                answer,
                "帮助中心",
                true,
                version,
                tick(),
                "analyst");
    }

    @Test
    void listsArticlesByTextAndPage() {
        var articles = stores.articles();
        for (int i = 0; i < 5; i++) {
            articles.save(article("a" + i, 1, "answer " + i));
        }
        var some =
                new ArticleStore.Filter(
                        Optional.of(SITE),
                        Optional.of("zh-CN"),
                        Optional.of(true),
                        Optional.empty());
        var first = articles.list(some, Optional.empty(), 3);
        var second = articles.list(some, first.next(), 3);

        assertThat(first.items()).extracting(Article::id).containsExactly("a4", "a3", "a2");
        assertThat(second.items()).extracting(Article::id).containsExactly("a1", "a0");
        assertThat(second.next()).isEmpty();
        assertThat(found("怎么\"退货")).isEqualTo(5);
        assertThat(found("ANSWER 3")).isEqualTo(1);
        assertThat(found("100%")).isZero();
        assertThat(articles.article("a1")).contains(second.items().getFirst());
    }

    private int found(String text) {
        var filter =
                new ArticleStore.Filter(
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(text));
        return stores.articles().list(filter, Optional.empty(), 10).items().size();
    }

    @Test
    void keepsTicketsWithTheirComments() {
        var ticket =
                new Ticket(
                        "t1",
                        SITE,
                        "c-a",
                        "k-a",
                        "service",
                        "Subject",
                        "Body",
                        Ticket.State.PENDING,
                        Ticket.Priority.URGENT,
                        Optional.of("u1"),
                        List.of(new Ticket.Comment("u1", "called \"back\"", START)),
                        START,
                        tick());
        stores.desk().save(ticket);
        stores.desk().save(ticket);

        assertThat(stores.desk().ticket("t1")).contains(ticket);
        assertThat(tickets(Optional.of(Ticket.State.PENDING), Optional.of("u1")))
                .containsExactly(ticket);
        assertThat(tickets(Optional.of(Ticket.State.OPEN), Optional.empty())).isEmpty();
    }

    private List<Ticket> tickets(Optional<Ticket.State> state, Optional<String> assignee) {
        var filter =
                new TicketFilter(
                        Optional.of(SITE),
                        state,
                        Optional.of("service"),
                        assignee,
                        Optional.of("k-a"),
                        Optional.of("c-a"));
        return stores.desk().tickets(filter, Optional.empty(), 10).items();
    }

    @Test
    void keepsNotesBesideTheLog() {
        open("a");
        var first = new Note("n1", "c-a", 3, "u1", "Agent", "VIP, be kind", tick());
        var second = new Note("n2", "c-a", 4, "u1", "Agent", "done", tick());
        written(beside(Beside.note(second)));
        written(beside(Beside.note(first)));

        assertThat(stores.desk().notes("c-a")).containsExactly(first, second);
    }

    private static Entry beside(Beside beside) {
        return new Entry("c-a", Optional.empty(), now -> Change.Write.of(now).withBeside(beside));
    }

    @Test
    void keepsQuickReplies() {
        var reply =
                new QuickReply(
                        "q1", SITE, "fh", "zh-CN", "发货", "我们会在24小时内发货。", Optional.of(tick()));
        stores.desk().save(reply);

        assertThat(stores.desk().quickReplies(SITE)).containsExactly(reply);
        assertThat(stores.desk().quickReplies("other")).isEmpty();
        assertThat(stores.desk().deleteQuickReply("q1")).isTrue();
        assertThat(stores.desk().deleteQuickReply("q1")).isFalse();
    }

    @Test
    void keepsTheLastRatingOfEachEpoch() {
        open("a");
        assertThat(stores.desk().rating("c-a", 1)).isEmpty();
        written(beside(Beside.rating(rating(1, 2))));
        assertThat(stores.desk().rating("c-a", 1)).map(Rating::score).contains(2);
        written(beside(Beside.rating(rating(1, 5))));
        assertThat(stores.desk().rating("c-a", 1)).map(Rating::score).contains(5);
        written(beside(Beside.rating(rating(2, 3))));

        assertThat(stores.desk().ratings(Optional.of(SITE), Optional.empty(), 10).items())
                .extracting(Rating::score)
                .containsExactly(3, 5);
        assertThat(stores.desk().ratings(Optional.of("other"), Optional.empty(), 10).items())
                .isEmpty();
    }

    private Rating rating(int epoch, int score) {
        return new Rating("c-a", epoch, score, "谢谢", Optional.of("u1"), tick());
    }

    @Test
    void keepsWhoDidWhat() {
        for (int i = 0; i < 5; i++) {
            stores.desk()
                    .add(new Audit("x" + i, tick(), "u1", "admin", "user.save", "agent" + i, ""));
        }
        var first = stores.desk().audit(Optional.empty(), Optional.empty(), 3);
        var second = stores.desk().audit(Optional.empty(), first.next(), 3);

        assertThat(first.items()).extracting(Audit::id).containsExactly("x4", "x3", "x2");
        assertThat(second.items()).extracting(Audit::id).containsExactly("x1", "x0");
        assertThat(stores.desk().audit(Optional.of("AGENT3"), Optional.empty(), 9).items())
                .hasSize(1);
    }
}
