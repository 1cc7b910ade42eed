package io.dragoman.api.skill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SlotTypeTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private static <T> Optional<T> find(SlotType<T> type, String text) {
        var now = Instant.parse("2026-11-25T02:00:00Z");
        return type.find().find(new Said(text, Locale.ENGLISH, now, SHANGHAI));
    }

    @Test
    void findsTheFirstNumberWithinTheLimits() {
        var height = SlotType.number(120, 220);
        assertThat(find(height, "我170，65公斤")).contains(170);
        assertThat(find(height, "65 kg and 181 cm")).contains(181);
        assertThat(find(height, "tall")).isEmpty();
        assertThat(height.read().apply(height.write().apply(170))).isEqualTo(170);
    }

    @Test
    void findsWhatMatchesWhateverItsCase() {
        var order = SlotType.matching("order", "[A-Z]{2}[0-9]{4}");
        assertThat(find(order, "it is dm1234.")).contains("DM1234");
        assertThat(find(order, "dunno")).isEmpty();
    }

    @Test
    void takesAnyTextThatIsNotBlank() {
        assertThat(find(SlotType.text(), "  hi ")).contains("hi");
        assertThat(find(SlotType.text(), "  ")).isEmpty();
    }

    @Test
    void countsDaysInTheSitesTime() {
        var late = Instant.parse("2026-11-25T17:00:00Z");
        var said = new Said("tomorrow", Locale.ENGLISH, late, SHANGHAI);
        assertThat(SlotType.date().find().find(said)).contains(LocalDate.of(2026, 11, 27));
    }

    @Test
    void keepsNoAnswerThatIsNoOptionAnyMore() {
        var colour = SlotType.choice("colour", Option.option("red", "红", "red"));
        assertThat(colour.read().apply("red")).isEqualTo("red");
        assertThatThrownBy(() -> colour.read().apply("blue"))
                .hasMessage("'blue' is none of the options");
    }

    @Test
    void writesMoneyAndTimesSoThatTheyCanBeRead() {
        assertThat(Money.of("1200.00", "cny")).hasToString("1200 CNY");
        assertThat(Money.parse("12.5 CNY")).isEqualTo(Money.of("12.50", "CNY"));
        assertThatThrownBy(() -> Money.parse("12.5")).hasMessageContaining("12.50 CNY");
        var afternoon =
                When.between(LocalDate.of(2026, 11, 28), LocalTime.of(12, 0), LocalTime.of(18, 0));
        assertThat(When.parse(afternoon.toString())).isEqualTo(afternoon);
        assertThat(When.parse("2026-11-28")).isEqualTo(When.on(LocalDate.of(2026, 11, 28)));
    }
}
