package io.dragoman.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Breaks parts of an instance while customers ask, through its folders as anybody could: a rule
 * file, the order system, a skill. While something is broken, whoever does not need it must not
 * notice, and whoever does must get a fallback; after the repair all is as before within {@value
 * #RECOVERY_SECONDS} s. Thread-safe.
 */
final class Drill implements AutoCloseable {

    private static final int RECOVERY_SECONDS = 10;

    /** One breakage, with the share of the run's time in which it is broken. */
    enum Breakage {
        RULES(0.15, 0.32, "a rule file is broken"),
        SHOP(0.40, 0.58, "the order system is down"),
        SKILL(0.66, 0.80, "a new version of the skill of orders throws");

        final double from;
        final double to;
        final String words;

        Breakage(double from, double to, String words) {
            this.from = from;
            this.to = to;
            this.words = words;
        }
    }

    /** An answer as far as the drill looks at it. */
    private record Seen(boolean ofSkill, boolean usual, double due, double answered) {}

    private final Rest rest;
    private final Path broken;
    private final Path jar;
    private final String goodRules;
    private final List<Seen> seen = new ArrayList<>();
    private final Map<Breakage, double[]> times = new EnumMap<>(Breakage.class);
    private final List<Fault> faults = new ArrayList<>();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("drill").factory());
    private volatile long begin;

    Drill(Options options, Rest rest) {
        this.rest = rest;
        var home =
                options.home()
                        .orElseThrow(
                                () ->
                                        new UnusableException(
                                                "The drill breaks files of the instance: say where it is with --home FOLDER"));
        broken = home.resolve("rules/greetings.drl");
        jar = home.resolve("deploy/drill.jar");
        try {
            goodRules = Files.readString(broken);
        } catch (IOException e) {
            throw new UnusableException(
                    "The drill needs the standard rules in " + broken + ": " + e);
        }
    }

    /** Plans all for a run that begins at a time of {@link System#nanoTime}. */
    void begin(long at, double seconds) {
        begin = at;
        for (var breakage : Breakage.values()) {
            later(breakage.from * seconds, breakage, 0);
            later(breakage.to * seconds, breakage, 1);
        }
    }

    private void later(double seconds, Breakage breakage, int edge) {
        long delay = begin + (long) (seconds * 1e9) - System.nanoTime();
        clock.schedule(() -> act(breakage, edge), Math.max(0, delay), TimeUnit.NANOSECONDS);
    }

    private void act(Breakage breakage, int edge) {
        try {
            double at = now();
            if (edge == 0) {
                breakIt(breakage);
            } else {
                mend();
            }
            synchronized (this) {
                times.computeIfAbsent(breakage, b -> new double[] {Double.NaN, Double.NaN})[edge] =
                        edge == 0 ? at : now();
            }
            if (breakage == Breakage.RULES && edge == 0) {
                expectInHealth();
            }
        } catch (IOException | RuntimeException e) {
            fault("%s: it could not be done: %s".formatted(breakage.words, e));
        }
    }

    private double now() {
        return (System.nanoTime() - begin) / 1e9;
    }

    private void breakIt(Breakage breakage) throws IOException {
        switch (breakage) {
            case RULES ->
                    put(
                            broken,
                            (goodRules + "\nrule \"drill\" when Message( nothing == ) then\n")
                                    .getBytes(UTF_8));
            case SHOP -> put(jar, PluginJar.brokenShop());
            case SKILL -> put(jar, PluginJar.brokenSkill());
        }
    }

    private void mend() throws IOException {
        if (!Files.readString(broken).equals(goodRules)) {
            put(broken, goodRules.getBytes(UTF_8));
        }
        Files.deleteIfExists(jar);
    }

    /** A file appears whole, as every careful program writes it. */
    private static void put(Path file, byte[] content) throws IOException {
        var part = file.resolveSibling(file.getFileName() + ".part");
        Files.write(part, content);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Operators must see what is wrong while customers do not. */
    private void expectInHealth() {
        for (int i = 0; i < 20; i++) {
            if (rest.health().get("parts") instanceof List<?> parts
                    && parts.stream()
                            .anyMatch(
                                    part ->
                                            part instanceof Map<?, ?> map
                                                    && "rules".equals(map.get("id"))
                                                    && !"UP".equals(map.get("status")))) {
                return;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(200);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        fault("a rule file is broken and /health does not say so");
    }

    private synchronized void fault(String words) {
        faults.add(new Fault(Fault.Kind.DRILL, "", words));
    }

    /** Looks at an answer. */
    synchronized void answered(String text, Said answer, long dueAt, long now) {
        boolean ofSkill = Questions.SKILL.contains(text);
        if (ofSkill || Questions.RULES.contains(text)) {
            boolean usual =
                    ofSkill
                            ? showsOrder(answer, text)
                            : !answer.text().isEmpty() && isOfRules(answer);
            seen.add(new Seen(ofSkill, usual, (dueAt - begin) / 1e9, (now - begin) / 1e9));
        }
    }

    private static boolean showsOrder(Said answer, String text) {
        return answer.parts().stream()
                .anyMatch(
                        part ->
                                part instanceof Map<?, ?> map
                                        && "card".equals(map.get("type"))
                                        && String.valueOf(map.get("title"))
                                                .contains(Questions.order(text)));
    }

    private static boolean isOfRules(Said answer) {
        var text = answer.text();
        return text.contains("不客气")
                || text.contains("您好")
                || text.contains("小译")
                || text.contains("再见");
    }

    /** What was wrong; tells of each breakage in the notes. */
    synchronized List<Fault> verdict(List<String> notes) {
        var found = new ArrayList<>(faults);
        long strange = seen.stream().filter(s -> !s.ofSkill() && !s.usual()).count();
        if (strange > 0) {
            found.add(
                    new Fault(
                            Fault.Kind.DRILL,
                            "",
                            strange + " questions for rules were not answered by them"));
        }
        for (var breakage : Breakage.values()) {
            var time = times.get(breakage);
            if (time == null || Double.isNaN(time[1])) {
                found.add(new Fault(Fault.Kind.DRILL, "", breakage.words + ": this was not done"));
            } else {
                judge(breakage, time[0], time[1], notes).ifPresent(found::add);
            }
        }
        return found;
    }

    private Optional<Fault> judge(Breakage breakage, double from, double to, List<String> notes) {
        long fallbacks =
                seen.stream()
                        .filter(
                                s ->
                                        s.ofSkill()
                                                && !s.usual()
                                                && s.due() >= from
                                                && s.due()
                                                        < Math.min(
                                                                to + RECOVERY_SECONDS,
                                                                nextBreak(to) - 1))
                        .count();
        double lastBad =
                seen.stream()
                        .filter(s -> s.ofSkill() && !s.usual() && s.due() >= to)
                        .filter(s -> s.answered() < nextBreak(to))
                        .mapToDouble(Seen::due)
                        .max()
                        .orElse(to);
        notes.add(
                "%s from %.1f s to %.1f s: %d fallbacks, as before %.1f s after the repair"
                        .formatted(breakage.words, from, to, fallbacks, lastBad - to));
        if (breakage != Breakage.RULES && fallbacks == 0) {
            return Optional.of(
                    new Fault(
                            Fault.Kind.DRILL,
                            "",
                            breakage.words + ": nobody noticed, so nothing was broken"));
        }
        if (breakage == Breakage.RULES && fallbacks > 0) {
            return Optional.of(
                    new Fault(Fault.Kind.DRILL, "", breakage.words + ": skills did not answer"));
        }
        if (lastBad - to > RECOVERY_SECONDS) {
            return Optional.of(
                    new Fault(
                            Fault.Kind.DRILL,
                            "",
                            "%s: still fallbacks %.1f s after the repair"
                                    .formatted(breakage.words, lastBad - to)));
        }
        return Optional.empty();
    }

    private double nextBreak(double after) {
        return times.values().stream()
                .mapToDouble(time -> time[0])
                .filter(time -> time > after)
                .min()
                .orElse(Double.MAX_VALUE);
    }

    /** Mends what is broken; may be called twice. */
    @Override
    public void close() {
        clock.shutdownNow();
        try {
            mend();
        } catch (IOException e) {
            throw new UncheckedIOException("The drill could not mend " + broken + " or " + jar, e);
        }
    }
}
