package io.dragoman.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is asked of the server. */
enum Profile {
    IDLE("connections that only keep their heartbeat", Kind.HEARTBEAT, 0, 1_000, ""),
    ACK(
            "message to its acknowledgement, in conversations that people look after",
            Kind.APPEND,
            2_000,
            200,
            ""),
    BOT("question to the answer of a rule", Kind.ANSWER, 500, 200, "rules"),
    SKILL(
            "question to the answer of a skill, with a look into the order system",
            Kind.ANSWER,
            200,
            200,
            "skill"),
    FAQ("question to the answer found by its meaning", Kind.ANSWER, 20, 50, "knowledge"),
    RELAY("customer to agent and back to the customer", Kind.RELAY, 200, 100, ""),
    SURGE(
            "questions of all kinds in the shape of a sale: calm, 300-fold, plateau, decay",
            Kind.ANSWER,
            600,
            200,
            ""),
    DRILL(
            "a surge while rules, a skill and the order system are broken",
            Kind.ANSWER,
            300,
            100,
            "");

    /** What a request is, and when it is over. */
    enum Kind {
        HEARTBEAT,
        APPEND,
        ANSWER,
        RELAY
    }

    final String meaning;
    final Kind kind;
    final double rate;
    final int connections;
    final String stage;

    Profile(String meaning, Kind kind, double rate, int connections, String stage) {
        this.meaning = meaning;
        this.kind = kind;
        this.rate = rate;
        this.connections = connections;
        this.stage = stage;
    }

    static Optional<Profile> named(String name) {
        return Arrays.stream(values()).filter(p -> p.label().equals(name)).findFirst();
    }

    static String names() {
        return Arrays.stream(values()).map(Profile::label).collect(Collectors.joining(", "));
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    Schedule schedule(double requested, double seconds) {
        return this == SURGE || this == DRILL
                ? Schedule.surge(requested, seconds)
                : Schedule.steady(requested, seconds);
    }

    /** What its customers say. */
    List<String> texts() {
        return switch (this) {
            case BOT -> Questions.RULES;
            case SKILL -> Questions.SKILL;
            case FAQ -> Questions.faq();
            case SURGE, DRILL -> Questions.mixed();
            default -> List.of();
        };
    }
}
