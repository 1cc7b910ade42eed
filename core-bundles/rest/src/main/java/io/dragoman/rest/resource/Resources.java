package io.dragoman.rest.resource;

import io.dragoman.api.json.Json;
import io.dragoman.conversation.Ids;
import io.dragoman.rest.HealthView;
import io.dragoman.rest.Installation;
import io.dragoman.rest.Problems;
import io.dragoman.rest.Services;
import io.dragoman.security.Passwords;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** All resources. A new one is added here, to the group it belongs to. */
public final class Resources {

    /** How long the panel of an agent waits for the shop. */
    private static final Duration SHOP_LIMIT = Duration.ofSeconds(3);

    private final Services services;
    private final Json json;
    private final Installation installation;
    private final Clock clock = Clock.systemUTC();
    private final SecureRandom random = new SecureRandom();
    private final Ids ids = new Ids(clock, random);
    private final Passwords passwords = new Passwords(random);
    private final Problems texts = new Problems();
    private final PresenceResource presence;

    private Resources(Services services, Json json, Installation installation) {
        this.services = services;
        this.json = json;
        this.installation = installation;
        this.presence = new PresenceResource(services);
    }

    /** The resources, ready for Jersey. */
    public static List<Object> all(Services services, Json json, Installation installation) {
        var resources = new Resources(services, json, installation);
        return Stream.of(
                        resources.desk(),
                        resources.people(),
                        resources.answers(),
                        resources.outside(),
                        resources.operations())
                .flatMap(List::stream)
                .toList();
    }

    private List<Object> desk() {
        var notes = new Notes(services);
        var contacts = new ContactsResource(services, ids);
        return List.of(
                new ConversationsResource(services),
                new MessagesResource(services, notes, clock),
                new TraceResource(services, json),
                new ExportsResource(services, json),
                new DeskMovesResource(services, notes),
                contacts,
                new OrdersResource(services, contacts, texts, SHOP_LIMIT),
                new TicketsResource(services, ids, clock),
                new QuickRepliesResource(services, ids, clock),
                new FilesResource(services));
    }

    private List<Object> people() {
        return List.of(
                new SessionResource(services, json, passwords),
                new UsersResource(services, ids, passwords),
                new TeamsResource(services, ids),
                new SitesResource(services, ids),
                presence);
    }

    private List<Object> answers() {
        return List.of(
                new ArticlesResource(services),
                new KnowledgeSearchResource(services),
                new RulesResource(services, installation.rulesFolder()),
                new RuleTestResource(services, clock),
                new SkillsResource(services, json, new SkillView(installation::bundleName)));
    }

    private List<Object> outside() {
        return List.of(
                new McpResource(services, json, installation.version(), ids),
                new ServiceTokensResource(services),
                new ChannelsResource(services, texts, installation::versionOf),
                new WebhooksResource(services, clock),
                new DeliveriesResource(services, clock),
                new EventEndpointsResource(services, ids, clock),
                new EventDeliveriesResource(services, json, clock));
    }

    private List<Object> operations() {
        var version = installation.version();
        return List.of(
                new PluginsResource(services),
                new PluginSettingsResource(services),
                new PluginKeysResource(services),
                new OperationsResource(
                        services,
                        json,
                        new Overview(services, presence, clock),
                        new SettingsView(services, version),
                        new HealthView(version, true),
                        installation.openApi()));
    }
}
