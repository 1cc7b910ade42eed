package io.dragoman.catalog.internal;

import io.dragoman.api.message.Reason;
import io.dragoman.catalog.Plugins.State;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.Bundle;

/** How it ended with the versions of one plug-in that are not in force. Used by one thread. */
final class LaneNotes {

    /** Those in whose place another version may run. */
    private static final Set<State> INSTEAD =
            EnumSet.of(State.FAILED, State.REFUSED, State.ROLLED_BACK);

    private final PluginLedger ledger;
    private final Map<PluginFile, Ending> endings = new LinkedHashMap<>();

    LaneNotes(PluginLedger ledger) {
        this.ledger = ledger;
    }

    /** Why a version is not in force. */
    record Ending(State state, Reason why) {}

    /** Notes why a version is not in force. */
    void note(PluginFile file, Ending ending) {
        endings.put(file, ending);
    }

    /** Notes that a newer one is. */
    void superseded(PluginFile file, PluginFile winner) {
        var why =
                Reason.of(
                        "superseded",
                        "version {version} of it is in {file}",
                        "version",
                        winner.version(),
                        "file",
                        winner.fileName());
        note(file, new Ending(State.SUPERSEDED, why));
    }

    /** An ending that somebody has to look at; an error is noted unless it is known already. */
    static Optional<Ending> failed(PluginLedger ledger, PluginFile file, State state, Reason why) {
        var known = ledger.of(file);
        if (known.filter(entry -> entry.is(file, state) && cause(entry).equals(why)).isEmpty()) {
            ledger.error(file, why);
        }
        return Optional.of(new Ending(state, why));
    }

    /** The reason without what is said of the version that runs instead. */
    static Reason cause(PluginLedger.Entry entry) {
        return entry.errors().isEmpty() ? entry.why() : entry.errors().get(0).why();
    }

    /** Whether a version was tried that could have been in force. */
    boolean anyFit() {
        return endings.keySet().stream().anyMatch(PluginFile::fit);
    }

    /** Writes all of it down, with what runs instead. */
    void tell(Optional<PluginFile> winner, Optional<Bundle> running) {
        endings.forEach(
                (file, ending) -> {
                    boolean instead = INSTEAD.contains(ending.state()) && winner.isPresent();
                    var rest =
                            instead
                                    ? "; version " + winner.get().version() + " stays in force"
                                    : "";
                    ledger.put(
                            file,
                            instead ? running : Optional.empty(),
                            ending.state(),
                            ending.why().saying(ending.why().text() + rest));
                });
    }
}
