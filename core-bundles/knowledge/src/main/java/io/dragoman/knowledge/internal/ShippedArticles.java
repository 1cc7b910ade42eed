package io.dragoman.knowledge.internal;

import io.dragoman.api.json.Json;
import io.dragoman.conversation.Languages;
import io.dragoman.storage.Article;
import io.dragoman.storage.ArticleStore;
import io.dragoman.storage.SettingStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The articles of a shop that come with Dragoman, in both languages. */
final class ShippedArticles {

    private static final Logger LOG = LoggerFactory.getLogger(ShippedArticles.class);
    private static final String DONE = "seed.knowledge";
    private static final String AUTHOR = "Dragoman";

    private ShippedArticles() {}

    /** Fills the first site once, and only while it holds no article. */
    static void seed(
            Json json, ArticleStore store, SettingStore settings, String site, Clock clock) {
        if (settings.get(DONE).isPresent()) {
            return;
        }
        var ofSite =
                new ArticleStore.Filter(
                        Optional.of(site), Optional.empty(), Optional.empty(), Optional.empty());
        if (store.list(ofSite, Optional.empty(), 1).items().isEmpty()) {
            var articles = read(json, site, clock.instant());
            articles.forEach(store::save);
            LOG.info("The site {} starts with {} articles", site, articles.size());
        }
        settings.put(DONE, clock.instant().toString());
    }

    /** All of them, as they are saved. */
    static List<Article> read(Json json, String site, Instant now) {
        var all = new ArrayList<Article>();
        for (String language : List.of(Languages.CHINESE, Languages.ENGLISH)) {
            var file = (Map<?, ?>) json.read(text("/knowledge/demo_" + language + ".json"));
            for (Object item : (List<?>) file.get("articles")) {
                all.add(article((Map<?, ?>) item, site, language, now));
            }
        }
        return all;
    }

    private static Article article(Map<?, ?> item, String site, String language, Instant now) {
        var questions = ((List<?>) item.get("questions")).stream().map(String::valueOf).toList();
        return new Article(
                site + "." + language + "." + item.get("id"),
                site,
                language,
                String.valueOf(item.get("category")),
                questions,
                String.valueOf(item.get("answer")),
                String.valueOf(item.get("source")),
                true,
                1,
                now,
                AUTHOR);
    }

    private static String text(String name) {
        try (InputStream in = ShippedArticles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The bundle holds no " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + name, e);
        }
    }
}
