package io.dragoman.api.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextsTest {

    @Test
    void holdsTextsThatDoNotLieInFiles() {
        var texts =
                Texts.of(
                        Map.of(
                                Locale.SIMPLIFIED_CHINESE,
                                Map.of("greeting", "{0}，您好"),
                                Locale.ENGLISH,
                                Map.of("greeting", "Hello {0}", "only", "here")));

        assertThat(texts.get(Locale.CHINA, "greeting", "小王")).isEqualTo("小王，您好");
        assertThat(texts.get(Locale.UK, "greeting", "Wang")).isEqualTo("Hello Wang");
        assertThat(texts.incomplete()).containsExactly("only");
    }

    @Test
    void wantsBothLanguages() {
        assertThatThrownBy(() -> Texts.of(Map.of(Locale.ENGLISH, Map.of())))
                .hasMessage("The texts in zh-CN are missing");
    }
}
