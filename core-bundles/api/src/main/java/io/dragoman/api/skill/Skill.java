package io.dragoman.api.skill;

import io.dragoman.api.message.Texts;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One thing the bot can do for a customer. A skill is stateless: all it knows of a conversation is
 * in the {@link Dialogue} it is given, so it can be replaced while conversations run. Called from
 * many threads at once.
 */
@ConsumerType
public interface Skill {

    /** What the core must know of the skill; read once, when the skill appears. */
    SkillSpec spec();

    /**
     * Takes one turn. Called only when every slot of the current step is filled, and given up on
     * after the skill's time limit. An exception makes the ladder go on with its next stage; it
     * never ends the conversation.
     */
    Turn take(Dialogue dialogue);

    /**
     * The skill's texts, for a skill that brings them along in another form than the files {@code
     * i18n/messages_*.properties} of its bundle; empty, as it is by itself, to have those files
     * read.
     */
    default Optional<Texts> texts() {
        return Optional.empty();
    }
}
