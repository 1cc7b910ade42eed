package io.dragoman.bench;

import io.dragoman.api.json.Json;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Runs one profile: connects, makes requests on schedule, waits for the rest, checks. */
final class Run implements Visitor.Ear {

    private static final Duration DRAIN = Duration.ofSeconds(120);
    private static final Duration LATE = Duration.ofSeconds(5);
    private static final double HEARTBEAT_SECONDS = 25;
    private static final int THREADS = 3;

    /** Before a surge the server is warmed up with a part of what comes at its top. */
    private static final double WARM_UP_SHARE = 4;

    private static final double TRIAL_SECONDS = 4;
    private static final int MOST_ATTEMPTS = 5;

    /** What is tried when a rate was too much in the long run. */
    private static final double LESS = 0.92;

    /** The share of the requests that has to be done while others are still due. */
    private static final double KEPT_UP = 0.97;

    private final Options options;
    private final Profile profile;
    private final Json json;
    private final ConcurrentLinkedQueue<Fault> faults = new ConcurrentLinkedQueue<>();
    private final List<String> notes = new ArrayList<>();
    private final List<Agent> agents = new ArrayList<>();
    private Optional<Drill> drill = Optional.empty();
    private Load load;

    Run(Options options, Profile profile, Json json) {
        this.options = options;
        this.profile = profile;
        this.json = json;
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
            var measured = measure(crowd, server);
            var usage = server.map(ServerProcess::usage);
            drill.ifPresent(Drill::close);
            remarks(measured, crowd);
            settle(crowd);
            var verdict = crowd.check(answerer());
            faults.addAll(verdict.faults());
            drill.ifPresent(d -> faults.addAll(d.verdict(notes)));
            return result(crowd, measured, usage, verdict.messages());
        } finally {
            clock.shutdownNow();
            drill.ifPresent(Drill::close);
            agents.forEach(Agent::close);
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

    private double rate() {
        return profile.kind == Profile.Kind.HEARTBEAT
                ? connections() / HEARTBEAT_SECONDS
                : options.rate().orElse(profile.rate);
    }

    private Optional<String> answerer() {
        return switch (profile.kind) {
            case ANSWER -> Optional.of("bot");
            case RELAY -> Optional.of("agent");
            case APPEND, HEARTBEAT -> Optional.empty();
        };
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
                openDesks(wires, session);
            }
        }
        if (!profile.stage.isEmpty()) {
            probe(rest, crowd);
        }
        if (profile == Profile.DRILL) {
            drill = Optional.of(new Drill(options, rest));
        }
    }

    private void openDesks(Wires wires, Rest.Session session) {
        for (int i = 0; i < options.agents(); i++) {
            int number = i;
            agents.add(
                    Agent.connect(
                                    wires,
                                    options.url(),
                                    json,
                                    session.token(),
                                    id -> Math.floorMod(id.hashCode(), options.agents()) == number,
                                    why ->
                                            faults.add(
                                                    new Fault(Fault.Kind.CONNECTION, "desk", why)))
                            .join());
        }
    }

    /**
     * Asks each kind of question once and reads in the trace who answers it: so that what is
     * measured is what is meant.
     */
    private void probe(Rest rest, Crowd crowd) throws InterruptedException {
        var session = rest.signIn(options.user(), options.password());
        var texts = options.texts(profile);
        int count = Math.min(texts.size(), 8);
        for (int i = 0; i < count; i++) {
            // Each by another visitor, who may ask again: the first question of all loads classes.
            var stage = asked(rest, session, crowd, crowd.get(i), texts.get(i));
            if (!stage.equals(profile.stage)) {
                stage = asked(rest, session, crowd, crowd.get(count + i), texts.get(i));
            }
            if (!stage.equals(profile.stage)) {
                notes.add(
                        "'%s' was answered by %s, not by %s"
                                .formatted(texts.get(i), stage, profile.stage));
            }
        }
    }

    private static String asked(
            Rest rest, Rest.Session session, Crowd crowd, Visitor visitor, String text)
            throws InterruptedException {
        visitor.say(text, System.nanoTime());
        crowd.settle(Duration.ofSeconds(20), true);
        var sent = visitor.history().sent().getLast();
        return rest.answeredBy(session, visitor.history().conversation(), sent.ackedAs());
    }

    private void heartbeats(ScheduledExecutorService clock, Crowd crowd) {
        if (profile.kind == Profile.Kind.HEARTBEAT) {
            return;
        }
        long period = (long) (HEARTBEAT_SECONDS * 1000);
        clock.scheduleAtFixedRate(
                () -> {
                    crowd.all().forEach(Visitor::ping);
                    agents.forEach(Agent::ping);
                },
                period,
                period,
                TimeUnit.MILLISECONDS);
    }

    /** The load itself. */
    private Load.Measured measure(Crowd crowd, Optional<ServerProcess> server)
            throws InterruptedException {
        double rate = rate();
        boolean steady = profile.isSteady();
        load.warmUp(Schedule.steady(steady ? rate : rate / WARM_UP_SHARE, options.warmUp()));
        if (options.highest()) {
            rate = highest(crowd, rate);
        }
        for (int attempt = 1; ; attempt++) {
            var schedule = profile.schedule(rate, options.seconds());
            server.ifPresent(ServerProcess::restart);
            long refused = crowd.refused();
            var measured =
                    load.measure(
                            schedule,
                            begin -> drill.ifPresent(d -> d.begin(begin, schedule.seconds())));
            if (!options.highest()
                    || attempt == MOST_ATTEMPTS
                    || judged(crowd, measured, rate, refused).keptUp()) {
                return measured;
            }
            notes.add("%,.0f/s was not kept up for longer".formatted(rate));
            settle(crowd);
            rate *= LESS;
        }
    }

    /** The highest rate that is kept up for a short while. */
    private double highest(Crowd crowd, double start) throws InterruptedException {
        var search = new Search();
        double found =
                search.highest(
                        start,
                        rate -> {
                            crowd.settle(DRAIN, answerer().isPresent());
                            long refused = crowd.refused();
                            var measured =
                                    load.measure(Schedule.steady(rate, TRIAL_SECONDS), b -> {});
                            return judged(crowd, measured, rate, refused);
                        });
        crowd.settle(DRAIN, answerer().isPresent());
        notes.add(
                "the highest rate with p99 below %.0f ms was looked for: %s"
                        .formatted(
                                profile.limit,
                                search.steps().stream()
                                        .map(Search.Step::toString)
                                        .collect(Collectors.joining(", "))));
        return found == 0 ? start : found;
    }

    private Search.Step judged(Crowd crowd, Load.Measured measured, double rate, long refusedBefore)
            throws InterruptedException {
        // What is still on its way has to come before it is known how long it took.
        boolean all = crowd.settle(LATE, answerer().isPresent());
        var recorder = measured.of(profile);
        double p99 = recorder.percentile(99);
        boolean keptUp =
                all
                        && crowd.refused() == refusedBefore
                        && recorder.doneInTime() >= KEPT_UP * recorder.due()
                        && p99 < profile.limit;
        return new Search.Step(rate, p99, keptUp);
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

    private void settle(Crowd crowd) throws InterruptedException {
        long begin = System.nanoTime();
        boolean answers = answerer().isPresent();
        boolean all = crowd.settle(DRAIN, answers);
        double took = (System.nanoTime() - begin) / 1e9;
        if (!all) {
            notes.add(
                    "not all was acknowledged and answered %d s after the end"
                            .formatted(DRAIN.toSeconds()));
        } else if (took > 1) {
            notes.add("it took %.1f s after the end until all was answered".formatted(took));
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
        return new Result(
                profile.label(),
                options.label(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                connections(),
                seconds,
                measured.due(),
                measured.due() / seconds,
                measured.doneInTime() / seconds,
                milliseconds(measured),
                profile.kind == Profile.Kind.APPEND ? Map.of() : milliseconds(load.acks()),
                measured.seconds(),
                refused,
                usage,
                checked,
                List.copyOf(faults),
                notes);
    }

    private static Map<String, Double> milliseconds(Recorder recorder) {
        var values = new LinkedHashMap<String, Double>();
        if (recorder.done() > 0) {
            values.put("p50", recorder.percentile(50));
            values.put("p90", recorder.percentile(90));
            values.put("p99", recorder.percentile(99));
            values.put("p99.9", recorder.percentile(99.9));
            values.put("max", recorder.max());
        }
        return values;
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
