package io.dragoman.skill.desktools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalculatorTest {

    /** The expected values are what Python prints for {@code str(round(float(…), 2))}. */
    @ParameterizedTest
    @CsvSource({
        "2 + 2, 4.0",
        "0.1 + 0.2, 0.3",
        "158.9 - 195.59 * 2, -232.28",
        "(1 + 2) * -3, -9.0",
        "10 / 4, 2.5",
        "7 // 2, 3.0",
        "-7 // 2, -4.0",
        "2 ** 3 ** 2, 512.0",
        "-2 ** 2, -4.0",
        "2 ** -1, 0.5",
        "2.675 * 1, 2.67",
        "1. + .5, 1.5",
        "--1, 1.0",
        "123456789 * 10, 1234567890.0",
        "(((3))), 3.0"
    })
    void worksOutAnExpression(String expression, String value) {
        assertThat(Calculator.calculate(expression)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1 +",
                "(1",
                "1)",
                "1 2",
                "1 / 0",
                "1..2",
                "2 ** 99999",
                "0 ** -1",
                "(-1) ** 0.5",
                "__import__",
                "1e3",
                "a",
                "1,000",
                "* 2"
            })
    void saysWhatIsWrong(String expression) {
        assertThatThrownBy(() -> Calculator.calculate(expression))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageMatching(".{5,}");
    }
}
