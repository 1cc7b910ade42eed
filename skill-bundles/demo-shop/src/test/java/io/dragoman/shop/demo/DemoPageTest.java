package io.dragoman.shop.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.json.JacksonJson;
import io.dragoman.testkit.TestClock;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoPageTest {

    private final JacksonJson json = new JacksonJson();
    private DemoPage page;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int status = 200;
    private String type = "";

    @BeforeEach
    void open(@TempDir Path data) {
        var clock = TestClock.at("2026-11-21T02:00:00Z");
        page = new DemoPage(json, new DemoShop(json, "demo", clock, data));
    }

    private String get(String path) throws IOException {
        page.doGet(request(path), response());
        return body.toString(StandardCharsets.UTF_8);
    }

    private static HttpServletRequest request(String path) {
        return proxy(
                HttpServletRequest.class,
                (method, argument) ->
                        switch (method) {
                            case "getRequestURI" -> path;
                            case "getContextPath" -> "";
                            default -> null;
                        });
    }

    private HttpServletResponse response() {
        return proxy(
                HttpServletResponse.class,
                (method, argument) -> {
                    switch (method) {
                        case "sendError" -> status = (Integer) argument;
                        case "setContentType" -> type = (String) argument;
                        case "getOutputStream" -> {
                            return new Kept(body);
                        }
                        default -> {}
                    }
                    return null;
                });
    }

    private interface Answers {
        Object answer(String method, Object firstArgument);
    }

    private static <T> T proxy(Class<T> type, Answers answers) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (self, method, arguments) ->
                                answers.answer(
                                        method.getName(),
                                        arguments == null ? null : arguments[0])));
    }

    private static final class Kept extends ServletOutputStream {
        private final ByteArrayOutputStream bytes;

        Kept(ByteArrayOutputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public void write(int b) {
            bytes.write(b);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException("The page writes at once");
        }
    }

    @Test
    void servesTheShopAtTheRoot() throws IOException {
        assertThat(get("/")).contains("<!doctype html>").contains("/widget.js");
        assertThat(type).isEqualTo("text/html;charset=utf-8");
    }

    @Test
    void servesWhatThePageLoads() throws IOException {
        assertThat(get("/demo-shop/shop.js")).contains("catalog.json");
        assertThat(type).startsWith("text/javascript");
    }

    @Test
    void servesTheCatalogueAsJson() throws IOException {
        assertThat(json.read(get("/demo-shop/catalog.json"))).isNotNull();
        assertThat(type).isEqualTo("application/json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/demo-shop/",
                "/demo-shop/nothing.js",
                "/demo-shop/../shop/orders.json",
                "/demo-shop/..%2Fshop.js",
                "/demo-shop/sub/shop.js"
            })
    void servesNothingElse(String path) throws IOException {
        assertThat(get(path)).isEmpty();
        assertThat(status).isEqualTo(404);
    }
}
