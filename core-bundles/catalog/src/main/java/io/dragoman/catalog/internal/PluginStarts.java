package io.dragoman.catalog.internal;

import io.dragoman.api.message.Reason;
import io.dragoman.catalog.PluginProbe;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** Starts a plug-in and waits until it works or has shown that it does not. */
final class PluginStarts {

    private static final Duration STEP = Duration.ofMillis(20);
    private static final Pattern PACKAGE =
            Pattern.compile("\\(osgi\\.wiring\\.package=([^)]+)\\)(?:\\(version>=([^)]+)\\))?");
    private static final Pattern JAVA =
            Pattern.compile("\\(&?\\(?osgi\\.ee=JavaSE\\)\\(version=([^)]+)\\)");

    private final ComponentStates components;
    private final List<PluginProbe> probes;
    private final Duration limit;

    PluginStarts(ComponentStates components, List<PluginProbe> probes, int limitSeconds) {
        this.components = components;
        this.probes = probes;
        this.limit = Duration.ofSeconds(limitSeconds);
    }

    /** How a start ended. */
    sealed interface Start {

        /** It works. */
        record Works() implements Start {}

        /** It is started and waits for something of somebody else's that may yet come. */
        record Waits(Reason why) implements Start {}

        /** It does not work. */
        record Broken(Reason why) implements Start {}
    }

    /** Installs a file, starts it and waits until it is clear how that ended. */
    Start start(PluginFile file, DeployedBundles bundles) {
        try {
            return start(bundles.install(file));
        } catch (BundleException | IOException e) {
            return new Start.Broken(explain(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Start.Broken(Reason.of("interrupted", "interrupted while it started"));
        }
    }

    private Start start(Bundle bundle) throws InterruptedException {
        // On a thread of its own: a plug-in that hangs at start must not hold up the others.
        var task =
                new FutureTask<>(
                        () -> {
                            // Not persistent: after a restart it is judged before it runs.
                            bundle.start(Bundle.START_TRANSIENT);
                            return null;
                        });
        Thread.ofPlatform().name("start-" + bundle.getSymbolicName()).daemon().start(task);
        try {
            task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            return new Start.Broken(problem(bundle).orElseGet(() -> explain(e.getCause())));
        } catch (TimeoutException e) {
            task.cancel(true);
            return new Start.Broken(
                    Reason.of(
                            "slow",
                            "it did not start within {seconds} s",
                            "seconds",
                            limit.toSeconds()));
        }
        return settle(bundle);
    }

    /** Waits until the probes see what the bundle provides, or a component has failed. */
    private Start settle(Bundle bundle) throws InterruptedException {
        var deadline = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() < deadline) {
            var now = look(bundle);
            if (now instanceof Start.Broken || now instanceof Start.Works && taken(bundle)) {
                return now;
            }
            Thread.sleep(STEP);
        }
        return look(bundle);
    }

    /** How a started bundle does at this moment. */
    Start look(Bundle bundle) {
        var problem = problem(bundle);
        if (problem.isPresent()) {
            return new Start.Broken(problem.get());
        }
        if (probes.stream().anyMatch(probe -> !probe.provides(bundle.getBundleId()).isEmpty())) {
            return new Start.Works();
        }
        var waits = components.problems(bundle);
        if (!waits.isEmpty()) {
            return new Start.Waits(waits.get(0));
        }
        return new Start.Works();
    }

    /** Whether what it offers is in use; nothing offered may need a configuration first. */
    private boolean taken(Bundle bundle) {
        var services = bundle.getRegisteredServices();
        return services == null
                || probes.stream()
                        .anyMatch(probe -> !probe.provides(bundle.getBundleId()).isEmpty())
                || Arrays.stream(services).anyMatch(service -> service.getUsingBundles() != null);
    }

    private Optional<Reason> problem(Bundle bundle) {
        return probes.stream()
                .map(probe -> probe.problem(bundle.getBundleId()))
                .flatMap(Optional::stream)
                .findFirst()
                .or(
                        () ->
                                components.problems(bundle).stream()
                                        .filter(ComponentStates::isBroken)
                                        .findFirst());
    }

    /** What the framework says, in words that name the remedy. */
    static Reason explain(Throwable failure) {
        var message = String.valueOf(failure.getMessage());
        if (failure instanceof BundleException bundle
                && bundle.getType() == BundleException.RESOLVE_ERROR) {
            var last = message.substring(Math.max(0, message.lastIndexOf("missing requirement")));
            var wanted = PACKAGE.matcher(last);
            if (wanted.find()) {
                return missing(wanted.group(1), wanted.group(2));
            }
            var java = JAVA.matcher(message);
            if (java.find()) {
                return Reason.of(
                        "java",
                        "it needs Java {wanted}, this is Java {here}",
                        "wanted",
                        java.group(1),
                        "here",
                        Runtime.version().feature());
            }
        }
        var cause = failure.getCause();
        return Reason.of(
                "not-started",
                "{cause}",
                "cause",
                cause == null ? message : message + ": " + cause);
    }

    private static Reason missing(String wanted, String version) {
        return Reason.of(
                "missing-import",
                "missing import: package {package} is not there in a fitting version; embed it, or"
                        + " build against this version of io.dragoman.api",
                "package",
                version == null ? wanted : wanted + " " + version + " or later");
    }
}
