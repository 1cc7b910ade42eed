package io.dragoman.authoring.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dragoman.authoring.FaultyFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a file is told with its line. */
class YamlFileTest {

    private static final String GOOD =
            """
            skill: stock
            version: 1.0.0
            title: Stock
            purpose: Whether an article is there
            examples: [is it in stock]
            settings:
              shop: {}
            slots:
              sku:
                type: pattern
                pattern: "[0-9]{4}"
                ask: Which article?
            call:
              url: "{settings.shop}/stock/{slots.sku}"
            outcomes:
              - when: { status: 200 }
                say: "{answer.left} left"
            tool:
              name: stock_of
              purpose: Whether an article is there
            """;

    private static YamlFile read(String text) {
        return YamlFile.read(text.getBytes(UTF_8));
    }

    @Test
    void readsAShortFile() {
        var file = read(GOOD);

        assertThat(file.common().pid()).isEqualTo("dragoman.skill.stock");
        assertThat(file.steps().get("start").call().orElseThrow().retries()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            textBlock =
                    """
                    skill: stock          § skill: Stock           § 1  § skill: must be lower case letters
                    version: 1.0.0        § version: 1.0           § 2  § version: must be three numbers
                    title: Stock          § titel: Stock           § 3  § titel: is unknown; known are
                    title: Stock          § title: {en: Stock}     § 3  § title: 'zh-CN' is missing
                    examples: [is it in stock] § examples: []      § 5  § examples: must have 1 to 100
                    shop: {}              § shop: {secret: true, default: x} § 7 § a secret has no default
                    type: pattern         § type: pattern_         § 10 § slots.sku.type: is no type; types are
                    pattern: "[0-9]{4}"   § pattern: "[0-9"        § 11 § is no regular expression
                    {slots.sku}"          § {slots.skuu}"          § 14 § '{slots.skuu}' is not declared; slots has [sku]
                    {slots.sku}"          § {answer.x}"            § 14 § '{answer.x}' is not known here
                    {settings.shop}/stock/{slots.sku} § http://{slots.sku}/stock § 14 § must begin with http
                    {settings.shop}/stock/{slots.sku} § {settings.shop}{slots.sku} § 14 § must begin with http
                    {settings.shop}/stock § file:///etc            § 14 § must begin with http
                    status: 200           § status: 2000           § 16 § a status is a number like 404
                    say: "{answer.left} left" § say: "{answer.left left" § 17 § a '{' is not closed
                    say: "{answer.left} left" § say: "{answer.left|dte}" § 17 § 'dte' is no filter
                    say: "{answer.left} left" § next: there § 17 § there is no step 'there'; there are [start]
                    say: "{answer.left} left" § askAgain: no § 17 § there is no slot 'no'
                    name: stock_of        § name: stock-of         § 19 § tool.name: is lower case letters
                    """)
    void tellsWhatIsWrongAndWhere(String good, String bad, int line, String reason) {
        assertThat(GOOD).contains(good);
        assertThatThrownBy(() -> read(GOOD.replace(good, bad)))
                .isInstanceOfSatisfying(
                        FaultyFileException.class,
                        fault -> {
                            assertThat(fault).hasMessageContaining(reason);
                            assertThat(fault.line()).isEqualTo(line);
                        });
    }

    @Test
    void wantsToKnowWhetherACallChangesAnything() {
        var post = GOOD.replace("call:\n", "call:\n  method: POST\n");
        assertThatThrownBy(() -> read(post)).hasMessageContaining("'effect' is missing");

        var changes = post.replace("method: POST\n", "method: POST\n  effect: changes\n");
        assertThatThrownBy(() -> read(changes)).hasMessageContaining("'confirm' is missing");
        assertThatThrownBy(() -> read(changes.substring(0, changes.indexOf("tool:"))))
                .hasMessageContaining("the customer is asked first");
        assertThatThrownBy(() -> read(changes.replace("effect:", "retries: 1\n  effect:")))
                .hasMessageContaining("it could do it twice");
        assertThat(read(changes + "  confirm: Order {slots.sku}?\n").steps().get("start").changes())
                .isTrue();
    }

    @Test
    void fitsAllTriesIntoATurn() {
        assertThatThrownBy(() -> read(GOOD.replace("call:\n", "call:\n  timeout: 3s\n")))
                .hasMessageContaining("a turn has 5 seconds");
        read(GOOD.replace("call:\n", "call:\n  timeout: 3s\n  retries: 0\n"));
    }
}
