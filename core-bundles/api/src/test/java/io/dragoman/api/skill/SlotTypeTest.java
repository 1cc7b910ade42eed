package io.dragoman.api.skill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class SlotTypeTest {

    @Test
    void findsTheFirstNumberWithinTheLimits() {
        var height = SlotType.number(120, 220);
        assertThat(height.find().apply("我170，65公斤", Locale.CHINESE)).contains(170);
        assertThat(height.find().apply("65 kg and 181 cm", Locale.ENGLISH)).contains(181);
        assertThat(height.find().apply("tall", Locale.ENGLISH)).isEmpty();
        assertThat(height.read().apply(height.write().apply(170))).isEqualTo(170);
    }

    @Test
    void findsWhatMatchesWhateverItsCase() {
        var order = SlotType.matching("order", "[A-Z]{2}[0-9]{4}");
        assertThat(order.find().apply("it is dm1234.", Locale.ENGLISH)).contains("DM1234");
        assertThat(order.find().apply("dunno", Locale.ENGLISH)).isEmpty();
    }

    @Test
    void takesAnyTextThatIsNotBlank() {
        assertThat(SlotType.text().find().apply("  hi ", Locale.ENGLISH)).contains("hi");
        assertThat(SlotType.text().find().apply("  ", Locale.ENGLISH)).isEmpty();
    }
}
