package io.dragoman.authoring;

import io.dragoman.api.skill.Option;
import io.dragoman.api.skill.SlotType;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The core's slot types under the names that files use. */
final class SlotKinds {

    private static final Set<String> COMMON = Set.of("type", "ask", "retry", "means");
    private static final Map<String, Object> TEXT = Map.of("type", "string");

    private SlotKinds() {}

    /** A type and the JSON Schema of its values. */
    record Kind(SlotType<?> type, Map<String, Object> schema) {}

    static Kind read(Source slot) {
        var type = slot.need("type");
        return switch (type.text()) {
            case "text" -> plain(slot, SlotType.text());
            case "number" -> number(slot);
            case "money" -> money(slot);
            case "date" -> plain(slot, SlotType.date());
            case "past date" -> plain(slot, SlotType.pastDate());
            case "time" -> plain(slot, SlotType.when());
            case "choice" -> choice(slot);
            case "yes or no" ->
                    new Kind(checked(slot, SlotType.yesNo()), Map.of("type", "boolean"));
            case "order number" -> plain(slot, SlotType.orderNumber());
            case "phone" -> plain(slot, SlotType.phone());
            case "email" -> plain(slot, SlotType.email());
            case "address" -> plain(slot, SlotType.address());
            case "pattern" -> pattern(slot);
            default ->
                    throw type.fault(
                            "is no type; types are text, number, money, date, past date, time,"
                                    + " choice, yes or no, order number, phone, email, address,"
                                    + " pattern");
        };
    }

    private static SlotType<?> checked(Source slot, SlotType<?> type) {
        slot.entries(COMMON);
        return type;
    }

    private static Kind plain(Source slot, SlotType<?> type) {
        return new Kind(checked(slot, type), TEXT);
    }

    private static Kind number(Source slot) {
        slot.entries(with("min", "max"));
        int least = slot.find("min").map(s -> s.whole(0, 999_999_999)).orElse(0);
        int most = slot.find("max").map(s -> s.whole(least, 999_999_999)).orElse(999_999_999);
        var schema = new LinkedHashMap<String, Object>();
        schema.put("type", "integer");
        schema.put("minimum", (long) least);
        schema.put("maximum", (long) most);
        return new Kind(SlotType.number(least, most), schema);
    }

    private static Kind money(Source slot) {
        slot.entries(with("currency"));
        var currency = slot.find("currency").map(Source::text).orElse("CNY");
        if (!currency.matches("[A-Z]{3}")) {
            throw slot.need("currency").fault("is three letters, like CNY");
        }
        return new Kind(SlotType.money(currency), TEXT);
    }

    private static Kind choice(Source slot) {
        slot.entries(with("options"));
        var options =
                slot.need("options").entries().entrySet().stream()
                        .map(entry -> option(entry.getKey(), entry.getValue()))
                        .toList();
        if (options.size() < 2) {
            throw slot.need("options").fault("a choice has at least two options");
        }
        var schema = new LinkedHashMap<String, Object>(TEXT);
        schema.put("enum", List.copyOf(slot.need("options").entries().keySet()));
        var id = "choice " + slot.path();
        return new Kind(SlotType.choice(id, options.toArray(Option[]::new)), schema);
    }

    private static Option option(String value, Source source) {
        var words = Words.read(source);
        return new Option(value, words.zh(), words.en());
    }

    private static Kind pattern(Source slot) {
        slot.entries(with("pattern"));
        var pattern = slot.need("pattern");
        try {
            Pattern.compile(pattern.text());
        } catch (PatternSyntaxException e) {
            throw pattern.fault("is no regular expression: " + e.getDescription());
        }
        return new Kind(SlotType.matching("pattern " + pattern.text(), pattern.text()), TEXT);
    }

    private static Set<String> with(String... more) {
        var all = new HashSet<>(COMMON);
        all.addAll(Set.of(more));
        return all;
    }
}
