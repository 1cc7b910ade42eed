package io.dragoman.rest.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.rest.TestApi;
import io.dragoman.security.VisitorTokens;
import io.dragoman.security.internal.SignedVisitorTokens;
import io.dragoman.storage.Site;
import io.dragoman.storage.User.Role;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several brands on one instance. */
class SitesTest {

    private final TestApi api = new TestApi();

    @AfterEach
    void close() throws Exception {
        api.close();
    }

    private Map<String, Object> tea() {
        return Map.of(
                "id",
                "tea",
                "nameZh",
                "茶铺",
                "nameEn",
                "Tea",
                "zone",
                "Europe/Berlin",
                "language",
                "en");
    }

    @Test
    void anAdministratorMakesASiteAndSeesItsSecretOnce() {
        var made = api.post("admin", "/v1/sites", tea()).is(201);
        assertThat(made.get("name")).isEqualTo("Tea");
        assertThat(made.get("snippet").toString())
                .contains("data-site=\"tea\"", "data-locale=\"en\"");
        var secret = made.get("customerSecret").toString();
        assertThat(secret).hasSizeGreaterThan(40);
        assertThat(api.get("admin", "/v1/sites/tea").is(200).tree())
                .containsEntry("zone", "Europe/Berlin")
                .containsEntry("default", false)
                .doesNotContainKey("customerSecret");
        VisitorTokens tokens = new SignedVisitorTokens(api.stores.settings());
        assertThat(tokens.customerSecret("tea")).isEqualTo(secret);
        var next =
                api.post("admin", "/v1/sites/tea/secret", Map.of()).is(200).get("customerSecret");
        assertThat(next).isNotEqualTo(secret);
        assertThat(tokens.customerSecret("tea")).isEqualTo(next);
        assertThat(api.stores.directory().teams())
                .filteredOn(team -> team.site().equals("tea"))
                .singleElement()
                .matches(team -> team.fallback() && team.key().equals("service"));
    }

    @Test
    void whatIsWrongIsNamed() {
        var body = Map.of("id", "Tea Shop", "zone", "Mars/Base", "language", "fr");
        assertThat(
                        api.post("admin", "/v1/sites", body)
                                .isProblem(400, "invalid")
                                .get("errors")
                                .toString())
                .contains("field=id", "field=zone", "no such time zone", "field=language");
        assertThat(
                        api.post("admin", "/v1/sites", Map.of("id", "tea"))
                                .isProblem(400, "invalid")
                                .get("errors")
                                .toString())
                .contains("field=nameZh");
        api.post("admin", "/v1/sites", Map.of("id", "demo", "nameZh", "x"))
                .isProblem(409, "name-taken");
        api.get("admin", "/v1/sites/none").isProblem(404, "not-found");
        api.post("supervisor", "/v1/sites", tea()).isProblem(403, "forbidden");
        api.patch("agent1", "/v1/sites/demo", Map.of("nameEn", "x")).isProblem(403, "forbidden");
        api.post("analyst", "/v1/sites/demo/secret", Map.of()).isProblem(403, "forbidden");
    }

    @Test
    void oneSiteIsTheDefaultAndComesFirst() {
        api.post("admin", "/v1/sites", tea()).is(201);
        api.patch("admin", "/v1/sites/demo", Map.of("default", false)).isProblem(400, "invalid");
        api.patch("admin", "/v1/sites/tea", Map.of("default", true, "nameEn", "Tea House")).is(200);
        assertThat(api.stores.directory().sites())
                .extracting(Site::id)
                .containsExactly("tea", "demo");
        assertThat(api.stores.directory().sites())
                .extracting(Site::isDefault)
                .containsExactly(true, false);
        assertThat(api.get("admin", "/v1/sites").items().getFirst())
                .containsEntry("name", "Tea House");
    }

    @Test
    void teamsArticlesAndUsersChooseASite() {
        api.post("admin", "/v1/sites", tea()).is(201);
        var team = api.post("admin", "/v1/teams", Map.of("name", "Brewers", "site", "tea")).is(201);
        assertThat(team.get("site")).isEqualTo("tea");
        assertThat(((Map<?, ?>) team.get("hours")).get("zone")).isEqualTo("Europe/Berlin");
        var article =
                Map.of(
                        "site",
                        "tea",
                        "language",
                        "en",
                        "question",
                        "How hot?",
                        "answer",
                        "80 degrees");
        assertThat(api.post("analyst", "/v1/knowledge/articles", article).is(201).get("site"))
                .isEqualTo("tea");
        var user =
                Map.of(
                        "username",
                        "leaf",
                        "name",
                        "Leaf",
                        "roles",
                        List.of("agent"),
                        "site",
                        "tea",
                        "teams",
                        List.of(team.id()));
        var made = api.post("admin", "/v1/users", user).is(201);
        assertThat(made.get("site")).isEqualTo("tea");
        var path = "/v1/users/" + made.id();
        assertThat(api.patch("admin", path, Map.of("site", "")).is(200).tree())
                .doesNotContainKey("site");
        api.patch("admin", path, Map.of("site", "coffee")).isProblem(400, "invalid");
    }

    @Test
    void whoeverIsLimitedToASiteHasNoSayOverOthers() {
        api.post("admin", "/v1/sites", tea()).is(201);
        api.person("teaboss", "tea", Role.ADMIN, Role.SUPERVISOR, Role.ANALYST, Role.AGENT);
        api.post("teaboss", "/v1/sites", Map.of("id", "mine", "nameZh", "x"))
                .isProblem(403, "forbidden");
        api.patch("teaboss", "/v1/sites/demo", Map.of("nameEn", "x")).isProblem(404, "not-found");
        api.post("teaboss", "/v1/sites/demo/secret", Map.of()).isProblem(404, "not-found");
        var team =
                api.stores.directory().teams().stream()
                        .filter(t -> t.site().equals("demo"))
                        .findFirst();
        api.patch("teaboss", "/v1/teams/" + team.orElseThrow().id(), Map.of("name", "x"))
                .isProblem(404, "not-found");
        var agent = api.stores.directory().byUsername("agent1").orElseThrow();
        api.delete("teaboss", "/v1/users/" + agent.id()).isProblem(404, "not-found");
        api.post("teaboss", "/v1/users/" + agent.id() + "/password", Map.of())
                .isProblem(404, "not-found");
        var helper = Map.of("username", "helper", "name", "Helper", "roles", List.of("agent"));
        assertThat(api.post("teaboss", "/v1/users", helper).is(201).get("site")).isEqualTo("tea");
        assertThat(api.get("teaboss", "/v1/teams").items())
                .allMatch(shown -> shown.get("site").equals("tea"));
        assertThat(api.get("teaboss", "/v1/knowledge/articles").items()).isEmpty();
    }
}
