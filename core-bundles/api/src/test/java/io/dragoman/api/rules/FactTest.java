package io.dragoman.api.rules;

import static org.assertj.core.api.Assertions.assertThat;

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

    private static Fact.Message message(String text) {
        return new Fact.Message(text, "zh", "", 0, "text");
    }
}
