package io.dragoman.api.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
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
