package io.dragoman.catalog.internal;

import io.dragoman.api.message.Reason;
import io.dragoman.catalog.internal.TrustedKeys.Trusted;
import java.io.IOException;
import java.security.cert.X509Certificate;

/** Why a signature does not count, as it is. */
final class SignatureWords {

    private SignatureWords() {}

    /** Why a signature could not even be looked at. */
    static Reason unread(IOException e) {
        return Reason.of(
                "unread-signature",
                "its signature cannot be read: {cause}",
                "cause",
                e.getMessage());
    }

    static Reason expired(Trusted key, X509Certificate certificate) {
        return Reason.of(
                "expired",
                "the certificate of {signer} (key '{name}') expired on {at}",
                "signer",
                certificate.getSubjectX500Principal().getName(),
                "name",
                key.key().name(),
                "at",
                certificate.getNotAfter().toInstant());
    }

    static Reason notYetValid(Trusted key, X509Certificate certificate) {
        return Reason.of(
                "not-yet-valid",
                "the certificate of key '{name}' is valid only from {at}",
                "name",
                key.key().name(),
                "at",
                certificate.getNotBefore().toInstant());
    }
}
