package io.dragoman.authoring.yaml;

import io.dragoman.authoring.Source;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * When an outcome is the one: all that it says must hold. Immutable.
 *
 * @param failed whether it is for calls without a usable answer
 * @param statuses such as {@code 404} or {@code 2xx}; any when empty
 */
record Condition(boolean failed, List<String> statuses, List<OfField> fields) {

    private static final Pattern STATUS = Pattern.compile("[1-5]([0-9]{2}|xx)");
    private static final Set<String> TESTS = Set.of("is", "not", "more", "less", "there");

    /** Holds for every usable answer. */
    static final Condition ALWAYS = new Condition(false, List.of(), List.of());

    /** What a field must be like. */
    record OfField(List<String> path, Test test) {}

    /** One test of a value. */
    sealed interface Test {

        /** It is one of these. */
        record OneOf(List<String> values) implements Test {}

        /** It is none of these. */
        record NoneOf(List<String> values) implements Test {}

        /** It is a number above another. */
        record More(BigDecimal than) implements Test {}

        /** It is a number below another. */
        record Less(BigDecimal than) implements Test {}

        /** It is there and not empty, or not. */
        record There(boolean wanted) implements Test {}
    }

    static Condition read(Source source, Templates templates) {
        source.entries(Set.of("failed", "status", "fields"));
        var statuses =
                source.find("status").map(Source::itemsOrOne).orElse(List.of()).stream()
                        .map(Condition::status)
                        .toList();
        var fields = new ArrayList<OfField>();
        source.find("fields")
                .ifPresent(
                        all ->
                                all.entries()
                                        .forEach(
                                                (path, test) ->
                                                        fields.addAll(
                                                                field(path, test, templates))));
        return new Condition(
                source.find("failed").map(Source::flag).orElse(false),
                statuses,
                List.copyOf(fields));
    }

    private static String status(Source source) {
        if (!STATUS.matcher(source.text()).matches()) {
            throw source.fault("a status is a number like 404, or 4xx, not " + source.text());
        }
        return source.text();
    }

    private static List<OfField> field(String path, Source test, Templates templates) {
        var where = templates.path(new Source(test.path(), test.line(), path));
        if (!test.isMap()) {
            return List.of(new OfField(where, new Test.OneOf(texts(test))));
        }
        return test.entries(TESTS).entrySet().stream()
                .map(entry -> new OfField(where, test(entry.getKey(), entry.getValue())))
                .toList();
    }

    private static Test test(String kind, Source value) {
        return switch (kind) {
            case "is" -> new Test.OneOf(texts(value));
            case "not" -> new Test.NoneOf(texts(value));
            case "more" -> new Test.More(number(value));
            case "less" -> new Test.Less(number(value));
            default -> new Test.There(value.flag());
        };
    }

    private static List<String> texts(Source source) {
        return source.itemsOrOne().stream().map(Source::text).toList();
    }

    private static BigDecimal number(Source source) {
        return number(source.text()).orElseThrow(() -> source.fault("must be a number"));
    }

    private static Optional<BigDecimal> number(String text) {
        return text.matches("-?[0-9]{1,18}(\\.[0-9]{1,18})?")
                ? Optional.of(new BigDecimal(text))
                : Optional.empty();
    }

    /** Whether it holds. */
    boolean holds(Answer answer, Scope scope) {
        return switch (answer) {
            case Answer.Missing missing -> failed;
            case Answer.Given given ->
                    !failed
                            && (statuses.isEmpty() || statuses.stream().anyMatch(s -> is(s, given)))
                            && fields.stream().allMatch(field -> holds(field, scope));
        };
    }

    private static boolean is(String status, Answer.Given given) {
        var code = Integer.toString(given.status());
        return status.endsWith("xx") ? code.charAt(0) == status.charAt(0) : status.equals(code);
    }

    private static boolean holds(OfField field, Scope scope) {
        var value = scope.find(field.path());
        var text = value.map(Template::plain).orElse("");
        return switch (field.test()) {
            case Test.OneOf one -> value.isPresent() && one.values().stream().anyMatch(is(text));
            case Test.NoneOf none -> value.isEmpty() || none.values().stream().noneMatch(is(text));
            case Test.More more ->
                    number(text).map(n -> n.compareTo(more.than()) > 0).orElse(false);
            case Test.Less less ->
                    number(text).map(n -> n.compareTo(less.than()) < 0).orElse(false);
            case Test.There there -> there.wanted() == value.filter(Condition::isThere).isPresent();
        };
    }

    private static boolean isThere(Object value) {
        return switch (value) {
            case String text -> !text.isEmpty();
            case List<?> list -> !list.isEmpty();
            case java.util.Map<?, ?> map -> !map.isEmpty();
            default -> true;
        };
    }

    /** Numbers are compared as numbers: old systems write 1, 1.0 and "1" for the same. */
    private static java.util.function.Predicate<String> is(String text) {
        var number = number(text);
        return wanted ->
                wanted.equals(text)
                        || number.isPresent()
                                && number(wanted)
                                        .map(n -> n.compareTo(number.get()) == 0)
                                        .orElse(false);
    }
}
