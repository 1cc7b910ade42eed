package io.dragoman.security;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Tokens of visitors. Each opens one conversation and nothing else. Thread-safe. */
@ProviderType
public interface VisitorTokens {

    /** A token for a conversation. */
    String issue(String site, String conversationId, String visitorId);

    /** What a token opens; empty when it is forged or older than half a year. */
    Optional<Visitor> verify(String token);

    /**
     * What a token opens.
     *
     * @param visitorId the visitor's address on the web channel
     */
    record Visitor(String site, String conversationId, String visitorId) {}

    /**
     * Whether a page may say that its visitor is a certain customer: {@code signature} is the hex
     * HMAC-SHA256 of the customer id with the site's secret, made by the shop's own server.
     */
    boolean customerVerified(String site, String customerId, String signature);

    /** The secret with which a shop's server signs customer ids; made at first use. */
    String customerSecret(String site);

    /** A new secret in the place of the old one, which is void from now on, on every node. */
    String renewCustomerSecret(String site);
}
