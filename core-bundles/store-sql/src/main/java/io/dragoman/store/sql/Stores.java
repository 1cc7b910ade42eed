package io.dragoman.store.sql;

import io.dragoman.storage.ArticleStore;
import io.dragoman.storage.ContactStore;
import io.dragoman.storage.DeskStore;
import io.dragoman.storage.DeskStore.Rating;
import io.dragoman.storage.DirectoryStore;
import io.dragoman.storage.EventStore;
import io.dragoman.storage.FigureStore;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.OutboxStore;
import io.dragoman.storage.RetentionStore;
import io.dragoman.storage.ServiceTokenStore;
import io.dragoman.storage.SettingStore;
import io.dragoman.storage.ToolRunStore;
import io.dragoman.storage.UploadStore;
import java.time.Clock;
import java.util.random.RandomGenerator;

/** All stores of one database. */
record Stores(
        LogStore log,
        ContactStore contacts,
        DirectoryStore directory,
        ArticleStore articles,
        DeskStore desk,
        FigureStore figures,
        UploadStore uploads,
        OutboxStore outbox,
        EventStore events,
        SettingStore settings,
        RetentionStore retention,
        ToolRunStore runs,
        ServiceTokenStore tokens) {

    /**
     * @param random tells transactions apart
     */
    Stores(Database database, Trees trees, Clock clock, RandomGenerator random) {
        this(database, trees, new RecentReads<>(System::nanoTime), clock, random);
    }

    private Stores(
            Database database,
            Trees trees,
            RecentReads<Rating> ratings,
            Clock clock,
            RandomGenerator random) {
        this(
                new SqlLogStore(
                        database,
                        trees,
                        new LogWriter(
                                database,
                                trees,
                                new LogCommits(database, trees, ratings, clock, random::nextLong))),
                new SqlContactStore(database, trees, new RecentReads<>(System::nanoTime)),
                new SqlDirectoryStore(database, trees),
                new SqlArticleStore(database, trees),
                new SqlDeskStore(database, trees, ratings),
                new SqlFigureStore(database),
                new SqlUploadStore(database),
                new SqlOutboxStore(database),
                new SqlEventStore(database),
                new SqlSettingStore(database),
                new SqlRetentionStore(database),
                new SqlToolRunStore(database),
                new SqlServiceTokenStore(database));
    }
}
