package io.dragoman.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.message.Texts;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ProblemsTest {

    private final Texts texts = Texts.load(ProblemsTest.class.getClassLoader(), Problems.BASE);

    @Test
    void allWordsAreThereInBothLanguages() {
        assertThat(texts.incomplete()).isEmpty();
    }

    @Test
    void everyFaultHasWordsAndATitle() {
        assertThat(Arrays.stream(Fault.values()))
                .allMatch(fault -> texts.has("problem." + fault.code()))
                .allMatch(fault -> texts.has("title." + fault.status()));
    }

    @Test
    void speakTheLanguageThatIsAskedFor() {
        var problem = Problem.invalid("name", "too-long", 100);
        var chinese = new Problems().tree(problem, Locale.SIMPLIFIED_CHINESE, "r1");
        var english = new Problems().tree(problem, Locale.ENGLISH, "r1");
        assertThat(chinese).containsEntry("title", "请求有误").containsEntry("code", "invalid");
        assertThat(english).containsEntry("title", "Bad request");
        assertThat(english.get("errors").toString()).contains("must not be longer than 100");
        assertThat(chinese.get("errors").toString()).contains("长度不能超过 100");
    }

    @Test
    void keepTheWordsOfOthersForCodesOfOthers() {
        var tree =
                new Problems().tree(Problem.refused(409, "odd", "It is odd"), Locale.ENGLISH, "r1");
        assertThat(tree).containsEntry("detail", "It is odd").containsEntry("code", "odd");
    }
}
