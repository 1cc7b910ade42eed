package io.dragoman.channel.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What the build put into the bundle for browsers. */
class StaticFilesTest {

    private static final int LARGEST_WIDGET = 40 * 1024;

    private static byte[] file(String name) throws IOException {
        try (var stream = StaticFilesTest.class.getResourceAsStream(name)) {
            assertThat(stream).as("%s in the bundle", name).isNotNull();
            return stream.readAllBytes();
        }
    }

    @Test
    void theWidgetIsSmallOnTheWire() throws IOException {
        var compressed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(compressed)) {
            gzip.write(file("pages/widget.js"));
        }
        assertThat(compressed.size()).isLessThan(LARGEST_WIDGET);
    }

    @Test
    void theWidgetReadsTheSameInAnyEncoding() throws IOException {
        for (var unit : file("pages/widget.js")) {
            assertThat(unit).isGreaterThanOrEqualTo((byte) 0);
        }
    }

    @Test
    void theChatPageLoadsTheWidgetAndFitsPhones() throws IOException {
        var page = new String(file("pages/chat/index.html"), UTF_8);
        assertThat(page)
                .contains("src=\"/widget.js\" data-mode=\"page\"")
                .contains("viewport-fit=cover");
    }
}
