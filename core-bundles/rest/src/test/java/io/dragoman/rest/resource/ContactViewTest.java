package io.dragoman.rest.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.message.Address;
import io.dragoman.storage.Contact;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ContactViewTest {

    private static Contact contact(String name, Map<String, String> attributes) {
        return new Contact(
                "01abcdefgh",
                "demo",
                name,
                Optional.empty(),
                attributes,
                List.of(new Address("web", "default", "v/1")),
                Instant.EPOCH);
    }

    @Test
    void whoHasNoNameIsToldFromOthers() {
        assertThat(ContactView.name(contact("", Map.of()), Locale.ENGLISH))
                .isEqualTo("Visitor EFGH");
        assertThat(ContactView.name(contact(" ", Map.of()), Locale.SIMPLIFIED_CHINESE))
                .isEqualTo("访客 EFGH");
        assertThat(ContactView.name(contact("Fang", Map.of()), Locale.ENGLISH)).isEqualTo("Fang");
    }

    @Test
    void whatTheShopToldStandsApartFromWhatWeKnow() {
        var view =
                ContactView.of(
                        contact("Fang", Map.of("email", "f@example.org", "tier", "gold")),
                        Optional.empty(),
                        Locale.ENGLISH);
        assertThat(view)
                .containsEntry("email", "f@example.org")
                .containsEntry("attributes", Map.of("tier", "gold"))
                .containsEntry("vip", false)
                .doesNotContainKeys("phone", "customerId", "lastSeenAt");
    }

    @Test
    void identitiesAreSafeInPaths() {
        assertThat(ContactView.identityId(new Address("web", "default", "a/b c")))
                .matches("[A-Za-z0-9_-]+");
    }
}
