package io.dragoman.rest;

import java.util.Optional;

/** What resources want to know of the program they run in. Thread-safe. */
public interface Installation {

    /** Its version. */
    String version();

    /** The rule folder as an absolute path; empty when unknown. */
    String rulesFolder();

    /** The symbolic name of a bundle. */
    Optional<String> bundleName(long id);

    /** The version of the bundle a class comes from. */
    Optional<String> versionOf(Class<?> type);

    /** The description of the API as JSON. */
    byte[] openApi();
}
