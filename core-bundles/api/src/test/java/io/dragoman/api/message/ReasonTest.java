package io.dragoman.api.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ReasonTest {

    @Test
    void holdsItsKeyItsParametersAndTheEnglishSentence() {
        var why = Reason.of("slow", "{what} took {seconds} s", "what", "it", "seconds", 5);

        assertThat(why.key()).isEqualTo("slow");
        assertThat(why.params()).isEqualTo(Map.of("what", "it", "seconds", "5"));
        assertThat(why).hasToString("it took 5 s");
        assertThat(why.isEmpty()).isFalse();
    }

    @Test
    void fillsEachPlaceOnceWhateverTheValuesHold() {
        assertThat(Reason.of("k", "{a}{b}", "a", "{b}", "b", "$1 {a}").text())
                .isEqualTo("{b}$1 {a}");
        assertThat(Reason.of("k", "an open { brace and {none}").text())
                .isEqualTo("an open { brace and {none}");
    }

    @Test
    void keepsItsKeyInOtherWords() {
        var why = Reason.of("slow", "it was slow", "seconds", 5);

        assertThat(why.saying("skill 'a': it was slow"))
                .isEqualTo(new Reason("slow", Map.of("seconds", "5"), "skill 'a': it was slow"));
    }

    @Test
    void hasNoKeyForTheWordsOfOthers() {
        assertThat(Reason.said("mismatched input").key()).isEmpty();
        assertThat(Reason.said("")).isEqualTo(Reason.NONE);
        assertThat(Reason.NONE.isEmpty()).isTrue();
    }
}
