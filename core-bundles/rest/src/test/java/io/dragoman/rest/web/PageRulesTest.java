package io.dragoman.rest.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PageRulesTest {

    @Test
    void theWidgetLoadsOnAnybodysPageAndIsNewSoon() {
        var headers = PageRules.headers("/widget.js");
        assertThat(headers)
                .containsEntry("Access-Control-Allow-Origin", "*")
                .containsEntry("Cross-Origin-Resource-Policy", "cross-origin")
                .containsEntry("Cache-Control", "public, max-age=300");
    }

    @Test
    void theChatMayStandInAFrameAndTheDocumentationMayNot() {
        assertThat(PageRules.headers("/chat/").get("Content-Security-Policy"))
                .endsWith("frame-ancestors *");
        assertThat(PageRules.headers("/api/docs/").get("Content-Security-Policy"))
                .endsWith("frame-ancestors 'none'");
        assertThat(PageRules.headers("/").get("Content-Security-Policy"))
                .endsWith("frame-ancestors 'self'");
    }

    @Test
    void onlyFilesNamedByTheirContentAreKeptForever() {
        assertThat(PageRules.headers("/chat/app-B0aayPS5.js").get("Cache-Control"))
                .contains("immutable");
        assertThat(PageRules.headers("/chat/app.js").get("Cache-Control")).isEqualTo("no-cache");
        assertThat(PageRules.headers("/chat/").get("Cache-Control")).isEqualTo("no-cache");
    }

    @Test
    void theApiSetsItsOwnCaching() {
        assertThat(PageRules.headers("/api/v1/skills"))
                .containsEntry("X-Content-Type-Options", "nosniff")
                .doesNotContainKey("Cache-Control");
    }

    @Test
    void foldersLeadToTheirPages() {
        assertThat(PageRules.redirect("/api/docs")).contains("/api/docs/");
        assertThat(PageRules.redirect("/favicon.ico")).contains("/console/favicon.svg");
        assertThat(PageRules.entry("/api/docs/")).contains("/api/docs/index.html");
        assertThat(PageRules.entry("/api/docs/rapidoc-min.js")).isEmpty();
    }
}
