package io.dragoman.handoff;

import io.dragoman.storage.Conversation;
import io.dragoman.storage.Team;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The desk as the bot sees it: which team would take a conversation, and how long the line is.
 * Thread-safe; answers from memory.
 */
@ProviderType
public interface Desk {

    /**
     * How a hand-over would go now. There is always a team: an unknown or empty key means the
     * site's fallback team.
     */
    Plan plan(String site, String teamKey);

    /** The place of a waiting conversation, 1 being next; empty when it does not wait. */
    Optional<Integer> position(Conversation conversation);

    /** The places of all who wait, by conversation: one pass, however many they are. */
    Map<String, Integer> places();

    /** Every team of a site with its load, as rules see it. */
    List<Load> loads(String site);

    /**
     * What would happen.
     *
     * @param position the place in the queue it would get, 1 being next
     * @param online agents of the team who are there now
     * @param open whether the team's opening hours say so
     */
    record Plan(Team team, int position, int online, boolean open) {}

    /** A team's load. */
    record Load(Team team, int online, int waiting, boolean open) {}
}
