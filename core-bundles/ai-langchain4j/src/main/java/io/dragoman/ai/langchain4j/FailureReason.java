package io.dragoman.ai.langchain4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Says in plain words why a model gave no answer. Exceptions' own messages are left out: they quote
 * the server's reply, and with it the customer's words.
 */
final class FailureReason {

    private FailureReason() {}

    static String of(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(10)
                .map(FailureReason::known)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> "unexpected " + failure.getClass().getSimpleName());
    }

    private static Optional<String> known(Throwable failure) {
        return Optional.ofNullable(
                switch (failure) {
                    case AuthenticationException e -> "the endpoint refused the key";
                    case RateLimitException e -> "the endpoint says: too many requests (429)";
                    case ModelNotFoundException e -> "the endpoint does not know this model";
                    case ContentFilteredException e -> "the provider's content filter refused";
                    case HttpException e -> "the endpoint answered HTTP " + e.statusCode();
                    case HttpTimeoutException e -> "the endpoint is too slow";
                    case dev.langchain4j.exception.TimeoutException e -> "the endpoint is too slow";
                    case UnknownHostException e -> "the endpoint's host is not known";
                    case UnresolvedAddressException e -> "the endpoint's host is not known";
                    case ConnectException e -> "the endpoint cannot be reached";
                    case JsonProcessingException e ->
                            "the endpoint's reply is not the JSON expected";
                    case InterruptedException e -> "interrupted";
                    case InterruptedIOException e -> "interrupted";
                    default -> null;
                });
    }
}
