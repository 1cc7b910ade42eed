package io.dragoman.knowledge;

import java.util.Locale;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Answers a customer's question from the articles of a site, or says why it does not. Thread-safe.
 */
@ProviderType
public interface Knowledge {

    /** How many candidates a verdict shows. */
    int CANDIDATES = 5;

    /** Whether the articles were taken into the index since the start, or that has failed. */
    boolean ready();

    /**
     * What the bot should do with a question.
     *
     * @param language of the question; only articles in it are looked at
     * @throws RuntimeException when the index or the models cannot be used
     */
    Verdict ask(String site, Locale language, String question);

    /**
     * The same with another number of candidates, for an editor's test box.
     *
     * @param candidates 1 to 20
     */
    Verdict ask(String site, Locale language, String question, int candidates);
}
