package io.dragoman.skill.orderservice;

import io.dragoman.api.shop.OrderRecord.Item;
import io.dragoman.api.shop.ProductType;
import io.dragoman.api.shop.ProductType.Variant;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Understands which variant of a product is to come instead of an item: "L", "the blue one", "one
 * size bigger".
 */
record VariantChoice(ProductType product, Item old) {

    private static final Pattern BIGGER =
            Pattern.compile(
                    "大一[码号个点]|大[一]?点|再大|bigger|larger|(?:a|one|next) size up",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern SMALLER =
            Pattern.compile(
                    "小一[码号个点]|小[一]?点|再小|smaller|(?:a|one|next) size down",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern CLAUSES =
            Pattern.compile("[,，;；。、\\n]|\\band\\b|和|还有|以及", Pattern.CASE_INSENSITIVE);
    private static final List<String> LETTERS =
            List.of("xxs", "xs", "s", "m", "l", "xl", "xxl", "xxxl");
    private static final Pattern NUMBER = Pattern.compile("([0-9]+(?:\\.[0-9]+)?).*");

    /** What can be had instead. */
    List<Variant> others() {
        return product.variants().stream()
                .filter(Variant::available)
                .filter(variant -> !variant.itemId().equals(old.itemId()))
                .toList();
    }

    /** The variant that an answer means. */
    Optional<Variant> of(String said) {
        return only(variant -> variant.itemId().equals(said.strip()))
                .or(() -> only(variant -> isCalled(variant, said)))
                .or(() -> only(variant -> hasWanted(variant, said, true)))
                .or(() -> only(variant -> hasWanted(variant, said, false)))
                .or(() -> relative(said));
    }

    /**
     * The variant that a sentence means which may speak of several items: what stands by the name
     * of this one counts first.
     */
    Optional<Variant> within(String said, List<Item> kinds) {
        var own = new StringBuilder();
        boolean mine = false;
        for (String clause : CLAUSES.split(said)) {
            var named =
                    kinds.stream()
                            .filter(kind -> ItemNames.SIGNS.getFirst().in(clause, kind))
                            .toList();
            mine = named.isEmpty() ? mine : named.contains(old);
            own.append(mine ? clause + ". " : "");
        }
        return of(own.toString()).or(() -> of(said));
    }

    private static boolean isCalled(Variant variant, String said) {
        var words = ItemNames.bare(said);
        var name = ItemNames.bare(variant.text());
        return !name.isEmpty()
                && (words.equals(name)
                        || variant.options().size() > 1 && words.contains(name)
                        || words.length() > 1 && name.contains(words));
    }

    /**
     * Whether a variant has all that is wanted.
     *
     * @param otherwiseAsBefore what nobody spoke of stays as it was
     */
    private boolean hasWanted(Variant variant, String said, boolean otherwiseAsBefore) {
        boolean any = false;
        for (var option : variant.options().entrySet()) {
            var wanted = wanted(option.getKey(), said);
            boolean fits =
                    wanted.isEmpty()
                            ? !otherwiseAsBefore
                                    || option.getValue().equals(before(option.getKey()))
                            : wanted.contains(option.getValue());
            if (!fits) {
                return false;
            }
            any |= !wanted.isEmpty() && !wanted.equals(List.of(before(option.getKey())));
        }
        return any;
    }

    /** "From M to L": the one that it is already is not wanted, if another is named. */
    private List<String> wanted(String option, String said) {
        var named = new ArrayList<String>();
        for (Variant variant : product.variants()) {
            var value = variant.options().get(option);
            if (value != null && !named.contains(value) && ItemNames.says(said, value)) {
                named.add(value);
            }
        }
        if (named.size() > 1) {
            named.remove(before(option));
        }
        return named;
    }

    private String before(String option) {
        return old.options().getOrDefault(option, "");
    }

    private Optional<Variant> relative(String said) {
        if (BIGGER.matcher(said).find()) {
            return next(1);
        }
        return SMALLER.matcher(said).find() ? next(-1) : Optional.empty();
    }

    /** The nearest size in a direction, with all else as it was. */
    private Optional<Variant> next(int direction) {
        var before = size(old.options().get("size"));
        return before.flatMap(
                from ->
                        others().stream()
                                .filter(variant -> isAsBeforeButForSize(variant))
                                .filter(variant -> size(variant.options().get("size")).isPresent())
                                .filter(variant -> away(variant, from, direction).signum() > 0)
                                .min(Comparator.comparing(v -> away(v, from, direction))));
    }

    private static BigDecimal away(Variant variant, BigDecimal from, int direction) {
        var to = size(variant.options().get("size")).orElseThrow();
        return to.subtract(from).multiply(BigDecimal.valueOf(direction));
    }

    private boolean isAsBeforeButForSize(Variant variant) {
        return variant.options().keySet().stream()
                .filter(name -> !"size".equals(name))
                .allMatch(
                        name ->
                                Objects.equals(
                                        variant.options().get(name), old.options().get(name)));
    }

    private static Optional<BigDecimal> size(String text) {
        if (text == null) {
            return Optional.empty();
        }
        int letter = LETTERS.indexOf(text.toLowerCase(Locale.ROOT));
        if (letter >= 0) {
            return Optional.of(BigDecimal.valueOf(letter));
        }
        var number = NUMBER.matcher(text);
        return number.matches() ? Optional.of(new BigDecimal(number.group(1))) : Optional.empty();
    }

    private Optional<Variant> only(Predicate<Variant> is) {
        var found = others().stream().filter(is).toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }
}
