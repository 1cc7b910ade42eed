package io.dragoman.security;

import java.util.Locale;

/**
 * What kind of installation this is: {@code demo} has demo users and a demo shop and believes what
 * pages say of their visitors; {@code prod} has none of that.
 */
public enum Profile {
    DEMO,
    PROD;

    /** The id of the site that the first start makes. */
    public String firstSite() {
        return this == DEMO ? "demo" : "default";
    }

    /**
     * The profile of this process: the framework property {@code dragoman.profile}, then the
     * environment variable {@code DRAGOMAN_PROFILE}; prod unless it says demo.
     */
    public static Profile current() {
        var said =
                System.getProperty(
                        "dragoman.profile", System.getenv().getOrDefault("DRAGOMAN_PROFILE", ""));
        return "demo".equals(said.strip().toLowerCase(Locale.ROOT)) ? DEMO : PROD;
    }
}
