package io.dragoman.rules.drools;

import io.dragoman.api.message.Reason;
import io.dragoman.api.rules.Fact;
import io.dragoman.api.rules.PricingRules;
import io.dragoman.api.rules.RuleEngine;
import io.dragoman.api.rules.RuleFiles;
import io.dragoman.api.rules.RuleLimitException;
import io.dragoman.api.rules.Shopper;
import io.dragoman.api.shop.Cart;
import io.dragoman.api.shop.Coupon;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The rules of one folder, run by Drools. {@link #start()} begins to watch the folder; until the
 * first loading is over, callers wait within their limit. Thread-safe.
 */
public final class DroolsRules implements RuleEngine, PricingRules, AutoCloseable {

    /**
     * Bounds of the engine.
     *
     * @param maxFirings of one decision, after which rules are taken to loop
     * @param threads for rules that might not end by themselves
     * @param compile for one compilation of the whole folder
     * @param pricing for one question about prices
     */
    public record Limits(int maxFirings, int threads, Duration compile, Duration pricing) {

        /** What serves a shop: 500 firings, 4 threads, 30 s, 500 ms. */
        public static Limits usual() {
            return new Limits(500, 4, Duration.ofSeconds(30), Duration.ofMillis(500));
        }
    }

    private static final Reason LOADING =
            Reason.of("rules-loading", "The rules are still being loaded");

    private final RuleFolder folder;
    private final Limits limits;
    private final ZoneId zone;
    private final Workers threads;
    private final Workers compilers;
    private final RuleCompiler compiler;
    private final RuleBook book;
    private final Firing firing;
    private final Blame blame;
    private final Failures failures = new Failures();
    private final CheckedFiles files;
    private final FolderWatch watch;

    /**
     * @param zone in which price rules read the clock
     * @param classes sees the classes that rules may name; asked at each compilation
     */
    public DroolsRules(
            Path folder, Limits limits, ZoneId zone, Clock clock, Supplier<ClassLoader> classes) {
        this.folder = new RuleFolder(folder);
        this.limits = limits;
        this.zone = zone;
        this.threads = new Workers("rules", limits.threads());
        this.compilers = new Workers("rules-compile", 1);
        this.compiler = new RuleCompiler(classes);
        this.firing = new Firing(threads, limits.maxFirings());
        this.book =
                new RuleBook(
                        new BoundedCompiler(compiler, compilers, limits.compile()),
                        clock,
                        new Rehearsal(firing)::of);
        this.files = new CheckedFiles(this.folder, book, this::load);
        this.blame = new Blame(book, compiler, firing, this.folder::read);
        this.watch = new FolderWatch(this.folder, this::load);
    }

    /** Loads the folder off this thread, and again whenever it changes. */
    public void start() {
        watch.start();
    }

    /** Loads the folder now, if it has changed. */
    public void load() {
        book.load(folder.read());
    }

    /** Compiles the folder again although it has not changed. */
    void reload() {
        compiler.forget();
        book.reload(folder.read());
    }

    @Override
    public Outcome decide(Phase phase, Collection<? extends Fact> facts, Duration limit) {
        RuleSet set = inForce(limit);
        long deadline = System.nanoTime() + limit.toNanos();
        RuleGroup group = RuleGroup.of(phase);
        Optional<RuleBase> base = set.base(group);
        if (base.isEmpty()) {
            return new Outcome(List.of(), List.of(), set.version());
        }
        var collector = (DecisionCollector) group.recorder(base.get(), deadline, chinese(facts));
        fire(set, group, collector, facts, limit);
        return new Outcome(collector.decisions(), collector.fired(), set.version());
    }

    private static boolean chinese(Collection<? extends Fact> facts) {
        return facts.stream()
                .noneMatch(
                        fact ->
                                fact instanceof Fact.Message message
                                        && !message.language().equals("zh"));
    }

    @Override
    public Offers offers(Cart cart, String tier, List<Coupon> coupons, Instant now) {
        RuleSet set = inForce(limits.pricing());
        long deadline = System.nanoTime() + limits.pricing().toNanos();
        Optional<RuleBase> base = set.base(RuleGroup.PRICING);
        if (base.isEmpty()) {
            return new Offers(List.of(), List.of(), set.version());
        }
        List<Object> facts = new ArrayList<>(List.of(cart, new Shopper(tier), clock(now)));
        facts.addAll(cart.lines());
        coupons.stream().filter(coupon -> coupon.validUntil().isAfter(now)).forEach(facts::add);
        var collector = new OfferCollector(base.get(), deadline);
        fire(set, RuleGroup.PRICING, collector, facts, limits.pricing());
        return new Offers(collector.offers(), collector.exclusions(), set.version());
    }

    private Fact.Clock clock(Instant now) {
        LocalDateTime local = LocalDateTime.ofInstant(now, zone);
        return new Fact.Clock(
                local.toLocalDate(),
                local.toLocalTime(),
                local.getDayOfWeek().getValue(),
                local.getHour());
    }

    private void fire(
            RuleSet set, RuleGroup group, Recorder recorder, Collection<?> facts, Duration limit) {
        RuleBase base = recorder.base();
        try {
            firing.fire(base, group, recorder, facts, limit);
        } catch (Firing.Exceeded exceeded) {
            throw blame.exceeded(set, base, group, exceeded, List.copyOf(facts));
        } catch (RuleLimitException busy) {
            throw busy;
        } catch (RuntimeException failure) {
            throw blame.threw(set, base, failure);
        }
        failures.note(set.version(), recorder.failures());
    }

    private RuleSet inForce(Duration patience) {
        try {
            if (book.ready(patience)) {
                return book.inForce();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new RuleLimitException(LOADING.text());
    }

    @Override
    public Status status() {
        RuleSet set = book.inForce();
        List<Problem> problems = new ArrayList<>(set.problems());
        problems.addAll(failures.of(set.version()));
        if (set.version().isEmpty()) {
            problems.add(new Problem(RuleFolder.ALL_FILES, Optional.empty(), LOADING));
        }
        if (threads.stuck() > 0) {
            problems.add(
                    new Problem(
                            RuleFolder.ALL_FILES,
                            Optional.empty(),
                            Reason.of(
                                    "rule-stuck",
                                    "{threads} thread(s) are still busy with rules put aside",
                                    "threads",
                                    threads.stuck())));
        }
        return new Status(set.version(), set.loadedAt().toString(), set.files(), problems);
    }

    @Override
    public List<Problem> check(String file, byte[] content) {
        return files.check(file, content);
    }

    /** The folder, for those who edit it from here. */
    RuleFiles files() {
        return files;
    }

    @Override
    public void close() {
        watch.close();
        threads.close();
        compilers.close();
    }
}
