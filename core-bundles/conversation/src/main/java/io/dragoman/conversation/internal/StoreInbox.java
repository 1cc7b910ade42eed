package io.dragoman.conversation.internal;

import io.dragoman.api.message.Address;
import io.dragoman.api.message.Inbound;
import io.dragoman.api.message.Part;
import io.dragoman.conversation.ChosenOption;
import io.dragoman.conversation.ConversationLog;
import io.dragoman.conversation.Ids;
import io.dragoman.conversation.Inbox;
import io.dragoman.conversation.Languages;
import io.dragoman.storage.Contact;
import io.dragoman.storage.ContactStore;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.Conversation.State;
import io.dragoman.storage.Conversation.WindowState;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.LogStore.Arrival;
import io.dragoman.storage.LogStore.Beside;
import io.dragoman.storage.LogStore.Change;
import io.dragoman.storage.LogStore.Entry;
import io.dragoman.storage.LogStore.Outcome;
import io.dragoman.storage.Message;
import io.dragoman.storage.Message.Author;
import io.dragoman.storage.Message.Draft;
import io.dragoman.storage.Message.Kind;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The inbox over the store and the log. */
@Component(service = Inbox.class)
public final class StoreInbox implements Inbox {

    private static final String REUSED = "client-message-id-reused";
    private static final Duration WRITE_LIMIT = Duration.ofSeconds(10);

    private final LogStore store;
    private final ContactStore contacts;
    private final ConversationLog log;
    private final Clock clock;
    private final Ids ids;

    @Activate
    public StoreInbox(
            @Reference(name = "store") LogStore store,
            @Reference(name = "contacts") ContactStore contacts,
            @Reference(name = "log") ConversationLog log) {
        this(
                store,
                contacts,
                log,
                Clock.systemUTC(),
                new Ids(Clock.systemUTC(), new SecureRandom()));
    }

    StoreInbox(LogStore store, ContactStore contacts, ConversationLog log, Clock clock, Ids ids) {
        this.store = store;
        this.contacts = contacts;
        this.log = log;
        this.clock = clock;
        this.ids = ids;
    }

    @Override
    public Conversation open(String site, Address address, boolean live, Hello hello) {
        var opening =
                new LogStore.Opening(
                        ids.next(),
                        ids.next(),
                        site,
                        address,
                        live,
                        Languages.supported(hello.language()),
                        hello.name(),
                        clock.instant());
        var found = store.open(opening);
        var conversation =
                hello.customerId()
                        .map(customerId -> recognise(found, customerId, hello.name()))
                        .orElse(found);
        if (hello.profile().isEmpty() || hello.profile().equals(conversation.bot().profile())) {
            return conversation;
        }
        return remember(conversation, hello);
    }

    /** One customer on two channels is one person: the shop's id joins their contacts. */
    private Conversation recognise(Conversation found, String customerId, String name) {
        var own = contacts.contact(found.contactId());
        if (own.isEmpty() || own.get().customerId().isPresent()) {
            // Known already; or another customer on the same device, who must not become the first.
            return found;
        }
        var known = contacts.byCustomerId(found.site(), customerId).map(Contact::id);
        if (known.isPresent()) {
            contacts.merge(known.get(), found.contactId());
            return store.conversation(found.id()).orElse(found);
        }
        contacts.update(
                found.contactId(),
                name.isBlank() ? own.get().name() : name,
                Optional.of(customerId),
                own.get().attributes());
        return found;
    }

    private Conversation remember(Conversation conversation, Hello hello) {
        var entry =
                new Entry(
                        conversation.id(),
                        Optional.empty(),
                        now ->
                                Change.Write.of(
                                        now.edit()
                                                .bot(now.bot().withProfile(hello.profile()))
                                                .done()));
        var outcome = log.appendAndWait(entry, WRITE_LIMIT);
        return outcome instanceof Outcome.Written written ? written.conversation() : conversation;
    }

    @Override
    public CompletableFuture<Receipt> receive(String site, boolean live, Inbound inbound) {
        var profile = inbound.profile();
        var text = Part.firstText(inbound.parts()).orElse("");
        var language =
                Optional.ofNullable(profile.get("locale"))
                        .or(() -> Languages.detect(text))
                        .orElse(Languages.CHINESE);
        var hello = new Hello(language, profile.getOrDefault("name", ""), "", Optional.empty());
        var conversation = open(site, inbound.from(), live, hello);
        var arrival =
                new Arrival(
                        inbound.from().channel(), inbound.from().account(), inbound.externalId());
        var taken = store.arrived(arrival);
        if (taken.filter(id -> !id.equals(conversation.id())).isPresent()) {
            return CompletableFuture.completedFuture(
                    new Receipt.Rejected(
                            REUSED,
                            "This account has taken a message of another sender with the id '"
                                    + inbound.externalId()
                                    + "' already; use a new id for a new message"));
        }
        return receive(
                conversation.id(),
                inbound.externalId(),
                inbound.parts(),
                hello.name(),
                inbound.opening(),
                Beside.arrival(arrival));
    }

    @Override
    public CompletableFuture<Receipt> receive(
            String conversationId, String clientKey, List<Part> parts, String name) {
        return receive(conversationId, clientKey, parts, name, Optional.empty(), Beside.NOTHING);
    }

    private CompletableFuture<Receipt> receive(
            String conversationId,
            String clientKey,
            List<Part> parts,
            String name,
            Optional<Inbound.Opening> opening,
            Beside beside) {
        // The prefix keeps a customer's own ids apart from those of agents and of the bot.
        var key = Optional.of("v:" + clientKey);
        var entry =
                new Entry(
                        conversationId,
                        key,
                        Message.characters(parts),
                        now -> arrival(now, key, parts, name, opening, beside));
        return log.append(entry).thenApply(outcome -> receipt(outcome, parts));
    }

    private Change arrival(
            Conversation now,
            Optional<String> key,
            List<Part> parts,
            String name,
            Optional<Inbound.Opening> opening,
            Beside beside) {
        var at = clock.instant();
        var next = now.edit();
        if (now.state() == State.CLOSED) {
            next.reopened(at);
        }
        Part.firstText(parts).flatMap(Languages::detect).ifPresent(next::language);
        next.window(
                opening.map(part -> opened(now.window(), part, at))
                        .orElseGet(() -> new WindowState(Optional.of(at), 0)));
        var author = new Author(Kind.VISITOR, now.contactId(), name);
        return Change.Write.of(next.done(), new Draft(at, author, parts, key, Optional.empty()))
                .withBeside(beside);
    }

    /** The window that lasts longer, unless nothing is left of it. */
    private static WindowState opened(WindowState before, Inbound.Opening opening, Instant at) {
        var part = new WindowState(Optional.of(at.minus(opening.age())), opening.spent());
        boolean better =
                before.sends() < opening.all()
                        && before.lastCustomerAt()
                                .filter(last -> last.isAfter(part.lastCustomerAt().orElseThrow()))
                                .isPresent();
        return better ? before : part;
    }

    /** A button pressed again is the same message, even if its label is no longer to be found. */
    private static boolean same(List<Part> kept, List<Part> repeated) {
        boolean chosen = ChosenOption.in(kept).isPresent() || ChosenOption.in(repeated).isPresent();
        return kept.equals(repeated)
                || chosen && ChosenOption.said(kept).equals(ChosenOption.said(repeated));
    }

    private static Receipt receipt(Outcome outcome, List<Part> parts) {
        return switch (outcome) {
            case Outcome.Written written ->
                    new Receipt.Accepted(written.conversation(), written.messages().get(0), false);
            case Outcome.Duplicate duplicate when same(duplicate.original().parts(), parts) ->
                    new Receipt.Accepted(duplicate.conversation(), duplicate.original(), true);
            case Outcome.Duplicate duplicate ->
                    new Receipt.Rejected(
                            REUSED,
                            "This clientMessageId stands in the log with another text, as number "
                                    + duplicate.original().seq()
                                    + "; use a new id for a new message");
            case Outcome.Refused refused -> new Receipt.Rejected(refused.code(), refused.reason());
            case Outcome.Missing missing ->
                    new Receipt.Rejected("no-such-conversation", "There is no such conversation");
        };
    }
}
