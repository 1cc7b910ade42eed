package io.dragoman.bench;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came out of one profile.
 *
 * @param offered requests per second that were due
 * @param achieved requests per second that ended while others were still due
 * @param milliseconds by name: p50, p90, p99, p99.9, max
 * @param ackMilliseconds the same for acknowledgements, where they are not what is measured
 * @param refused how often something was refused with a clear error, by code
 * @param server CPU time and memory of the server
 * @param notes what else is worth knowing
 */
record Result(
        String profile,
        String label,
        String at,
        int connections,
        double seconds,
        long requests,
        double offered,
        double achieved,
        Map<String, Double> milliseconds,
        Map<String, Double> ackMilliseconds,
        List<Recorder.Second> timeline,
        Map<String, Integer> refused,
        Optional<ServerProcess.Usage> server,
        long checkedMessages,
        List<Fault> faults,
        List<String> notes) {

    Result {
        timeline = List.copyOf(timeline);
        refused = Map.copyOf(refused);
        faults = List.copyOf(faults);
        notes = List.copyOf(notes);
    }

    boolean good() {
        return faults.isEmpty();
    }
}
