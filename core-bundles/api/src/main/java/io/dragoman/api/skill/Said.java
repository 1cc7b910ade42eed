package io.dragoman.api.skill;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;

/**
 * What a customer said, with all that is needed to understand it. The time comes in, so that the
 * same words at the same time always mean the same. Immutable.
 *
 * @param text the words as they were written
 * @param locale the customer's language: Chinese or English
 * @param now when it was said
 * @param zone where the site's days begin and end
 */
public record Said(String text, Locale locale, Instant now, ZoneId zone) {

    /** The day on which it was said. */
    public LocalDate today() {
        return now.atZone(zone).toLocalDate();
    }

    /** Whether the customer's language is Chinese. */
    public boolean chinese() {
        return "zh".equals(locale.getLanguage());
    }

    /** Other words, said by the same person at the same time. */
    public Said saying(String other) {
        return new Said(other, locale, now, zone);
    }
}
