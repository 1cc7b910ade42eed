package io.dragoman.ai.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dragoman.ai.langchain4j.LanguageModelComponent.Config;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LanguageModelComponentTest {

    @Test
    void readsACompleteEndpoint() {
        var endpoint =
                LanguageModelComponent.read(
                        config(
                                Map.of(
                                        "provider", "openai",
                                        "baseUrl", "https://models.example/v1",
                                        "apiKey", "k-123",
                                        "model", "qwen2.5")));

        assertThat(endpoint.name()).isEqualTo("openai-compatible/qwen2.5");
        assertThat(endpoint.apiKey().reveal()).isEqualTo("k-123");
        assertThat(endpoint.toString()).doesNotContain("k-123");
        assertThat(endpoint.temperature()).contains(0.2);
    }

    @Test
    void takesTheUsualAddressOfAProvider() {
        var endpoint =
                LanguageModelComponent.read(config(Map.of("provider", "Ollama", "model", "m")));
        assertThat(endpoint.baseUrl()).hasToString("http://127.0.0.1:11434");
    }

    @Test
    void namesTheWrongSettingAndTheRemedy() {
        assertThatThrownBy(() -> LanguageModelComponent.read(config(Map.of("provider", "gpt"))))
                .hasMessageContaining("provider = gpt")
                .hasMessageContaining("openai");
        assertThatThrownBy(() -> LanguageModelComponent.read(config(Map.of("provider", "openai"))))
                .hasMessageContaining("model is empty");
        assertThatThrownBy(
                        () ->
                                LanguageModelComponent.read(
                                        config(
                                                Map.of(
                                                        "provider", "openai",
                                                        "model", "m",
                                                        "baseUrl", "models.example"))))
                .hasMessageContaining("baseUrl = models.example");
    }

    private static Config config(Map<String, Object> values) {
        return (Config)
                Proxy.newProxyInstance(
                        Config.class.getClassLoader(),
                        new Class<?>[] {Config.class},
                        (proxy, method, arguments) ->
                                values.getOrDefault(method.getName(), method.getDefaultValue()));
    }
}
