package io.dragoman.rules.drools;

import io.dragoman.api.rules.Fact;
import io.dragoman.api.rules.PricingRules;
import io.dragoman.api.rules.RuleEngine;
import io.dragoman.api.rules.RuleFiles;
import io.dragoman.api.shop.Cart;
import io.dragoman.api.shop.Coupon;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Publishes the rule engine and the price rules of the instance's rule folder. Thread-safe. */
@Component(
        service = {RuleEngine.class, PricingRules.class, RuleFiles.class},
        configurationPid = "io.dragoman.rules.drools")
@Designate(ocd = RulesComponent.Config.class)
public final class RulesComponent implements RuleEngine, PricingRules, RuleFiles {

    /** A bundle with this header offers its classes to rules. */
    static final String HEADER = "Dragoman-Rule-Classes";

    /** What an operator can set. */
    @ObjectClassDefinition(name = "Dragoman rules")
    @interface Config {

        @AttributeDefinition(
                description =
                        "The rule folder. Empty: the framework property dragoman.rules, or the"
                                + " environment variable DRAGOMAN_RULES, or else rules/ beside etc/.")
        String folder() default "";

        @AttributeDefinition(
                min = "10",
                description = "Firings in one decision after which rules are taken to loop.")
        int max_firings() default 500;

        @AttributeDefinition(
                min = "1",
                description =
                        "Threads for rules that contain loops, regular expressions or functions;"
                                + " all others need none.")
        int threads() default 4;

        @AttributeDefinition(min = "1", description = "Seconds that compiling all rules may take.")
        int compile_seconds() default 30;

        @AttributeDefinition(
                min = "10",
                description = "Milliseconds that the price rules may take for one cart.")
        int pricing_millis() default 500;

        @AttributeDefinition(
                description =
                        "Time zone in which price rules read the clock, for example Asia/Shanghai."
                                + " Empty: that of the machine.")
        String zone() default "";
    }

    private final BundleContext context;
    private final DroolsRules rules;
    private final BundleListener classes = this::bundleChanged;

    @Activate
    public RulesComponent(BundleContext context, Config config) {
        this.context = context;
        DroolsRules.Limits limits =
                new DroolsRules.Limits(
                        config.max_firings(),
                        config.threads(),
                        Duration.ofSeconds(config.compile_seconds()),
                        Duration.ofMillis(config.pricing_millis()));
        ZoneId zone = config.zone().isBlank() ? ZoneId.systemDefault() : ZoneId.of(config.zone());
        this.rules =
                new DroolsRules(
                        folder(context, config), limits, zone, Clock.systemUTC(), this::loader);
        context.addBundleListener(classes);
        rules.start();
    }

    /** Stops watching and gives the threads back. */
    @Deactivate
    public void close() {
        context.removeBundleListener(classes);
        rules.close();
    }

    private static Path folder(BundleContext context, Config config) {
        // The framework looks into the system properties too, but not into the environment.
        String base = context.getProperty("karaf.base");
        return Stream.of(
                        config.folder(),
                        context.getProperty("dragoman.rules"),
                        System.getenv("DRAGOMAN_RULES"))
                .filter(path -> path != null && !path.isBlank())
                .findFirst()
                .map(Path::of)
                .orElseGet(() -> Path.of(base == null ? "" : base, "rules"));
    }

    private ClassLoader loader() {
        List<ClassLoader> sources = new ArrayList<>();
        sources.add(RulesComponent.class.getClassLoader());
        List<Bundle> offering = new ArrayList<>();
        wiring(FrameworkUtil.getBundle(Fact.class)).ifPresent(sources::add);
        for (Bundle bundle : context.getBundles()) {
            if (offersClasses(bundle) && bundle.getState() == Bundle.ACTIVE) {
                wiring(bundle).ifPresent(sources::add);
                offering.add(bundle);
            }
        }
        return new FactLoader(sources, name -> offering.stream().anyMatch(b -> holds(b, name)));
    }

    /** Offered is what lies in such a bundle itself, not what it imports. */
    private static boolean holds(Bundle bundle, String type) {
        return bundle.getEntry(type.replace('.', '/') + ".class") != null;
    }

    private static Optional<ClassLoader> wiring(Bundle bundle) {
        return Optional.ofNullable(bundle.adapt(BundleWiring.class))
                .map(BundleWiring::getClassLoader);
    }

    private static boolean offersClasses(Bundle bundle) {
        return bundle.getHeaders("").get(HEADER) != null;
    }

    private void bundleChanged(BundleEvent event) {
        boolean comesOrGoes =
                event.getType() == BundleEvent.STARTED || event.getType() == BundleEvent.STOPPED;
        if (comesOrGoes && offersClasses(event.getBundle())) {
            Thread.ofPlatform().daemon().name("rules-classes").start(rules::reload);
        }
    }

    @Override
    public Outcome decide(Phase phase, Collection<? extends Fact> facts, Duration limit) {
        return rules.decide(phase, facts, limit);
    }

    @Override
    public Offers offers(Cart cart, String tier, List<Coupon> coupons, Instant now) {
        return rules.offers(cart, tier, coupons, now);
    }

    @Override
    public Status status() {
        return rules.status();
    }

    @Override
    public List<Problem> check(String file, byte[] content) {
        return rules.check(file, content);
    }

    @Override
    public List<Entry> list() {
        return rules.files().list();
    }

    @Override
    public Optional<byte[]> read(String name) {
        return rules.files().read(name);
    }

    @Override
    public List<Problem> write(String name, byte[] content) {
        return rules.files().write(name, content);
    }

    @Override
    public List<Problem> delete(String name) {
        return rules.files().delete(name);
    }
}
