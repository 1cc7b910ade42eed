package io.dragoman.rest;

import io.dragoman.storage.User.Role;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Who may call a resource method. Each has exactly one of these. */
public final class Access {

    private Access() {}

    /** Everybody who is signed in and has one of the roles; whoever is signed in without roles. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    public @interface Roles {
        Role[] value() default {};
    }

    /** Everybody; what the method needs to know of its caller it checks itself. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    public @interface Open {}

    /** Also those who first have to change their one-time password. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    public @interface BeforePasswordChange {}

    /** Only those who are limited to no site: what is changed here holds for all of them. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    public @interface ForAllSites {}

    /** How many bytes a request may have; {@link BodyLimit#USUAL} without it. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    public @interface UpTo {
        long value();
    }

    /** What a successful call is called in the audit log, and the kind of thing it changes. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    public @interface Audited {
        String value();

        String kind();
    }
}
