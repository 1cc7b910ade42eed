package io.dragoman.bench;

import io.dragoman.api.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The agents of a run, each of whom answers a share of the conversations. Not thread-safe. */
final class Desks implements AutoCloseable {

    private final Options options;
    private final Json json;
    private final Consumer<Fault> faults;
    private final List<Agent> agents = new ArrayList<>();

    /**
     * @param faults told when a desk loses its connection
     */
    Desks(Options options, Json json, Consumer<Fault> faults) {
        this.options = options;
        this.json = json;
        this.faults = faults;
    }

    /** Connects as many agents as were asked for, with one person's session. */
    void open(Wires wires, Rest.Session session) {
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
                                            faults.accept(
                                                    new Fault(Fault.Kind.CONNECTION, "desk", why)))
                            .join());
        }
    }

    void ping() {
        agents.forEach(Agent::ping);
    }

    @Override
    public void close() {
        agents.forEach(Agent::close);
    }
}
