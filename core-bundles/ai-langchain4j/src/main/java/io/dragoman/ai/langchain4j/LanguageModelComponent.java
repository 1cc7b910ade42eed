package io.dragoman.ai.langchain4j;

import io.dragoman.ai.langchain4j.ChatEndpoint.Provider;
import io.dragoman.api.ai.LanguageModel;
import io.dragoman.api.config.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Hashtable;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers a {@link LanguageModel} as soon as {@code etc/io.dragoman.ai.langchain4j.cfg} names a
 * provider, and takes it back when it no longer does.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = "io.dragoman.ai.langchain4j",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = LanguageModelComponent.Config.class)
public final class LanguageModelComponent {

    private static final Logger LOG = LoggerFactory.getLogger(LanguageModelComponent.class);

    private final Optional<ServiceRegistration<LanguageModel>> registration;

    /** Where the model is, and how it is asked. */
    @ObjectClassDefinition(name = "Language model")
    public @interface Config {

        @AttributeDefinition(
                name = "Provider",
                description = "openai, ollama, or empty for no language model")
        String provider() default "";

        @AttributeDefinition(name = "Base URL", description = "Empty: the provider's usual one")
        String baseUrl() default "";

        @AttributeDefinition(
                name = "API key",
                description = "Better kept in an environment variable, see below",
                type = AttributeType.PASSWORD)
        String apiKey() default "";

        @AttributeDefinition(
                name = "Variable of the API key",
                description = "The environment variable that is read when there is no key here")
        String apiKeyVariable() default "DRAGOMAN_AI_KEY";

        @AttributeDefinition(name = "Model", description = "For example qwen2.5 or gpt-4o-mini")
        String model() default "";

        @AttributeDefinition(
                name = "Temperature",
                description = "0 to 2; negative: the provider's default")
        double temperature() default 0.2;

        @AttributeDefinition(name = "Timeout of one exchange in milliseconds", min = "100")
        int timeoutMillis() default 20_000;

        @AttributeDefinition(name = "Longest answer in tokens", min = "1")
        int maxTokens() default 600;

        @AttributeDefinition(name = "Open questions at once", min = "1")
        int atOnce() default 16;
    }

    /** Registers the model if one is named; wrong settings are told in the log. */
    @Activate
    public LanguageModelComponent(BundleContext context, Config config) {
        this.registration = endpoint(config).map(endpoint -> register(context, config, endpoint));
    }

    private static Optional<ChatEndpoint> endpoint(Config config) {
        if (config.provider().isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(config));
        } catch (IllegalArgumentException e) {
            LOG.error("No language model: etc/io.dragoman.ai.langchain4j.cfg: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException that names the setting and the remedy
     */
    static ChatEndpoint read(Config config) {
        var provider = Provider.of(config.provider());
        if (config.model().isBlank()) {
            throw new IllegalArgumentException("model is empty: name the model to ask");
        }
        var url =
                config.baseUrl().isBlank()
                        ? provider.usualUrl()
                        : URI.create(config.baseUrl().strip());
        if (url.getHost() == null
                || url.getScheme() == null
                || !url.getScheme().startsWith("http")) {
            throw new IllegalArgumentException(
                    "baseUrl = " + url + " is no http(s) address: write https://host/v1");
        }
        var key =
                config.apiKey().isBlank()
                        ? Optional.ofNullable(System.getenv(config.apiKeyVariable())).orElse("")
                        : config.apiKey();
        return new ChatEndpoint(
                provider,
                url,
                new Secret(key),
                config.model().strip(),
                Optional.of(config.temperature()).filter(value -> value >= 0),
                Duration.ofMillis(Math.max(100, config.timeoutMillis())),
                Math.max(1, config.maxTokens()));
    }

    private static ServiceRegistration<LanguageModel> register(
            BundleContext context, Config config, ChatEndpoint endpoint) {
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        thread.setContextClassLoader(LanguageModelComponent.class.getClassLoader());
        try {
            var model =
                    new RemoteLanguageModel(
                            endpoint.name(), endpoint.connect(), Math.max(1, config.atOnce()));
            LOG.info("Language model {} at {}", endpoint.name(), endpoint.baseUrl().getHost());
            return context.registerService(LanguageModel.class, model, new Hashtable<>());
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Takes the model back. */
    @Deactivate
    public void stop() {
        registration.ifPresent(ServiceRegistration::unregister);
    }
}
