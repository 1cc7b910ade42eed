package io.dragoman.catalog;

import io.dragoman.api.message.Reason;
import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The certificates whose holders may sign plug-ins: the files {@code etc/plugin-keys/<name>.pem}.
 * Thread-safe.
 */
@ProviderType
public interface PluginKeys {

    /** Whether jars have to be signed here. */
    boolean required();

    /** All of them, by name; those that cannot be read, too. */
    List<Key> list();

    /**
     * Trusts a certificate from now on.
     *
     * @param name lower case letters, digits, dots and hyphens
     * @param pem an X.509 certificate, as {@code keytool -exportcert -rfc} writes it
     */
    Outcome add(String name, String pem);

    /** Trusts it no longer: what it has signed is stopped. */
    Outcome remove(String name);

    /**
     * A certificate.
     *
     * @param fingerprint SHA-256 of the certificate, in hex
     * @param why it cannot be used; empty when it can
     */
    record Key(
            String name,
            String subject,
            String fingerprint,
            Instant from,
            Instant until,
            Reason why) {}

    /** How a change ended. */
    sealed interface Outcome {

        /** It is done. */
        record Done(Key key) implements Outcome {}

        /** There is none of this name. */
        record Missing() implements Outcome {}

        /** There is one of this name. */
        record Taken() implements Outcome {}

        /** It is not possible, and why. */
        record Refused(Reason why) implements Outcome {}
    }
}
