package io.dragoman.rest;

import static org.osgi.service.component.annotations.ReferenceCardinality.OPTIONAL;
import static org.osgi.service.component.annotations.ReferencePolicy.DYNAMIC;
import static org.osgi.service.component.annotations.ReferencePolicyOption.GREEDY;

import io.dragoman.api.ai.Embedder;
import io.dragoman.api.ai.LanguageModel;
import io.dragoman.api.message.PartCodec;
import io.dragoman.api.rules.RuleEngine;
import io.dragoman.api.rules.RuleFiles;
import io.dragoman.api.shop.Shops;
import io.dragoman.catalog.Health;
import io.dragoman.catalog.PluginKeys;
import io.dragoman.catalog.PluginOperations;
import io.dragoman.catalog.PluginSettings;
import io.dragoman.catalog.Plugins;
import io.dragoman.conversation.Channels;
import io.dragoman.conversation.MediaLinks;
import io.dragoman.dialogue.IntentMatcher;
import io.dragoman.dialogue.SkillRegistry;
import io.dragoman.dialogue.ToolCaller;
import io.dragoman.events.EventFeed;
import io.dragoman.gateway.Uploads;
import io.dragoman.gateway.Webhooks;
import io.dragoman.handoff.Desk;
import io.dragoman.handoff.DeskActions;
import io.dragoman.handoff.DeskViews;
import io.dragoman.handoff.Directory;
import io.dragoman.handoff.Presence;
import io.dragoman.knowledge.Articles;
import io.dragoman.knowledge.Knowledge;
import io.dragoman.security.AuditLog;
import io.dragoman.security.ServiceTokens;
import io.dragoman.security.Sessions;
import io.dragoman.security.VisitorTokens;
import io.dragoman.storage.ContactStore;
import io.dragoman.storage.DeskStore;
import io.dragoman.storage.DirectoryStore;
import io.dragoman.storage.EventStore;
import io.dragoman.storage.FigureStore;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.OutboxStore;
import io.dragoman.storage.SettingStore;
import java.util.Optional;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.ComponentException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/**
 * The services as the container has them at the moment of the call. All references are optional and
 * looked up by the simple name of their type, so that nothing has to be rebuilt when one goes and
 * comes back.
 */
@Component(
        service = Services.class,
        reference = {
            @Reference(
                    name = "LogStore",
                    service = LogStore.class,
                    cardinality = OPTIONAL,
                    policy = DYNAMIC,
                    policyOption = GREEDY),
            @Reference(
                    name = "ContactStore",
                    service = ContactStore.class,
                    cardinality = OPTIONAL,
                    policy = DYNAMIC,
                    policyOption = GREEDY),
            @Reference(
                    name = "DirectoryStore",
                    service = DirectoryStore.class,
                    cardinality = OPTIONAL,
                    policy = DYNAMIC,
                    policyOption = GREEDY),
            @Reference(
                    name = "DeskStore",
                    service = DeskStore.class,
                    cardinality = OPTIONAL,
                    policy = DYNAMIC,
                    policyOption = GREEDY),
            @Reference(
                    name = "Articles",
                    service = Articles.class,
                    cardinality = OPTIONAL,
                    policy = DYNAMIC,
                    policyOption = GREEDY),
            @Reference(
                    name = "FigureStore",
                    service = FigureStore.class,
                    cardinality = OPTIONAL,
                    policy = DYNAMIC,
                    policyOption = GREEDY),
            @Reference(
                    name = "OutboxStore",
                    service = OutboxStore.class,
                    cardinality = OPTIONAL,
                    policy = DYNAMIC,
                    policyOption = GREEDY),
            @Reference(
                    name = "EventStore",
                    service = EventStore.class,
                    cardinality = OPTIONAL,
                    policy = DYNAMIC,
                    policyOption = GREEDY),
            @Reference(
                    name = "EventFeed",
                    service = EventFeed.class,
                    cardinality = OPTIONAL,
                    policy = DYNAMIC,
                    policyOption = GREEDY),
            @Reference(
                    name = "SettingStore",
                    service = SettingStore.class,
                    cardinality = OPTIONAL,
                    policy = DYNAMIC,
                    policyOption = GREEDY),
            @Reference(
                    name = "Directory",
                    service = Directory.class,
                    cardinality = OPTIONAL,
                    policy = DYNAMIC,
                    policyOption = GREEDY),
            @Reference(
                    name = "Desk",
                    service = Desk.class,
                    cardinality = OPTIONAL,
                    policy = DYNAMIC,
                    policyOption = GREEDY),
            @Reference(
                    name = "DeskActions",
                    service = DeskActions.class,
                    cardinality = OPTIONAL,
                    policy = DYNAMIC,
                    policyOption = GREEDY),
            @Reference(
                    name = "DeskViews",
                    service = DeskViews.class,
                    cardinality = OPTIONAL,
                    policy = DYNAMIC,
                    policyOption = GREEDY),
            @Reference(
                    name = "Presence",
                    service = Presence.class,
                    cardinality = OPTIONAL,
                    policy = DYNAMIC,
                    policyOption = GREEDY),
            @Reference(
                    name = "Sessions",
                    service = Sessions.class,
                    cardinality = OPTIONAL,
                    policy = DYNAMIC,
                    policyOption = GREEDY),
            @Reference(
                    name = "ServiceTokens",
                    service = ServiceTokens.class,
                    cardinality = OPTIONAL,
                    policy = DYNAMIC,
                    policyOption = GREEDY),
            @Reference(
                    name = "VisitorTokens",
                    service = VisitorTokens.class,
                    cardinality = OPTIONAL,
                    policy = DYNAMIC,
                    policyOption = GREEDY),
            @Reference(
                    name = "Uploads",
                    service = Uploads.class,
                    cardinality = OPTIONAL,
                    policy = DYNAMIC,
                    policyOption = GREEDY),
            @Reference(
                    name = "MediaLinks",
                    service = MediaLinks.class,
                    cardinality = OPTIONAL,
                    policy = DYNAMIC,
                    policyOption = GREEDY),
            @Reference(
                    name = "AuditLog",
                    service = AuditLog.class,
                    cardinality = OPTIONAL,
                    policy = DYNAMIC,
                    policyOption = GREEDY),
            @Reference(
                    name = "Channels",
                    service = Channels.class,
                    cardinality = OPTIONAL,
                    policy = DYNAMIC,
                    policyOption = GREEDY),
            @Reference(
                    name = "Webhooks",
                    service = Webhooks.class,
                    cardinality = OPTIONAL,
                    policy = DYNAMIC,
                    policyOption = GREEDY),
            @Reference(
                    name = "Health",
                    service = Health.class,
                    cardinality = OPTIONAL,
                    policy = DYNAMIC,
                    policyOption = GREEDY),
            @Reference(
                    name = "Plugins",
                    service = Plugins.class,
                    cardinality = OPTIONAL,
                    policy = DYNAMIC,
                    policyOption = GREEDY),
            @Reference(
                    name = "PluginOperations",
                    service = PluginOperations.class,
                    cardinality = OPTIONAL,
                    policy = DYNAMIC,
                    policyOption = GREEDY),
            @Reference(
                    name = "PluginSettings",
                    service = PluginSettings.class,
                    cardinality = OPTIONAL,
                    policy = DYNAMIC,
                    policyOption = GREEDY),
            @Reference(
                    name = "PluginKeys",
                    service = PluginKeys.class,
                    cardinality = OPTIONAL,
                    policy = DYNAMIC,
                    policyOption = GREEDY),
            @Reference(
                    name = "SkillRegistry",
                    service = SkillRegistry.class,
                    cardinality = OPTIONAL,
                    policy = DYNAMIC,
                    policyOption = GREEDY),
            @Reference(
                    name = "ToolCaller",
                    service = ToolCaller.class,
                    cardinality = OPTIONAL,
                    policy = DYNAMIC,
                    policyOption = GREEDY),
            @Reference(
                    name = "IntentMatcher",
                    service = IntentMatcher.class,
                    cardinality = OPTIONAL,
                    policy = DYNAMIC,
                    policyOption = GREEDY),
            @Reference(
                    name = "RuleEngine",
                    service = RuleEngine.class,
                    cardinality = OPTIONAL,
                    policy = DYNAMIC,
                    policyOption = GREEDY),
            @Reference(
                    name = "RuleFiles",
                    service = RuleFiles.class,
                    cardinality = OPTIONAL,
                    policy = DYNAMIC,
                    policyOption = GREEDY),
            @Reference(
                    name = "Knowledge",
                    service = Knowledge.class,
                    cardinality = OPTIONAL,
                    policy = DYNAMIC,
                    policyOption = GREEDY),
            @Reference(
                    name = "Shops",
                    service = Shops.class,
                    cardinality = OPTIONAL,
                    policy = DYNAMIC,
                    policyOption = GREEDY),
            @Reference(
                    name = "PartCodec",
                    service = PartCodec.class,
                    cardinality = OPTIONAL,
                    policy = DYNAMIC,
                    policyOption = GREEDY),
            @Reference(
                    name = "Embedder",
                    service = Embedder.class,
                    cardinality = OPTIONAL,
                    policy = DYNAMIC,
                    policyOption = GREEDY),
            @Reference(
                    name = "LanguageModel",
                    service = LanguageModel.class,
                    cardinality = OPTIONAL,
                    policy = DYNAMIC,
                    policyOption = GREEDY),
            @Reference(
                    name = "ServiceComponentRuntime",
                    service = ServiceComponentRuntime.class,
                    cardinality = OPTIONAL,
                    policy = DYNAMIC,
                    policyOption = GREEDY)
        })
public final class ContainerServices implements Services {

    private final ComponentContext context;

    @Activate
    public ContainerServices(ComponentContext context) {
        this.context = context;
    }

    @Override
    public <T> Optional<T> find(Class<T> type) {
        try {
            return Optional.ofNullable(
                    type.cast(context.<Object>locateService(type.getSimpleName())));
        } catch (ComponentException | IllegalStateException e) {
            // The container is just taking it away.
            return Optional.empty();
        }
    }
}
