package io.dragoman.api.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words are found as an analyst means them. */
final class FactTest {

    @ParameterizedTest
    @CsvSource({
        "我要退款, 退货|退款, true",
        "我要退货, 退款, false",
        "this is history, hi, false",
        "oh hi there, hi, true",
        "hi, hi, true",
        "two refunds please, refund, false",
        "two refunds please, refund*, true",
        "prerefund, refund*, false",
        "我要vip服务, vip, true",
        "shipping fee?, cost|shipping fee, true",
        "a, '', false",
        "a, |, false",
        "a, *, false",
        "'', a, false",
    })
    void mentions(String text, String words, boolean expected) {
        assertThat(message(text).mentions(words)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "你好！, 您好|你好, true",
        "'  hello… 👋', hi|hello, true",
        "你好吗, 你好, false",
        "hello world, hello, false",
        "？？, 你好, false",
        "'', 你好, false",
    })
    void is(String text, String words, boolean expected) {
        assertThat(message(text).is(words)).isEqualTo(expected);
    }

    @Test
    void noWordIsOverlookedInAnyText() {
        var random = new Random(20261126);
        for (int i = 0; i < 5_000; i++) {
            var word = letters(random, 1 + random.nextInt(6));
            var text = letters(random, random.nextInt(30)) + word + letters(random, 5);
            var words = letters(random, 3) + "|" + word + "|" + letters(random, 2);
            assertThat(message(text).mentions(words)).as("%s in %s", words, text).isTrue();
        }
    }

    @Test
    void findsInManyListsAtOnceWhatIsFoundInEachByItself() {
        var random = new Random(3);
        var lists = Stream.generate(() -> list(random)).limit(100).toList();
        int found = 0;
        for (int i = 0; i < 1_000; i++) {
            var text = chosen(random, random.nextInt(20));
            for (String words : lists) {
                boolean expected = Words.occur(text, words);
                found += expected ? 1 : 0;
                assertThat(message(text).mentions(words))
                        .as("%s in %s", words, text)
                        .isEqualTo(expected);
            }
        }
        assertThat(found).isBetween(10_000, 90_000);
    }

    @Test
    void looksForMoreListsThanItRemembers() {
        for (int i = 0; i < 50_000; i++) {
            assertThat(message("nr" + i + " 好").mentions("no|nr" + i)).isTrue();
            assertThat(message("nr" + i + "0").mentions("no|nr" + i)).isFalse();
        }
    }

    @Test
    void manyThreadsMayAskForNewListsOfTheSameTexts() {
        IntStream.range(0, 40_000)
                .parallel()
                .forEach(
                        i -> {
                            var words = "w" + i % 500 + "*|退" + (char) ('一' + i % 500);
                            assertThat(message("w" + i % 500 + "x").mentions(words)).isTrue();
                            assertThat(message("a w" + i % 7).mentions(words))
                                    .isEqualTo(Words.occur("a w" + i % 7, words));
                        });
    }

    private static String list(Random random) {
        return Stream.generate(() -> chosen(random, random.nextInt(5)))
                .limit(1 + random.nextInt(4))
                .collect(Collectors.joining("|"));
    }

    /**
     * Of few letters, so that there is much to find: with borders of words, stars, half letters.
     */
    private static String chosen(Random random, int length) {
        var from = "ab1 é退款*?\uD83D\uDE00";
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(from.charAt(random.nextInt(from.length())));
        }
        return text.toString();
    }

    /** Of Chinese and of letters beyond it, of which there may be more than bits for them. */
    private static String letters(Random random, int length) {
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) (0x4E00 + random.nextInt(20_000)));
        }
        return text.toString();
    }

    private static Fact.Message message(String text) {
        return new Fact.Message(text, "zh", "", 0, "text");
    }
}
