package io.dragoman.rest.resource;

import static io.dragoman.storage.User.Role.AGENT;
import static io.dragoman.storage.User.Role.SUPERVISOR;

import io.dragoman.api.message.Address;
import io.dragoman.conversation.Ids;
import io.dragoman.handoff.Directory;
import io.dragoman.rest.Access.Audited;
import io.dragoman.rest.Access.Roles;
import io.dragoman.rest.Body;
import io.dragoman.rest.Call;
import io.dragoman.rest.Fault;
import io.dragoman.rest.Problem;
import io.dragoman.rest.Services;
import io.dragoman.rest.Tree;
import io.dragoman.storage.Contact;
import io.dragoman.storage.ContactStore;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.ConversationLists;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.Site;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Customers and their identities. */
@Path("v1")
@Produces(MediaType.APPLICATION_JSON)
public final class ContactsResource {

    private static final List<String> TEXTS = List.of("email", "phone", "locale", "note");

    private final Services services;
    private final Ids ids;

    ContactsResource(Services services, Ids ids) {
        this.services = services;
        this.ids = ids;
    }

    private ContactStore store() {
        return services.get(ContactStore.class);
    }

    @GET
    @Path("contacts")
    @Roles({AGENT, SUPERVISOR})
    public Map<String, Object> list(@Context ContainerRequestContext request) {
        var call = Call.of(request);
        var text = call.query().text("q").orElse("");
        int limit = call.query().limit();
        var sites =
                Lookup.siteFilter(call)
                        .map(List::of)
                        .orElseGet(
                                () ->
                                        services.get(Directory.class).sites().stream()
                                                .map(Site::id)
                                                .toList());
        var found =
                sites.stream()
                        .flatMap(site -> store().search(site, text, limit).stream())
                        .limit(limit)
                        .map(contact -> ContactView.of(contact, Optional.empty(), call.locale()))
                        .toList();
        return Tree.items(found);
    }

    /** A contact that the caller may see. */
    Contact contact(Call call, String id) {
        var own = call.user().site();
        return store().contact(id)
                .filter(found -> own.isEmpty() || own.get().equals(found.site()))
                .orElseThrow(() -> Problem.of(Fault.NOT_FOUND));
    }

    @GET
    @Path("contacts/{id}")
    @Roles({AGENT, SUPERVISOR})
    public Map<String, Object> one(
            @Context ContainerRequestContext request, @PathParam("id") String id) {
        var call = Call.of(request);
        var contact = contact(call, id);
        var last =
                services
                        .get(LogStore.class)
                        .list(conversationsOf(contact.id()), Optional.empty(), 1)
                        .items()
                        .stream()
                        .map(Conversation::lastActivityAt)
                        .findFirst();
        return ContactView.of(contact, last, call.locale());
    }

    private static ConversationLists.Filter conversationsOf(String contactId) {
        return new ConversationLists.Filter(
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.of(contactId),
                Optional.empty(),
                Optional.empty());
    }

    @PATCH
    @Path("contacts/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Roles({AGENT, SUPERVISOR})
    @Audited(value = "contact.update", kind = "contact")
    public Map<String, Object> update(
            @Context ContainerRequestContext request, @PathParam("id") String id) {
        var call = Call.of(request);
        var contact = contact(call, id);
        var body = call.body();
        var name = body.has("name") ? body.text("name", 200) : contact.name();
        var attributes = new HashMap<>(contact.attributes());
        for (var field : TEXTS) {
            body.optionalText(field, ContactView.longest(field))
                    .ifPresent(value -> put(attributes, field, value.strip()));
        }
        body.flag("vip").ifPresent(vip -> put(attributes, "vip", vip ? "true" : ""));
        body.texts("tags", DeskMovesResource.MOST_TAGS, DeskMovesResource.LONGEST_TAG)
                .ifPresent(tags -> put(attributes, "tags", noCommas(body, tags)));
        body.check();
        var changed = store().update(contact.id(), name.strip(), contact.customerId(), attributes);
        call.audited(contact.id(), Map.of("fields", String.join(", ", body.all().keySet())));
        return ContactView.of(changed, Optional.empty(), call.locale());
    }

    private static void put(Map<String, String> attributes, String name, String value) {
        if (value.isEmpty()) {
            attributes.remove(name);
        } else {
            attributes.put(name, value);
        }
    }

    /** Tags are kept in one attribute, separated by commas. */
    private static String noCommas(Body body, List<String> tags) {
        if (tags.stream().anyMatch(tag -> tag.contains(","))) {
            body.wrong("tags", "no-commas");
        }
        return String.join(",", tags);
    }

    @POST
    @Path("contacts/{id}/merge")
    @Consumes(MediaType.APPLICATION_JSON)
    @Roles({AGENT, SUPERVISOR})
    @Audited(value = "contact.merge", kind = "contact")
    public Map<String, Object> merge(
            @Context ContainerRequestContext request, @PathParam("id") String id) {
        var call = Call.of(request);
        var body = call.body();
        var otherId = body.text("other", 100);
        body.check();
        var into = contact(call, id);
        var other = contact(call, otherId);
        if (into.id().equals(other.id())) {
            throw Problem.of(Fault.SAME_CONTACT);
        }
        if (!into.site().equals(other.site())) {
            throw Problem.of(Fault.OTHER_SITE);
        }
        call.audited(into.id(), Map.of("absorbed", other.id()));
        return ContactView.of(
                store().merge(into.id(), other.id()), Optional.empty(), call.locale());
    }

    @DELETE
    @Path("contacts/{id}/identities/{identity}")
    @Roles({AGENT, SUPERVISOR})
    @Audited(value = "contact.unlink", kind = "contact")
    public Map<String, Object> unlink(
            @Context ContainerRequestContext request,
            @PathParam("id") String id,
            @PathParam("identity") String identity) {
        var call = Call.of(request);
        var contact = contact(call, id);
        var address = address(contact, identity);
        if (contact.addresses().size() < 2) {
            throw Problem.of(Fault.ONLY_IDENTITY);
        }
        call.audited(contact.id(), Map.of("identity", address.channel()));
        store().separate(contact.id(), address, ids.next());
        return ContactView.of(contact(call, contact.id()), Optional.empty(), call.locale());
    }

    private static Address address(Contact contact, String identity) {
        return contact.addresses().stream()
                .filter(address -> ContactView.identityId(address).equals(identity))
                .findFirst()
                .orElseThrow(() -> Problem.of(Fault.NOT_FOUND));
    }
}
