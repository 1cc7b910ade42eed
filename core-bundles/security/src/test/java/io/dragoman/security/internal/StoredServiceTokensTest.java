package io.dragoman.security.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.json.JacksonJson;
import io.dragoman.json.JsonParts;
import io.dragoman.security.ServiceTokens;
import io.dragoman.store.sql.EmbeddedStores;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredServiceTokensTest {

    @TempDir private Path folder;

    @Test
    void aTokenWorksUntilItIsRevokedAndIsNowhereKept() {
        try (var stores = EmbeddedStores.open(folder, new JacksonJson(), new JsonParts())) {
            var tokens =
                    new StoredServiceTokens(stores.tokens(), Clock.systemUTC(), new SecureRandom());

            var made =
                    tokens.make(
                            "erp", Optional.of("demo"), Set.of(ServiceTokens.READ), 100, "admin");

            assertThat(made.secret()).startsWith("dgm_").hasSizeGreaterThan(40);
            assertThat(tokens.verify(made.secret())).contains(made.token());
            assertThat(tokens.all()).containsExactly(made.token());
            assertThat(made.token().toString()).doesNotContain(made.secret());
            assertThat(tokens.verify(made.secret() + "x")).isEmpty();
            assertThat(tokens.verify("")).isEmpty();
            assertThat(tokens.revoke(made.token().id())).isTrue();
            assertThat(tokens.revoke(made.token().id())).isFalse();
            assertThat(tokens.verify(made.secret())).isEmpty();
        }
    }
}
