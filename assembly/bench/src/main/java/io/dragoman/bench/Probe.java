package io.dragoman.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks each kind of question once and reads in the trace who answers it: so that what is measured
 * is what is meant.
 */
final class Probe {

    private static final int MOST_QUESTIONS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Options options;
    private final Profile profile;
    private final Rest rest;

    Probe(Options options, Profile profile, Rest rest) {
        this.options = options;
        this.profile = profile;
        this.rest = rest;
    }

    /** What the reader of the figures has to know: which questions somebody else answers. */
    List<String> ask(Crowd crowd) throws InterruptedException {
        var notes = new ArrayList<String>();
        var session = rest.signIn(options.user(), options.password());
        var texts = options.texts(profile);
        int count = Math.min(texts.size(), MOST_QUESTIONS);
        for (int i = 0; i < count; i++) {
            // Each by another visitor, who may ask again: the first question of all loads classes.
            var stage = asked(session, crowd, crowd.get(i), texts.get(i));
            if (!stage.equals(profile.stage)) {
                stage = asked(session, crowd, crowd.get(count + i), texts.get(i));
            }
            if (!stage.equals(profile.stage)) {
                notes.add(
                        "'%s' was answered by %s, not by %s"
                                .formatted(texts.get(i), stage, profile.stage));
            }
        }
        return notes;
    }

    private String asked(Rest.Session session, Crowd crowd, Visitor visitor, String text)
            throws InterruptedException {
        visitor.say(text, System.nanoTime());
        crowd.settle(PATIENCE, true);
        var sent = visitor.history().sent().getLast();
        return rest.answeredBy(session, visitor.history().conversation(), sent.ackedAs());
    }
}
