package io.dragoman.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.message.Part;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OfferedOptionsTest {

    private static final Part.Action FIRST = new Part.Action("Where is it?", "where is my order");
    private static final Part.Action SECOND = new Part.Action("转人工", "人工");
    private static final List<Part.Action> BOTH = List.of(FIRST, SECOND);

    @ParameterizedTest
    @ValueSource(strings = {"2", "2.", "第二个", "二", "the second one", "option 2", "转人工", "转人工。"})
    void anOptionIsMeantByItsNumberOrItsLabel(String said) {
        assertThat(OfferedOptions.chosen(said, BOTH)).contains(SECOND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "0", "", "?!", "2 apples", "my order is late"})
    void otherWordsChooseNothing(String said) {
        assertThat(OfferedOptions.chosen(said, BOTH)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "Yes, please!", "go ahead", "要", "需要。", "是的", "好啊"})
    void aYesMeansTheOnlyOption(String said) {
        assertThat(OfferedOptions.chosen(said, List.of(FIRST))).contains(FIRST);
        assertThat(OfferedOptions.chosen(said, BOTH)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ok", "好的", "嗯", "thanks", "no", "不要"})
    void aNodDoesNotMeanTheOnlyOption(String said) {
        assertThat(OfferedOptions.chosen(said, List.of(FIRST))).isEmpty();
    }

    @Test
    void whatAButtonSendsIsLeftAsItIs() {
        var sizes = List.of(new Part.Action("two", "2"), new Part.Action("one", "1"));
        assertThat(OfferedOptions.chosen("2", sizes)).isEmpty();
        assertThat(OfferedOptions.chosen("one", sizes)).contains(sizes.get(1));
    }

    @Test
    void canBePickedAgainWhenTheQuestionIsPutOnceMore() {
        var options = List.of(new Part.Action("DM100002 · lamp", "DM100002"));
        var question = List.<Part>of(Part.text("Which order?"));
        assertThat(OfferedOptions.again(question, options))
                .containsExactly(new Part.Choices("Which order?", options));
        assertThat(OfferedOptions.again(question, List.of())).isEqualTo(question);
        var choices = List.<Part>of(new Part.Choices("Shall I?", List.of()));
        assertThat(OfferedOptions.again(choices, options)).isEqualTo(choices);
    }
}
