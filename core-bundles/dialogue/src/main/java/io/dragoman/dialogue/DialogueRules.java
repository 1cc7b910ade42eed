package io.dragoman.dialogue;

import io.dragoman.api.message.Texts;
import java.time.Duration;

/**
 * How dialogues are led. Immutable.
 *
 * @param texts the engine's own
 * @param tries unusable answers to one question before it gives up
 * @param patience how long a yes to a proposal counts
 */
record DialogueRules(Texts texts, int tries, Duration patience) {}
