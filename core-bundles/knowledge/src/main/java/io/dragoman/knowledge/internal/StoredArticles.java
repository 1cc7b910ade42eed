package io.dragoman.knowledge.internal;

import io.dragoman.conversation.Ids;
import io.dragoman.knowledge.ArticleDraft;
import io.dragoman.knowledge.Articles;
import io.dragoman.storage.Article;
import io.dragoman.storage.ArticleStore;
import io.dragoman.storage.DirectoryStore;
import io.dragoman.storage.Page;
import io.dragoman.storage.Site;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Saves articles in the store and shows them to the index. */
@Component(service = Articles.class)
public final class StoredArticles implements Articles {

    private static final Logger LOG = LoggerFactory.getLogger(StoredArticles.class);
    private static final int MOST_LISTED = 200;

    private final ArticleStore store;
    private final DirectoryStore directory;
    private final IndexKeeper keeper;
    private final Runnable repair;
    private final Clock clock;
    private final Ids ids;

    /** As a component. */
    @Activate
    public StoredArticles(
            @Reference(name = "store") ArticleStore store,
            @Reference(name = "directory") DirectoryStore directory,
            @Reference(name = "base") KnowledgeBase base) {
        this(store, directory, base.keeper(), base::repair, Clock.systemUTC(), new SecureRandom());
    }

    /**
     * With its parts.
     *
     * @param repair called when the index could not take up an edit
     */
    StoredArticles(
            ArticleStore store,
            DirectoryStore directory,
            IndexKeeper keeper,
            Runnable repair,
            Clock clock,
            SecureRandom random) {
        this.store = store;
        this.directory = directory;
        this.keeper = keeper;
        this.repair = repair;
        this.clock = clock;
        this.ids = new Ids(clock, random);
    }

    @Override
    public Optional<Article> find(String id) {
        return store.article(id);
    }

    @Override
    public Page<Article> list(ArticleStore.Filter filter, Optional<String> cursor, int limit) {
        return store.list(filter, cursor, Math.clamp(limit, 1, MOST_LISTED));
    }

    @Override
    public Edited create(ArticleDraft draft, String by) {
        var tidy = DraftCheck.tidy(draft);
        var problems = problems(tidy);
        if (!problems.isEmpty()) {
            return new Edited.Invalid(problems);
        }
        return save(article(ids.next(), tidy, 1, by));
    }

    @Override
    public Edited update(String id, ArticleDraft draft, OptionalInt readVersion, String by) {
        var current = store.article(id);
        if (current.isEmpty()) {
            return new Edited.Unknown(id);
        }
        int version = current.get().version();
        if (readVersion.isPresent() && readVersion.getAsInt() != version) {
            return new Edited.ChangedMeanwhile(current.get());
        }
        var tidy = DraftCheck.tidy(draft);
        var problems = problems(tidy);
        if (!problems.isEmpty()) {
            return new Edited.Invalid(problems);
        }
        return save(article(id, tidy, version + 1, by));
    }

    @Override
    public boolean delete(String id) {
        boolean deleted = store.delete(id);
        if (deleted) {
            index(id, keeper::deleted);
        }
        return deleted;
    }

    private List<Problem> problems(ArticleDraft draft) {
        var sites =
                directory.sites().stream()
                        .map(Site::id)
                        .collect(Collectors.toCollection(TreeSet::new));
        return DraftCheck.problems(draft, sites);
    }

    private Edited save(Article article) {
        if (!store.save(article)) {
            return store.article(article.id())
                    .<Edited>map(Edited.ChangedMeanwhile::new)
                    .orElseGet(() -> new Edited.Unknown(article.id()));
        }
        index(article.id(), id -> keeper.saved(article));
        return new Edited.Saved(article);
    }

    /** The edit stands in the store, so trouble with the index is repaired, not reported. */
    private void index(String id, Consumer<String> change) {
        try {
            change.accept(id);
        } catch (RuntimeException e) {
            LOG.warn("The index could not take up the article {}; it is repaired", id, e);
            repair.run();
        }
    }

    private Article article(String id, ArticleDraft draft, int version, String by) {
        return new Article(
                id,
                draft.site(),
                draft.language(),
                draft.category(),
                draft.questions(),
                draft.answer(),
                draft.source(),
                draft.enabled(),
                version,
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                by);
    }
}
