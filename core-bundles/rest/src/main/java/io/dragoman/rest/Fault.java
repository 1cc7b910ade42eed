package io.dragoman.rest;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a call was refused. The code (the name in lower case with hyphens) is stable and for
 * programs; the words for people are the texts {@code problem.<code>} in both languages.
 */
public enum Fault {
    BAD_REQUEST(400),
    INVALID(400),
    FILE_EMPTY(400),
    NO_JSON(400),
    BAD_CURSOR(400),
    SAME_CONTACT(400),
    NOT_SIGNED_IN(401),
    WRONG_CREDENTIALS(401),
    FORBIDDEN(403),
    PASSWORD_CHANGE_REQUIRED(403),
    WRONG_PASSWORD(403),
    NOT_YOURS(403),
    ONLY_YOURSELF(403),
    NOT_FOUND(404),
    NO_SUCH_PATH(404),
    NO_SUCH_CONVERSATION(404),
    NO_SUCH_AGENT(404),
    NO_SUCH_TEAM(404),
    NO_SUCH_PLUGIN(404),
    METHOD_NOT_ALLOWED(405),
    NOT_ACCEPTABLE(406),
    TOO_SLOW(408),
    ALREADY_TAKEN(409),
    CLOSED(409),
    QUOTA_SPENT(409),
    CLIENT_MESSAGE_ID_REUSED(409),
    CHANGED_MEANWHILE(409),
    NAME_TAKEN(409),
    LAST_ADMIN(409),
    TEAM_IN_USE(409),
    OTHER_SITE(409),
    ONLY_IDENTITY(409),
    NOT_GIVEN_UP(409),
    STILL_WAITING(409),
    NEEDS_CONFIRMATION(409),
    NEEDS_CUSTOMER(409),
    IN_THE_WAY(409),
    TOO_LARGE(413),
    UNSUPPORTED_MEDIA_TYPE(415),
    FILE_NOT_ALLOWED(415),
    RULES_DO_NOT_COMPILE(422),
    PLUGIN_REFUSED(422),
    KEY_REFUSED(422),
    TOO_MANY(429),
    TOO_MANY_FILES(429),
    INTERNAL(500),
    STARTING(503),
    STORE_DOWN(503),
    OVERLOADED(503);

    private final int status;

    Fault(int status) {
        this.status = status;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** What programs read. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The fault of a code. */
    public static Optional<Fault> of(String code) {
        return Arrays.stream(values()).filter(fault -> fault.code().equals(code)).findFirst();
    }
}
