package io.dragoman.api.shop;

import java.util.Locale;

/** A short text in both languages. */
public record LocalText(String zh, String en) {

    /** The text for a locale: Chinese for any Chinese, English for the rest. */
    public String in(Locale locale) {
        return "zh".equals(locale.getLanguage()) ? zh : en;
    }
}
