package io.dragoman.security.internal;

import io.dragoman.storage.SettingStore;
import java.security.SecureRandom;
import java.util.Base64;

/** Secrets that the installation makes for itself and keeps in its store. */
final class SigningKeys {

    private static final int BYTES = 32;

    private final SettingStore settings;
    private final SecureRandom random;

    SigningKeys(SettingStore settings, SecureRandom random) {
        this.settings = settings;
        this.random = random;
    }

    /** The secret of a name: 256 bits; made at first use, the same ever after and on every node. */
    byte[] get(String name) {
        return Base64.getUrlDecoder().decode(settings.putIfAbsent("key." + name, fresh()));
    }

    /** Puts a new secret in the place of an old one. */
    void renew(String name) {
        settings.put("key." + name, fresh());
    }

    private String fresh() {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
