package io.dragoman.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JacksonJsonTest {

    private final JacksonJson json = new JacksonJson();

    @Test
    void keepsEveryDigitOfMoney() {
        var tree = (Map<?, ?>) json.read("{\"a\":19.90,\"b\":0.1000000000000000000000000000001}");
        assertThat(tree.get("a")).isEqualTo(new BigDecimal("19.90"));
        assertThat(json.write(tree))
                .isEqualTo("{\"a\":19.90,\"b\":0.1000000000000000000000000000001}");
    }

    @Test
    void readsWholeNumbersAsLongAndLargerOnesExactly() {
        assertThat(json.read("[1,-9223372036854775808,9223372036854775808]"))
                .isEqualTo(List.of(1L, Long.MIN_VALUE, new BigDecimal("9223372036854775808")));
    }

    @Test
    void writesDecimalsWithoutExponent() {
        assertThat(json.write(List.of(new BigDecimal("1E+3"), 0.00001, 1.0e10)))
                .isEqualTo("[1000,0.000010,10000000000]");
    }

    @Test
    void keepsTheOrderOfMembersAndNulls() {
        assertThat(json.write(json.read("{\"b\":null,\"a\":[true,false,null]}")))
                .isEqualTo("{\"b\":null,\"a\":[true,false,null]}");
    }

    record Item(String name, BigDecimal price) {}

    enum Kind {
        ONE
    }

    record Order(
            Item item,
            Optional<String> note,
            Optional<Instant> paid,
            URI link,
            Kind kind,
            List<Item> more) {}

    @Test
    void writesRecords() {
        var order =
                new Order(
                        new Item("茶 🍵", new BigDecimal("12.50")),
                        Optional.empty(),
                        Optional.of(Instant.parse("2026-11-21T00:00:00Z")),
                        URI.create("https://shop.example/1"),
                        Kind.ONE,
                        List.of());
        assertThat(json.write(order))
                .isEqualTo(
                        "{\"item\":{\"name\":\"茶 🍵\",\"price\":12.50},\"note\":null,"
                                + "\"paid\":\"2026-11-21T00:00:00Z\",\"link\":\"https://shop.example/1\","
                                + "\"kind\":\"ONE\",\"more\":[]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "{",
                "[1,]",
                "{\"a\":1,\"a\":2}",
                "NaN",
                "Infinity",
                "{'a':1}",
                "1 2",
                "01",
                "// x\n1",
                "1e100000",
                "\"\u0001\""
            })
    void refusesWhatIsNoJson(String text) {
        assertThatThrownBy(() -> json.read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("No valid JSON");
    }

    @Test
    void namesLineAndColumnOfAnError() {
        assertThatThrownBy(() -> json.read("{\n  \"a\": tru\n}"))
                .hasMessageContaining("line 2, column");
    }

    @Test
    void refusesDeepNesting() {
        assertThatThrownBy(() -> json.read("[".repeat(101) + "]".repeat(101)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nesting");
        assertThat(json.read("[".repeat(100) + "]".repeat(100))).isInstanceOf(List.class);
    }

    @Test
    void refusesATreeThatContainsItself() {
        var list = new ArrayList<Object>();
        list.add(list);
        assertThatThrownBy(() -> json.write(list)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesWhatHasNoJsonForm() {
        assertThatThrownBy(() -> json.write(Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> json.write(new Object())).hasMessageContaining("java.lang.Object");
        assertThatThrownBy(() -> json.write(new BigDecimal("1E+5000")))
                .hasMessageContaining("exponent");
    }

    @Test
    void writesNullMembers() {
        var map = new LinkedHashMap<String, Object>();
        map.put("a", null);
        map.put("b", Arrays.asList("x", null));
        assertThat(json.write(map)).isEqualTo("{\"a\":null,\"b\":[\"x\",null]}");
    }
}
