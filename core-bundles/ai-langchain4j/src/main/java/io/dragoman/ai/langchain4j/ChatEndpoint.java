package io.dragoman.ai.langchain4j;

import dev.langchain4j.http.client.jdk.JdkHttpClientBuilder;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import io.dragoman.api.config.Secret;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a language model is reached, checked once.
 *
 * @param timeout the limit of one HTTP exchange; the limit of a whole answer is the caller's
 */
record ChatEndpoint(
        Provider provider,
        URI baseUrl,
        Secret apiKey,
        String model,
        Optional<Double> temperature,
        Duration timeout,
        int maxTokens) {

    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** The protocols that are spoken. */
    enum Provider {
        /** OpenAI's own chat completions, and the many servers that imitate them. */
        OPENAI("openai-compatible", "https://api.openai.com/v1"),
        OLLAMA("ollama", "http://127.0.0.1:11434");

        private final String shown;
        private final String usualUrl;

        Provider(String shown, String usualUrl) {
            this.shown = shown;
            this.usualUrl = usualUrl;
        }

        URI usualUrl() {
            return URI.create(usualUrl);
        }

        /**
         * Reads a provider's name.
         *
         * @throws IllegalArgumentException when it is not a known one
         */
        static Provider of(String name) {
            return switch (name.strip().toLowerCase(java.util.Locale.ROOT)) {
                case "openai" -> OPENAI;
                case "ollama" -> OLLAMA;
                default ->
                        throw new IllegalArgumentException(
                                "provider = "
                                        + name
                                        + " is not known: write openai (also for servers that speak"
                                        + " its protocol) or ollama");
            };
        }
    }

    /** What the trace shows. */
    String name() {
        return provider.shown + "/" + model;
    }

    /** Builds LangChain4j's client; it connects at the first question. */
    ChatModel connect() {
        // Named, not looked up: service look-ups by context class loader find nothing in OSGi.
        var http =
                new JdkHttpClientBuilder()
                        .httpClientBuilder(
                                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1))
                        .connectTimeout(CONNECT.compareTo(timeout) < 0 ? CONNECT : timeout)
                        .readTimeout(timeout);
        return switch (provider) {
            case OPENAI -> openAi(http);
            case OLLAMA ->
                    OllamaChatModel.builder()
                            .httpClientBuilder(http)
                            .baseUrl(baseUrl.toString())
                            .modelName(model)
                            .temperature(temperature.orElse(null))
                            .numPredict(maxTokens)
                            .timeout(timeout)
                            .maxRetries(0)
                            .build();
        };
    }

    private ChatModel openAi(JdkHttpClientBuilder http) {
        var builder =
                OpenAiChatModel.builder()
                        .httpClientBuilder(http)
                        .baseUrl(baseUrl.toString())
                        .apiKey(apiKey.isPresent() ? apiKey.reveal() : "none")
                        .modelName(model)
                        .temperature(temperature.orElse(null))
                        .timeout(timeout)
                        .maxRetries(0);
        // OpenAI's newer models refuse max_tokens; most imitations know nothing else.
        return baseUrl.getHost().endsWith("openai.com")
                ? builder.maxCompletionTokens(maxTokens).build()
                : builder.maxTokens(maxTokens).build();
    }
}
