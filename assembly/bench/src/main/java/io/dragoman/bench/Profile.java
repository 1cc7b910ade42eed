package io.dragoman.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is asked of the server. */
enum Profile {
    IDLE("connections that only keep their heartbeat", Kind.HEARTBEAT, 0, 1_000, "", 0),
    ACK(
            "message to its acknowledgement, in conversations that people look after",
            Kind.APPEND,
            2_000,
            200,
            "",
            50),
    BOT("question to the answer of a rule", Kind.ANSWER, 500, 200, "rules", 100),
    SKILL(
            "question to the answer of a skill, with a look into the order system",
            Kind.ANSWER,
            200,
            200,
            "skill",
            150),
    FAQ("question to the answer found by its meaning", Kind.ANSWER, 20, 50, "knowledge", 150),
    RELAY("customer to agent and back to the customer", Kind.RELAY, 200, 100, "", 100),
    SURGE(
            "questions of all kinds in the shape of a sale: calm, 300-fold, plateau, decay",
            Kind.ANSWER,
            600,
            200,
            "",
            0),
    DRILL(
            "a surge while rules, a skill and the order system are broken",
            Kind.ANSWER,
            300,
            100,
            "",
            0);

    /** What a request is, and when it is over. */
    enum Kind {
        HEARTBEAT,
        APPEND,
        ANSWER,
        RELAY
    }

    /** How often a connection shows that it is there, in seconds. */
    static final double HEARTBEAT_SECONDS = 25;

    final String meaning;
    final Kind kind;
    final double rate;
    final int connections;
    final String stage;

    /** Milliseconds within which 99 of 100 have to end for a rate to count as kept up; or 0. */
    final double limit;

    Profile(String meaning, Kind kind, double rate, int connections, String stage, double limit) {
        this.meaning = meaning;
        this.kind = kind;
        this.rate = rate;
        this.connections = connections;
        this.stage = stage;
        this.limit = limit;
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

    /** Who answers a request; empty where no answer is awaited. */
    Optional<String> answerer() {
        return switch (kind) {
            case ANSWER -> Optional.of("bot");
            case RELAY -> Optional.of("agent");
            case APPEND, HEARTBEAT -> Optional.empty();
        };
    }

    /** Whether it asks the same all the time. */
    boolean isSteady() {
        return this != SURGE && this != DRILL;
    }

    Schedule schedule(double requested, double seconds) {
        return isSteady()
                ? Schedule.steady(requested, seconds)
                : Schedule.surge(requested, seconds);
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
