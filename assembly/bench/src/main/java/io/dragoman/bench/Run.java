package io.dragoman.bench;

import io.dragoman.api.json.Json;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs one profile: connects, makes requests on schedule, waits for the rest, checks. */
final class Run implements Visitor.Ear {

    private static final int THREADS = 3;

    private final Options options;
    private final Profile profile;
    private final Json json;
    private final ConcurrentLinkedQueue<Fault> faults = new ConcurrentLinkedQueue<>();
    private final List<String> notes = new ArrayList<>();
    private final Desks desks;
    private Optional<Drill> drill = Optional.empty();
    private Load load;

    Run(Options options, Profile profile, Json json) {
        this.options = options;
        this.profile = profile;
        this.json = json;
        this.desks = new Desks(options, json, faults::add);
    }

    /**
     * Runs it.
     *
     * @throws UnusableException when the instance cannot be measured
     */
    Result run() throws InterruptedException {
        var server =
                options.pid().isPresent()
                        ? ServerProcess.of(options.pid().getAsLong())
                        : Optional.<ServerProcess>empty();
        var threads =
                Executors.newFixedThreadPool(
                        THREADS, Thread.ofPlatform().daemon().name("bench-", 0).factory());
        var http = client(threads);
        var wires = new Wires(http);
        var crowd = new Crowd(wires, options.url(), json, this);
        load = new Load(profile, crowd, options.texts(profile));
        ScheduledExecutorService clock =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("bench-heart").factory());
        try {
            prepare(wires, crowd);
            heartbeats(clock, crowd);
            var measurement = new Measurement(options, profile, crowd, load, notes);
            var measured =
                    measurement.make(
                            connections(),
                            () -> server.ifPresent(ServerProcess::restart),
                            (begin, seconds) -> drill.ifPresent(d -> d.begin(begin, seconds)));
            var usage = server.map(ServerProcess::usage);
            drill.ifPresent(Drill::close);
            remarks(measured, crowd);
            measurement.settle();
            var verdict = crowd.check(profile.answerer());
            faults.addAll(verdict.faults());
            drill.ifPresent(d -> faults.addAll(d.verdict(notes)));
            explain(crowd, usage);
            return result(crowd, measured, usage, verdict.messages());
        } finally {
            clock.shutdownNow();
            drill.ifPresent(Drill::close);
            desks.close();
            crowd.close();
            wires.close();
            threads.shutdown();
        }
    }

    private static HttpClient client(ExecutorService threads) {
        return HttpClient.newBuilder()
                .executor(threads)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(30))
                .build();
    }

    private int connections() {
        return options.connections().orElse(profile.connections);
    }

    private void prepare(Wires wires, Crowd crowd) throws InterruptedException {
        // Calls of the REST API wait for their answers and so must not use the sockets' threads.
        var rest = new Rest(HttpClient.newHttpClient(), options.url(), json);
        rest.requireReady();
        crowd.connect(connections(), profile.label() + "-");
        if (profile.kind == Profile.Kind.APPEND || profile.kind == Profile.Kind.RELAY) {
            var session = rest.signIn(options.user(), options.password());
            crowd.assign(rest, session);
            if (profile.kind == Profile.Kind.RELAY) {
                desks.open(wires, session);
            }
        }
        if (!profile.stage.isEmpty()) {
            notes.addAll(new Probe(options, profile, rest).ask(crowd));
        }
        if (profile == Profile.DRILL) {
            drill = Optional.of(new Drill(options, rest));
        }
    }

    private void heartbeats(ScheduledExecutorService clock, Crowd crowd) {
        if (profile.kind == Profile.Kind.HEARTBEAT) {
            return;
        }
        long period = (long) (Profile.HEARTBEAT_SECONDS * 1000);
        clock.scheduleAtFixedRate(
                () -> {
                    crowd.all().forEach(Visitor::ping);
                    desks.ping();
                },
                period,
                period,
                TimeUnit.MILLISECONDS);
    }

    private void remarks(Load.Measured measured, Crowd crowd) {
        if (measured.behindNanos() > 50_000_000L) {
            notes.add(
                    "the load tool itself was up to %d ms late: the machine is full"
                            .formatted(measured.behindNanos() / 1_000_000));
        }
        if (crowd.sentAway() > 0) {
            notes.add(
                    "while connecting, visitors were asked %d times to come back later"
                            .formatted(crowd.sentAway()));
        }
    }

    /** What the reader of the figures has to know. */
    private void explain(Crowd crowd, Optional<ServerProcess.Usage> usage) {
        if (crowd.handedOver() > 0) {
            notes.add(
                    "the bot gave %d visitors to people, who were not asked further"
                            .formatted(crowd.handedOver()));
        }
        if (profile.kind == Profile.Kind.RELAY) {
            notes.add("each request is two messages: the customer's and the agent's");
        }
        if (profile.kind == Profile.Kind.HEARTBEAT) {
            usage.ifPresent(
                    u ->
                            notes.add(
                                    "the server's memory grew by %.1f KB per connection"
                                            .formatted(
                                                    (u.rssAfter() - u.rssBefore())
                                                            / 1024.0
                                                            / connections())));
        }
    }

    private Result result(
            Crowd crowd, Load.Measured load, Optional<ServerProcess.Usage> usage, long checked) {
        var refused = new TreeMap<String, Integer>();
        for (var visitor : crowd.all()) {
            visitor.history().refusals().forEach((code, n) -> refused.merge(code, n, Integer::sum));
        }
        var measured = load.of(profile);
        double seconds = load.seconds();
        return new Result(
                profile.label(),
                options.label(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                connections(),
                seconds,
                measured.due(),
                measured.due() / seconds,
                measured.doneInTime() / seconds,
                measured.milliseconds(),
                profile.kind == Profile.Kind.APPEND ? Map.of() : load.acks().milliseconds(),
                measured.seconds(),
                refused,
                usage,
                checked,
                List.copyOf(faults),
                notes);
    }

    @Override
    public void acked(long dueAt, long now) {
        load.acked(dueAt, now);
    }

    @Override
    public void answered(Visitor by, String text, Said answer, long dueAt, long now) {
        load.ended(dueAt, now);
        if (!answer.text().contains(options.answer().orElse(""))) {
            faults.add(
                    new Fault(
                            Fault.Kind.DIFFERENT,
                            by.history().conversation(),
                            "'%s' was answered by '%s'".formatted(text, answer.text())));
        }
        drill.ifPresent(d -> d.answered(text, answer, dueAt, now));
    }

    @Override
    public void pong(long dueAt, long now) {
        if (profile.kind == Profile.Kind.HEARTBEAT) {
            load.ended(dueAt, now);
        }
    }

    @Override
    public void lost(Visitor visitor, String why) {
        faults.add(new Fault(Fault.Kind.CONNECTION, visitor.history().conversation(), why));
    }
}
