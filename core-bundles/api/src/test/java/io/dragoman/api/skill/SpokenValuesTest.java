package io.dragoman.api.skill;

import static io.dragoman.api.skill.Option.option;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** What customers write, and what is understood: the table is {@code spoken-values.csv}. */
class SpokenValuesTest {

    /** A Wednesday, ten in the morning in Shanghai. */
    private static final Instant NOW = Instant.parse("2026-11-25T02:00:00Z");

    private static final Map<String, SlotType<?>> TYPES =
            Map.ofEntries(
                    Map.entry("number", SlotType.number(1, 100_000)),
                    Map.entry("money", SlotType.money("CNY")),
                    Map.entry("dollars", SlotType.money("USD")),
                    Map.entry("date", SlotType.date()),
                    Map.entry("past", SlotType.pastDate()),
                    Map.entry("when", SlotType.when()),
                    Map.entry("phone", SlotType.phone()),
                    Map.entry("email", SlotType.email()),
                    Map.entry("address", SlotType.address()),
                    Map.entry("order", SlotType.orderNumber()),
                    Map.entry("yes-no", SlotType.yesNo()),
                    Map.entry(
                            "choice",
                            SlotType.choice(
                                    "reason",
                                    option("damaged", "坏了|破损|碎了", "damaged|broken"),
                                    option("size", "尺码不对|太大|太小", "wrong size|too big|too small"),
                                    option("mind", "不想要了|不喜欢", "changed my mind|don't like it"))));

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvFileSource(resources = "spoken-values.csv", delimiter = '|', numLinesToSkip = 1)
    void isUnderstoodInBothLanguages(String type, String sentence, String meaning) {
        var slot = TYPES.get(type);
        var found = understood(slot, sentence);

        assertThat(found).isEqualTo("-".equals(meaning) ? "nothing" : meaning);
    }

    private static <T> String understood(SlotType<T> type, String sentence) {
        var locale =
                sentence.codePoints().anyMatch(c -> c > 0x2e80) ? Locale.CHINESE : Locale.ENGLISH;
        var said = new Said(sentence, locale, NOW, ZoneId.of("Asia/Shanghai"));
        return type.find()
                .find(said)
                .map(
                        value -> {
                            var written = type.write().apply(value);
                            assertThat(type.read().apply(written)).isEqualTo(value);
                            return written;
                        })
                .orElse("nothing");
    }
}
