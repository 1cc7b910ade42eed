package io.dragoman.api.shop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes an address apart that somebody has written in one line: in the Chinese order, or as in the
 * United States and Britain with the parts between commas. Immutable.
 *
 * @param home whose country is meant when none is named
 */
record AddressLine(PostalAddress home, String line) {

    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");
    private static final Pattern CHINESE =
            Pattern.compile(
                    "(?:中国)?\\s*(?<state>\\p{IsHan}{2,6}?(?:省|自治区|特别行政区)|(?:北京|上海|天津|重庆)市?)?"
                            + "\\s*(?<city>\\p{IsHan}{1,8}?(?:市|自治州|地区|盟))?\\s*(?<rest>.{3,})");
    private static final Pattern SIX_DIGITS = Pattern.compile("(?<![0-9])[0-9]{6}(?![0-9])");
    private static final Pattern COUNTRY =
            Pattern.compile("(?i)(USA?|United States|UK|United Kingdom|Canada|Australia|Ireland)");
    private static final List<Pattern> LAST_PARTS =
            List.of(
                    Pattern.compile(
                            "(?<city>.*?)\\s*\\b(?<state>[A-Za-z]{2})\\s+(?<zip>[0-9]{5}(?:-[0-9]{4})?)"),
                    Pattern.compile(
                            "(?<city>.*?)\\s*(?<state>)\\b(?<zip>[A-Za-z]{1,2}[0-9][A-Za-z0-9]?\\s*[0-9][A-Za-z]{2})"),
                    Pattern.compile("(?<city>.*?)(?<state>)\\s*\\b(?<zip>[0-9]{4,5})"));

    /** The address; empty when city or street cannot be told from the rest. */
    Optional<PostalAddress> parse() {
        return HAN.matcher(line).find() ? chinese() : western();
    }

    private Optional<PostalAddress> chinese() {
        var digits = SIX_DIGITS.matcher(line);
        var postcode = digits.find() ? digits.group() : "";
        var bare = postcode.isEmpty() ? line : line.replace(postcode, "");
        var found = CHINESE.matcher(bare.replaceAll("[，,；;]", " ").strip());
        if (!found.matches()) {
            return Optional.empty();
        }
        var state = Optional.ofNullable(found.group("state")).orElse("");
        boolean ofItsOwn = state.matches("(北京|上海|天津|重庆)市?");
        var named = Optional.ofNullable(found.group("city")).orElse("");
        var city = ofItsOwn && named.isEmpty() ? whole(state) : named;
        if (city.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new PostalAddress(
                        found.group("rest").strip(),
                        "",
                        city,
                        ofItsOwn ? whole(state) : state,
                        "CN",
                        postcode));
    }

    private static String whole(String municipality) {
        return municipality.endsWith("市") ? municipality : municipality + "市";
    }

    private Optional<PostalAddress> western() {
        var parts =
                new ArrayList<>(
                        Arrays.stream(line.split(","))
                                .map(String::strip)
                                .filter(part -> !part.isEmpty())
                                .toList());
        // Who lives in China and writes "Austin, TX 73301" means another country, untold which.
        var country = home.isChinese() ? "" : home.country();
        if (parts.size() > 2 && COUNTRY.matcher(parts.getLast()).matches()) {
            country = parts.removeLast();
        }
        if (parts.size() < 2) {
            return Optional.empty();
        }
        var last = parts.removeLast();
        for (Pattern pattern : LAST_PARTS) {
            var found = pattern.matcher(last);
            if (found.matches()) {
                return ended(parts, found, country);
            }
        }
        return Optional.empty();
    }

    private static Optional<PostalAddress> ended(
            List<String> parts, Matcher found, String country) {
        var rest = new ArrayList<>(parts);
        var city = found.group("city").strip();
        if (city.isEmpty() && rest.size() > 1) {
            city = rest.removeLast();
        }
        return city.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new PostalAddress(
                                rest.getFirst(),
                                String.join(", ", rest.subList(1, rest.size())),
                                city,
                                found.group("state").toUpperCase(Locale.ROOT),
                                country,
                                found.group("zip")));
    }
}
