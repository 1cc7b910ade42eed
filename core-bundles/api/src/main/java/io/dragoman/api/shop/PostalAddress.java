package io.dragoman.api.shop;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where a parcel goes. Parts that a country does not have are empty texts.
 *
 * @param line1 street and number
 * @param line2 flat, floor, suite; may be empty
 * @param state state or province
 */
public record PostalAddress(
        String line1, String line2, String city, String state, String country, String postcode) {

    /** The JSON form that {@code docs/shop.md} describes. */
    public Map<String, Object> tree() {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("address1", line1);
        tree.put("address2", line2);
        tree.put("city", city);
        tree.put("state", state);
        tree.put("country", country);
        tree.put("zip", postcode);
        return tree;
    }

    /**
     * In one line, as letters are addressed in the country: in China from the large to the small.
     */
    public String text() {
        if (isChinese()) {
            return state + (city.equals(state) ? "" : city) + line1 + line2;
        }
        var text = new StringBuilder(line1);
        for (String part : new String[] {line2, city, (state + " " + postcode).strip(), country}) {
            text.append(part.isBlank() ? "" : ", " + part);
        }
        return text.toString();
    }

    boolean isChinese() {
        return "CN".equals(country) || "中国".equals(country);
    }

    /**
     * The address that the customer who lives here has written in one line: "杭州市西湖区文三路 90 号", "12
     * Elm St, Apt 4, Austin, TX 73301". Empty when city or street cannot be told from the rest.
     */
    public Optional<PostalAddress> parse(String line) {
        return new AddressLine(this, line).parse();
    }
}
