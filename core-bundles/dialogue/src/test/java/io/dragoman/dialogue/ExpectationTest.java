package io.dragoman.dialogue;

import static io.dragoman.api.skill.SkillSpec.skill;
import static io.dragoman.dialogue.Skills.NOTE;
import static io.dragoman.dialogue.Skills.ORDER;
import static io.dragoman.dialogue.Skills.load;
import static io.dragoman.dialogue.Skills.says;
import static io.dragoman.dialogue.Skills.scripted;
import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.skill.Slot;
import io.dragoman.api.skill.SlotType;
import io.dragoman.api.skill.Turn;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectationTest {

    private static final Duration LIMIT = Duration.ofMillis(500);

    private final DialogueEngine engine = new DialogueEngine(LIMIT, 3);

    /** What a skill that needs a slot waits for when it has asked for it. */
    private Expectation after(Slot<?> slot) {
        var asking = load(scripted(skill("asking").needs(slot), d -> Turn.done()));
        var state = engine.start(asking, Map.of(), says("please")).state();
        return new Expectation(asking, state, LIMIT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A-123", "it is A-123", "never mind", "skill:asking?order=A-123"})
    void isMetByAValueABreakingOffAndTheSkillsOwnButton(String words) {
        assertThat(after(ORDER).isMetBy(says(words))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"when do you open?", "hm", "skill:other"})
    void isNotMetByWhatHoldsNoValue(String words) {
        assertThat(after(ORDER).isMetBy(says(words))).isFalse();
    }

    @Test
    void isMetByAnythingButAQuestionWhereAnyTextWouldDo() {
        var note = after(NOTE);
        assertThat(note.isMetBy(says("buy milk"))).isTrue();
        assertThat(note.isMetBy(says("几点开门"))).isFalse();
        assertThat(note.isMetBy(says("is that free?"))).isFalse();
    }

    @Test
    void knowsWhetherAnyTextWouldDo() {
        assertThat(after(NOTE).isMetByAnything(says("x"))).isTrue();
        assertThat(after(ORDER).isMetByAnything(says("x"))).isFalse();
    }

    @Test
    void isNotMetWhereFindingTheValueFails() {
        var broken =
                SlotType.of(
                        "broken",
                        said -> {
                            if (said.text().equals("please")) {
                                return Optional.<String>empty();
                            }
                            throw new IllegalStateException("no dictionary");
                        },
                        value -> value,
                        value -> value);
        assertThat(after(Slot.slot("order", broken)).isMetBy(says("A-123"))).isFalse();
    }
}
