package io.dragoman.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.json.JacksonJson;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/** What the API answered. */
public record Answer(int status, HttpResponse<String> response) {

    public String text() {
        return response.body();
    }

    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @SuppressWarnings("unchecked")
    public Map<String, Object> tree() {
        return (Map<String, Object>) new JacksonJson().read(text());
    }

    @SuppressWarnings("unchecked")
    public List<Map<String, Object>> items() {
        return (List<Map<String, Object>>) tree().get("items");
    }

    public Object get(String field) {
        return tree().get(field);
    }

    public String id() {
        return (String) get("id");
    }

    /** Fails unless it has this status, showing what it says instead. */
    public Answer is(int expected) {
        assertThat(status).as(text()).isEqualTo(expected);
        return this;
    }

    /** Fails unless it is a problem document with this status and code. */
    public Answer isProblem(int expected, String code) {
        is(expected);
        assertThat(header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(tree()).containsEntry("status", (long) expected).containsEntry("code", code);
        assertThat(tree()).containsKeys("title", "detail", "instance");
        return this;
    }
}
