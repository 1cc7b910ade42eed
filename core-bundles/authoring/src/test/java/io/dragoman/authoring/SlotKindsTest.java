package io.dragoman.authoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlotKindsTest {

    private static final Instant NOW = Instant.parse("2026-11-21T02:00:00Z");
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private static FileSlot slot(Map<String, Object> more) {
        var tree = new HashMap<String, Object>(Map.of("ask", "?", "means", "A thing"));
        tree.putAll(more);
        return FileSlot.read("thing", Source.of(tree));
    }

    private static Object read(FileSlot slot, Object given) {
        return SlotValues.given(Map.of("thing", slot), Map.of("thing", given), NOW, ZONE)
                .get("thing");
    }

    @ParameterizedTest
    @CsvSource({
        "text, any words, any words",
        "date, tomorrow, 2026-11-22",
        "date, 2026-12-24, 2026-12-24",
        "money, 三百块, 300 CNY",
        "order number, order dm100001, DM100001",
        "email, Me@Shop.example, me@shop.example",
        "phone, 138 1234 5678, +8613812345678"
    })
    void understandsTheTypesOfTheCore(String type, String said, String kept) {
        var value = read(slot(Map.of("type", type)), said).toString();

        assertThat(value.split(" ")).containsExactlyInAnyOrder(kept.split(" "));
    }

    @Test
    void keepsNumbersAndTruthAsSuch() {
        assertThat(read(slot(Map.of("type", "number", "min", 1L, "max", 9L)), 7L)).isEqualTo(7L);
        assertThat(read(slot(Map.of("type", "yes or no")), true)).isEqualTo(true);
    }

    @Test
    void takesTheValueOfAChoiceOrItsWords() {
        var options = Map.of("s", Map.of("zh-CN", "小", "en", "small"), "l", "large");
        var choice = slot(Map.of("type", "choice", "options", options));

        assertThat(read(choice, "s")).isEqualTo("s");
        assertThat(read(choice, "the small one")).isEqualTo("s");
        assertThatThrownBy(() -> read(choice, "huge"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'thing' must be: A thing");
    }

    @Test
    void namesTheTypesThatThereAre() {
        assertThatThrownBy(() -> slot(Map.of("type", "colour")))
                .isInstanceOf(FaultyFileException.class)
                .hasMessageContaining("types are text, number, money");
        assertThatThrownBy(() -> slot(Map.of("type", "text", "min", 1L)))
                .hasMessageContaining("min: is unknown");
    }
}
