package io.dragoman.itests.faults;

import static io.dragoman.itests.harness.Awaiting.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.itests.harness.Awaiting;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A crowd of customers who talk and do not give up, each on a thread of their own. */
final class Traffic implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Traffic.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<Customer> customers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final String question;
    private final Duration pause;
    private volatile boolean talking = true;
    private volatile boolean waiting = true;

    /**
     * What the crowd is like.
     *
     * @param customers how many
     * @param window how many messages each may have unacknowledged
     * @param pause between two messages of one customer
     * @param question what they all say; the rules answer "hello"
     */
    record Plan(int customers, int window, Duration pause, String question) {
        static Plan greeting(int customers, int window) {
            return new Plan(customers, window, Duration.ofMillis(60), "hello");
        }
    }

    private Traffic(Plan plan) {
        this.question = plan.question();
        this.pause = plan.pause();
    }

    /**
     * Lets them begin.
     *
     * @param address of the visitors' socket, asked for at each connection
     */
    static Traffic begin(Plan plan, Supplier<URI> address, Random random) {
        var traffic = new Traffic(plan);
        for (int i = 0; i < plan.customers(); i++) {
            var name = "t" + Integer.toHexString(random.nextInt()) + "-" + i;
            var customer = new Customer(name, address, plan.window());
            traffic.customers.add(customer);
            traffic.threads.add(Thread.ofVirtual().start(() -> traffic.talk(customer)));
        }
        return traffic;
    }

    private void talk(Customer customer) {
        try {
            while (talking) {
                customer.step(question);
                LockSupport.parkNanos(pause.toNanos());
            }
            while (waiting && !customer.isDone()) {
                Awaiting.pause();
            }
        } catch (RuntimeException | AssertionError e) {
            LOG.error("A customer gave up", e);
            failures.add(String.valueOf(e));
        }
    }

    /** What all have done so far. */
    Customer.Tally tally() {
        return customers.stream()
                .map(Customer::tally)
                .reduce(new Customer.Tally(0, 0, 0, 0, 0), Customer.Tally::and);
    }

    /** What the bot has said to them, each once. */
    Set<String> words() {
        return customers.stream()
                .flatMap(customer -> customer.words().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Waits until so many more messages are answered: there is traffic, and it flows. */
    void flows(int more) {
        int wanted = tally().answered() + more;
        eventually(PATIENCE, () -> assertThat(tally().answered()).isGreaterThanOrEqualTo(wanted));
    }

    /**
     * Lets them stop, waits for what is still to come, and compares everything.
     *
     * @return what they have done
     */
    Customer.Tally endAndCompare() {
        talking = false;
        try {
            for (int i = 0; i < threads.size(); i++) {
                if (!threads.get(i).join(Duration.ofMinutes(3))) {
                    failures.add("is still waiting: " + customers.get(i).state());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        assertThat(failures).isEmpty();
        var faults = customers.stream().flatMap(c -> c.faults().stream()).toList();
        assertThat(faults).isEmpty();
        LOG.warn("Nothing lost, nothing doubled: {}", tally());
        return tally();
    }

    @Override
    public void close() {
        talking = false;
        waiting = false;
        try {
            for (var thread : threads) {
                thread.join(TimeUnit.SECONDS.toMillis(30));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        customers.forEach(Customer::cut);
    }
}
