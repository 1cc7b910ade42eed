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

/** All resources. A new one is added here. */
public final class Resources {

    /** How long the panel of an agent waits for the shop. */
    private static final Duration SHOP_LIMIT = Duration.ofSeconds(3);

    private Resources() {}

    /** The resources, ready for Jersey. */
    public static List<Object> all(Services services, Json json, Installation installation) {
        var clock = Clock.systemUTC();
        var random = new SecureRandom();
        var ids = new Ids(clock, random);
        var passwords = new Passwords(random);
        var notes = new Notes(services);
        var texts = new Problems();
        var version = installation.version();
        var contacts = new ContactsResource(services, ids);
        var presence = new PresenceResource(services);
        var overview = new Overview(services, presence, clock);
        return List.of(
                new SessionResource(services, json, passwords),
                new ConversationsResource(services),
                new MessagesResource(services, json, notes, clock),
                new ExportsResource(services, json),
                new DeskMovesResource(services, notes),
                contacts,
                new OrdersResource(services, contacts, texts, SHOP_LIMIT),
                new TicketsResource(services, ids, clock),
                new TeamsResource(services, ids),
                new UsersResource(services, ids, passwords),
                presence,
                new QuickRepliesResource(services, ids, clock),
                new ArticlesResource(services),
                new KnowledgeSearchResource(services),
                new RulesResource(services, installation.rulesFolder()),
                new RuleTestResource(services, clock),
                new SkillsResource(services, json, new SkillView(installation::bundleName)),
                new McpResource(services, json, version, ids),
                new ServiceTokensResource(services),
                new FilesResource(services),
                new PluginsResource(services),
                new PluginSettingsResource(services),
                new PluginKeysResource(services),
                new SitesResource(services, ids),
                new ChannelsResource(services, texts, installation::versionOf),
                new WebhooksResource(services, clock),
                new DeliveriesResource(services, clock),
                new EventEndpointsResource(services, ids, clock),
                new EventDeliveriesResource(services, json, clock),
                new OperationsResource(
                        services,
                        json,
                        overview,
                        new SettingsView(services, version),
                        new HealthView(version, true),
                        installation.openApi()));
    }
}
