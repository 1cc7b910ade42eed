package io.dragoman.catalog.internal;

import io.dragoman.api.message.Reason;
import io.dragoman.catalog.Plugins.State;
import io.dragoman.catalog.internal.LaneNotes.Ending;
import io.dragoman.catalog.internal.PluginFile.Verdict;
import io.dragoman.catalog.internal.PluginStarts.Start;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the framework hold what the folder says of one plug-in. The newest version that works is
 * the one in force. A new one is started beside the one it replaces; only when it works is the old
 * one stopped, so that no moment is without the skill; when it does not, the old one stays, or
 * comes back from the store. Each plug-in has a lane of its own, so that one that hangs holds
 * nobody else up. Thread-safe; the work is done by one thread at a time.
 */
final class PluginLane {

    private static final Logger LOG = LoggerFactory.getLogger(PluginLane.class);

    /** What the lanes share. */
    record Yard(
            DeployedBundles bundles,
            PluginStarts starts,
            PluginRemovals removals,
            PluginLedger ledger,
            PluginPast past,
            Quarantines quarantines,
            Executor threads) {}

    private final String name;
    private final Yard yard;
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile List<PluginFile> wanted = List.of();
    private volatile boolean dirty;
    private volatile Optional<PluginFile> inForce = Optional.empty();

    PluginLane(String name, Yard yard) {
        this.name = name;
        this.yard = yard;
    }

    /** These are its versions in the folder, newest first; with none it goes. */
    void want(List<PluginFile> newestFirst) {
        if (!newestFirst.equals(wanted) || newestFirst.isEmpty()) {
            wanted = List.copyOf(newestFirst);
            dirty = true;
        }
        poke();
    }

    /** Tries again what has failed. */
    void retry() {
        wanted.forEach(yard.ledger()::forget);
        dirty = true;
        poke();
    }

    /** Has work done that is due, on a thread of its own. */
    void poke() {
        if ((dirty || waits()) && busy.compareAndSet(false, true)) {
            yard.threads().execute(this::work);
        }
    }

    private boolean waits() {
        return inForce.isPresent() && !settled(inForce.get());
    }

    private boolean settled(PluginFile file) {
        return yard.ledger().of(file).filter(entry -> entry.state() == State.STARTING).isEmpty()
                && !yard.past().onProbation(file);
    }

    private void work() {
        try {
            if (dirty) {
                dirty = false;
                bringIntoForce(wanted);
            } else {
                inForce.ifPresent(this::lookAgain);
            }
        } catch (RuntimeException e) {
            LOG.error("Plug-in {} could not be brought into force", name, e);
        } finally {
            busy.set(false);
        }
        if (dirty) {
            poke();
        }
    }

    private void bringIntoForce(List<PluginFile> versions) {
        if (versions.isEmpty()) {
            yard.past().gone(name);
        }
        var notes = new LaneNotes(yard.ledger());
        Optional<PluginFile> winner = Optional.empty();
        for (var file : versions) {
            if (winner.isPresent() && file.fit()) {
                notes.superseded(file, winner.get());
                continue;
            }
            var ending = attempt(file);
            if (ending.isPresent()) {
                notes.note(file, ending.get());
            } else {
                winner = Optional.of(file);
            }
        }
        if (winner.isEmpty()) {
            winner =
                    yard.past().former(name, versions).stream().filter(this::comesBack).findFirst();
        }
        inForce = winner;
        notes.tell(winner, winner.flatMap(yard.bundles()::of));
        if (winner.isEmpty() && notes.anyFit()) {
            LOG.warn("No version of {} in the deploy folder can be used", name);
        }
        stopOthers(winner);
    }

    /** Lets a file of the folder run; empty when it does. */
    private Optional<Ending> attempt(PluginFile file) {
        return switch (file.verdict()) {
            case Verdict.Faulty faulty -> failed(file, State.FAILED, faulty.why());
            case Verdict.Refused refused -> failed(file, State.REFUSED, refused.why());
            case Verdict.Open open -> Optional.of(new Ending(State.STARTING, open.why()));
            case Verdict.Disabled disabled -> Optional.of(new Ending(State.DISABLED, Reason.NONE));
            case Verdict.Fit fit -> start(file);
        };
    }

    private Optional<Ending> start(PluginFile file) {
        var rolledBack = yard.past().rolledBack(file);
        if (rolledBack.isPresent()) {
            return failed(file, State.ROLLED_BACK, rolledBack.get());
        }
        var known = yard.ledger().of(file);
        if (known.filter(entry -> entry.is(file, State.FAILED)).isPresent()) {
            return Optional.of(new Ending(State.FAILED, LaneNotes.cause(known.get())));
        }
        if (runs(file)) {
            return Optional.empty();
        }
        yard.ledger().put(file, Optional.empty(), State.STARTING, Reason.NONE);
        return swap(file).flatMap(why -> failed(file, State.FAILED, why));
    }

    private Optional<Ending> failed(PluginFile file, State state, Reason why) {
        return LaneNotes.failed(yard.ledger(), file, state, why);
    }

    private boolean runs(PluginFile file) {
        var bundle = yard.bundles().of(file).filter(found -> found.getState() == Bundle.ACTIVE);
        if (bundle.isPresent() && yard.ledger().of(file).isEmpty()) {
            // Found running at our start: how it does is looked at again and again.
            yard.ledger().put(file, bundle, State.STARTING, Reason.NONE);
            lookAgain(file);
        }
        return bundle.filter(found -> found.getState() == Bundle.ACTIVE).isPresent();
    }

    /** Starts a version beside the others; answers why it does not work. */
    private Optional<Reason> swap(PluginFile file) {
        long begun = System.nanoTime();
        boolean alone =
                yard.bundles().running(name).stream()
                        .allMatch(one -> DeployedBundles.is(one, file));
        return switch (yard.starts().start(file, yard.bundles())) {
            case Start.Works works -> {
                live(file);
                long millis = (System.nanoTime() - begun) / 1_000_000;
                LOG.info("Plug-in {} {} is live after {} ms", name, file.version(), millis);
                yield Optional.empty();
            }
            // With nothing to lose it may wait: what it needs may start later than it.
            case Start.Waits waits when alone -> {
                LOG.warn("Plug-in {} {} is started but {}", name, file.version(), waits.why());
                yard.ledger().put(file, yard.bundles().of(file), State.STARTING, waits.why());
                yield Optional.empty();
            }
            case Start.Waits waits -> given(file, waits.why());
            case Start.Broken broken -> given(file, broken.why());
        };
    }

    private Optional<Reason> given(PluginFile file, Reason why) {
        yard.bundles().of(file).ifPresent(yard.removals()::remove);
        return Optional.of(why);
    }

    private void live(PluginFile file) {
        var bundle = yard.bundles().of(file);
        yard.ledger().put(file, bundle, State.UP, Reason.NONE);
        yard.past().lives(file);
        bundle.ifPresent(it -> yard.quarantines().lives(file.sha256(), it.getBundleId()));
    }

    /** Whether a version of the store can be in force again. */
    private boolean comesBack(PluginFile former) {
        var bundle = yard.bundles().of(former);
        if (bundle.filter(found -> found.getState() == Bundle.ACTIVE).isPresent()) {
            return true;
        }
        return switch (yard.starts().start(former, yard.bundles())) {
            case Start.Works works -> {
                LOG.warn("Plug-in {}: version {} is in force again", name, former.version());
                yield true;
            }
            case Start.Waits waits -> given(former, waits.why()).isEmpty();
            case Start.Broken broken -> given(former, broken.why()).isEmpty();
        };
    }

    private void stopOthers(Optional<PluginFile> winner) {
        var others = new ArrayList<>(yard.bundles().of(name));
        winner.ifPresent(file -> others.removeIf(bundle -> DeployedBundles.is(bundle, file)));
        for (var other : others) {
            var version = other.getVersion();
            if (yard.removals().remove(other)) {
                LOG.info("Plug-in {} {} is gone", name, version);
            }
        }
    }

    /** Looks again at what waited for somebody else, and at what is new and may yet fail. */
    private void lookAgain(PluginFile file) {
        var entry = yard.ledger().of(file);
        var bundle = yard.bundles().of(file);
        if (entry.isEmpty() || bundle.isEmpty()) {
            return;
        }
        if (entry.get().state() != State.STARTING || !wanted.contains(file)) {
            if (yard.past().failsProbation(file, bundle.get(), wanted)) {
                bringIntoForce(wanted);
            }
            return;
        }
        switch (yard.starts().look(bundle.get())) {
            case Start.Works works -> {
                live(file);
                LOG.info("Plug-in {} {} is live", name, file.version());
            }
            case Start.Waits waits -> yard.ledger().put(file, bundle, State.STARTING, waits.why());
            case Start.Broken broken -> {
                yard.ledger().error(file, broken.why());
                yard.ledger().put(file, Optional.empty(), State.FAILED, broken.why());
                dirty = true;
                given(file, broken.why());
            }
        }
    }
}
