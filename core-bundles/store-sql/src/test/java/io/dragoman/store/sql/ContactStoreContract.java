package io.dragoman.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dragoman.storage.Contact;
import io.dragoman.storage.ContactStore;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.ConversationLists.Filter;
import io.dragoman.storage.LogStore.Change;
import io.dragoman.storage.LogStore.Entry;
import io.dragoman.storage.LogStore.TicketDraft;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class ContactStoreContract extends StoreContract {

    private ContactStore contacts;

    ContactStoreContract(Engine engine) {
        super(engine);
    }

    @BeforeEach
    void meetTwoPeople() {
        contacts = stores.contacts();
        open("a");
        open("b");
    }

    @Test
    void knowsWhomAnAddressBelongsTo() {
        var contact = contacts.byAddress(SITE, address("a")).orElseThrow();

        assertThat(contact)
                .isEqualTo(
                        new Contact(
                                "k-a",
                                SITE,
                                "Name of a",
                                Optional.empty(),
                                Map.of(),
                                List.of(address("a")),
                                START));
        assertThat(contacts.contact("k-a")).contains(contact);
        assertThat(contacts.byAddress("other", address("a"))).isEmpty();
        assertThat(contacts.contact("nobody")).isEmpty();
    }

    @Test
    void changesWhatIsKnown() {
        var changed =
                contacts.update(
                        "k-a", "王小明", Optional.of("C-100"), Map.of("phone", "123", "备注", "\"x\""));

        assertThat(contacts.contact("k-a")).contains(changed);
        assertThat(contacts.byCustomerId(SITE, "C-100")).contains(changed);
        assertThat(contacts.byCustomerId("other", "C-100")).isEmpty();
        assertThat(changed.attributes()).containsEntry("备注", "\"x\"");
    }

    @Test
    void whatWasSeenLatelyIsNeverOlderThanWhatWasWrittenHere() {
        assertThat(contacts.lately("k-a")).map(Contact::name).contains("Name of a");
        assertThat(contacts.lately("k-new")).isEmpty();
        contacts.update("k-a", "王小明", Optional.empty(), Map.of());
        assertThat(contacts.lately("k-a")).map(Contact::name).contains("王小明");
        assertThat(contacts.lately("k-b")).isPresent();
        var one = contacts.merge("k-a", "k-b");
        assertThat(contacts.lately("k-b")).isEmpty();
        assertThat(contacts.lately("k-a")).contains(one);
        var other = contacts.separate("k-a", address("b"), "k-new");
        assertThat(contacts.lately("k-new")).contains(other);
        assertThat(contacts.lately("k-a").orElseThrow().addresses()).containsExactly(address("a"));
    }

    @Test
    void cutsANameThatIsTooLong() {
        var changed = contacts.update("k-a", "😀".repeat(300), Optional.empty(), Map.of());

        assertThat(changed.name()).isEqualTo("😀".repeat(127));
    }

    @Test
    void saysWhenThereIsNobodyToChange() {
        assertThatThrownBy(() -> contacts.update("nobody", "", Optional.empty(), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nobody");
    }

    @Test
    void findsPeopleByNameCustomerIdAndAttributes() {
        contacts.update("k-a", "王小明", Optional.of("C-100"), Map.of("phone", "13800001111"));

        assertThat(contacts.search(SITE, "小明", 10)).extracting(Contact::id).containsExactly("k-a");
        assertThat(contacts.search(SITE, "c-10", 10)).hasSize(1);
        assertThat(contacts.search(SITE, "0000", 10)).hasSize(1);
        assertThat(contacts.search(SITE, "NAME OF", 10))
                .extracting(Contact::id)
                .containsExactly("k-b");
        open("OpenId_7%x");
        assertThat(contacts.search(SITE, "openid_7%", 10))
                .extracting(Contact::id)
                .containsExactly("k-OpenId_7%x");
        assertThat(contacts.search("other", "小明", 10)).isEmpty();
        assertThat(contacts.search(SITE, "%", 10)).hasSize(1);
        assertThat(contacts.search(SITE, "", 1)).hasSize(1);
    }

    @Test
    void makesTwoPeopleOne() {
        contacts.update("k-a", "A", Optional.empty(), Map.of("phone", "1", "city", "上海"));
        contacts.update("k-b", "B", Optional.of("C-2"), Map.of("phone", "2", "mail", "b@x"));
        ticketFor("b");
        var one = contacts.merge("k-a", "k-b");

        assertThat(one.name()).isEqualTo("A");
        assertThat(one.customerId()).contains("C-2");
        assertThat(one.attributes()).isEqualTo(Map.of("phone", "1", "city", "上海", "mail", "b@x"));
        assertThat(one.addresses()).containsExactly(address("a"), address("b"));
        assertThat(contacts.contact("k-b")).isEmpty();
        assertThat(contacts.byAddress(SITE, address("b"))).contains(one);
        assertThat(conversationsOf("k-a")).containsExactlyInAnyOrder("c-a", "c-b");
        assertThat(stores.desk().ticket("t1").orElseThrow().contactId()).isEqualTo("k-a");
        assertThat(open("b").contactId()).isEqualTo("k-a");
    }

    private void ticketFor(String user) {
        written(
                new Entry(
                        "c-" + user,
                        Optional.empty(),
                        now ->
                                new Change.Write(
                                        now,
                                        List.of(),
                                        Optional.empty(),
                                        List.of(new TicketDraft("t1", "service", "s", "b")),
                                        List.of())));
    }

    private List<String> conversationsOf(String contact) {
        var filter =
                new Filter(
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Optional.of(contact),
                        Optional.empty(),
                        Optional.empty());
        return log.list(filter, Optional.empty(), 10).items().stream()
                .map(Conversation::id)
                .toList();
    }

    @Test
    void separatesThemAgain() {
        ticketFor("b");
        contacts.merge("k-a", "k-b");
        var other = contacts.separate("k-a", address("b"), "k-new");

        assertThat(other.id()).isEqualTo("k-new");
        assertThat(other.addresses()).containsExactly(address("b"));
        assertThat(other.customerId()).isEmpty();
        assertThat(contacts.contact("k-a").orElseThrow().addresses()).containsExactly(address("a"));
        assertThat(conversationsOf("k-new")).containsExactly("c-b");
        assertThat(conversationsOf("k-a")).containsExactly("c-a");
        assertThat(stores.desk().ticket("t1").orElseThrow().contactId()).isEqualTo("k-new");
    }

    @Test
    void changesNothingWhenPeopleCannotBecomeOne() {
        assertThatThrownBy(() -> contacts.merge("k-a", "nobody"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> contacts.separate("k-a", address("b"), "k-new"))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(contacts.merge("k-a", "k-a").id()).isEqualTo("k-a");
        assertThat(count("contact")).isEqualTo(2);
    }

    @Test
    void sendsANewConversationToThePersonWhoHasTheAddress() {
        contacts.merge("k-a", "k-b");
        database.write("forget", h -> h.execute("DELETE FROM conversation WHERE id = 'c-b'"));

        assertThat(open("b").contactId()).isEqualTo("k-a");
    }
}
