package io.dragoman.api.skill;

import io.dragoman.api.skill.speech.Addresses;
import io.dragoman.api.skill.speech.Amounts;
import io.dragoman.api.skill.speech.Choosing;
import io.dragoman.api.skill.speech.Contacts;
import io.dragoman.api.skill.speech.Days;
import io.dragoman.api.skill.speech.Hours;
import io.dragoman.api.skill.speech.Numerals;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * How a kind of value is found in what people write, and kept between turns. All types of this
 * class understand Chinese and English, whatever the customer's language is set to. Immutable.
 *
 * @param <T> what the skill gets
 * @param id shown in the console and in schemas: {@code text}, {@code number} …; a sentence fills
 *     one slot of an id at most
 * @param find finds the value anywhere in a sentence; empty when it is not there
 * @param write the value as text that {@code read} understands
 * @param read the inverse of {@code write}; throws for text that is no such value
 * @param options the answers that are offered as buttons; none when the answer is open
 */
public record SlotType<T>(
        String id,
        Finder<T> find,
        Function<T, String> write,
        Function<String, T> read,
        List<Option> options) {

    private static final String ORDER_NUMBER =
            "(?<![A-Za-z0-9])(?=[A-Za-z#-]*[0-9]{4})#?[A-Za-z]{0,4}-?[0-9]{4,20}(?![A-Za-z0-9])";

    public SlotType {
        options = List.copyOf(options);
    }

    /** A kind of value of your own, with an open answer. */
    public static <T> SlotType<T> of(
            String id, Finder<T> find, Function<T, String> write, Function<String, T> read) {
        return new SlotType<>(id, find, write, read, List.of());
    }

    private static SlotType<String> words(String id, Finder<String> find) {
        return of(id, find, Function.identity(), Function.identity());
    }

    /** The whole answer, whatever it is. */
    public static SlotType<String> text() {
        return words("text", said -> Optional.of(said.text().strip()).filter(s -> !s.isEmpty()));
    }

    /**
     * The first whole number in the answer that lies between two others, both included: "170",
     * "三百二", "twenty-five", "a dozen".
     */
    public static SlotType<Integer> number(int least, int most) {
        return of(
                "number " + least + "-" + most,
                said -> Numerals.whole(said.text(), least, most),
                String::valueOf,
                Integer::valueOf);
    }

    /**
     * An amount of money: "三百块", "3.5万", "三百二十块五", "twenty bucks", "$1,299.90".
     *
     * @param currency ISO 4217 code of the site, meant where none is named
     */
    public static SlotType<Money> money(String currency) {
        return of(
                "money",
                said ->
                        Amounts.find(said.text(), currency)
                                .map(found -> new Money(found.amount(), found.currency())),
                Money::toString,
                Money::parse);
    }

    /**
     * A day, today or later where the sentence leaves it open: "明天", "下周五", "12月3号", "next Friday",
     * "in two weeks". The week begins on Monday; "下周五" and "next Friday" are the Friday of the week
     * after this one.
     */
    public static SlotType<LocalDate> date() {
        return of(
                "date",
                said -> Days.ahead(said.text(), said.today()),
                LocalDate::toString,
                LocalDate::parse);
    }

    /** A day, today or earlier where the sentence leaves it open: when something was bought. */
    public static SlotType<LocalDate> pastDate() {
        return of(
                "date past",
                said -> Days.back(said.text(), said.today()),
                LocalDate::toString,
                LocalDate::parse);
    }

    /** A day with its hours: "后天下午", "明天三点半", "tomorrow at 3 pm", "Friday evening". */
    public static SlotType<When> when() {
        return of(
                "when",
                said ->
                        Hours.find(said.text(), said.now().atZone(said.zone()).toLocalDateTime())
                                .map(span -> new When(span.date(), span.from(), span.until())),
                When::toString,
                When::parse);
    }

    /** One of a few answers, offered as buttons; found by its words, its number or its label. */
    public static SlotType<String> choice(String id, Option... options) {
        var all = List.of(options);
        var words = new LinkedHashMap<String, List<String>>();
        all.forEach(option -> words.put(option.value(), option.allWords()));
        return new SlotType<>(
                id,
                said -> Choosing.find(said.text(), words),
                Function.identity(),
                value -> Choosing.checked(value, words.keySet()),
                all);
    }

    /** Yes or no: "好的", "不用了", "sure", "no thanks". */
    public static SlotType<Boolean> yesNo() {
        return new SlotType<>(
                "yes-no",
                said -> Choosing.yesNo(said.text()),
                String::valueOf,
                Choosing::checkedYesNo,
                List.of(new Option("yes", "是", "Yes"), new Option("no", "否", "No")));
    }

    /**
     * The number of an order, parcel or the like, in upper case: up to four letters and at least
     * four digits, as in {@code DM100001} or {@code #W2611340}. Where the shop's numbers have a
     * stricter form, use {@link #matching}.
     */
    public static SlotType<String> orderNumber() {
        return matching("order-number", ORDER_NUMBER);
    }

    /**
     * A telephone number, kept as E.164: "+86 138 1234 5678", "021-6543 2100", "(415) 555-2671".
     */
    public static SlotType<String> phone() {
        return words("phone", said -> Contacts.phone(said.text()));
    }

    /** An e-mail address, in lower case. */
    public static SlotType<String> email() {
        return words("email", said -> Contacts.email(said.text()));
    }

    /** A postal address in one line: "上海市浦东新区张江路88号3栋502室", "221B Baker Street, London NW1 6XE". */
    public static SlotType<String> address() {
        return words("address", said -> Addresses.find(said.text()));
    }

    /** The first part of the answer that fits a regular expression, in upper case. */
    public static SlotType<String> matching(String id, String regex) {
        var pattern = Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
        return words(
                id,
                said ->
                        pattern.matcher(said.text())
                                .results()
                                .findFirst()
                                .map(m -> m.group().toUpperCase(Locale.ROOT)));
    }
}
