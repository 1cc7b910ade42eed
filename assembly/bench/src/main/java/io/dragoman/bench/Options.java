package io.dragoman.bench;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What the command line says.
 *
 * @param url of the instance
 * @param profiles to run, in order
 * @param rate requests per second; each profile has its own default
 * @param highest whether the highest rate that is kept up is looked for, from that rate on
 * @param seconds of each profile, warm-up not counted
 * @param warmUp seconds before it at the same rate, checked but not measured
 * @param connections of visitors; each profile has its own default
 * @param agents connections of agents
 * @param home folder of the instance, which the drill breaks
 * @param pid process of the server, whose CPU time and memory are read
 * @param question what visitors ask instead of the profile's questions
 * @param answer what every answer must contain
 * @param label what the reports say that was measured
 */
record Options(
        URI url,
        List<Profile> profiles,
        OptionalDouble rate,
        boolean highest,
        double seconds,
        double warmUp,
        OptionalInt connections,
        int agents,
        String user,
        String password,
        Optional<Path> home,
        OptionalLong pid,
        Optional<Path> json,
        Optional<Path> html,
        Optional<String> question,
        Optional<String> answer,
        String label) {

    static final String USAGE =
            """
            usage: bench [--url URL] [--profile NAME,NAME…] [OPTION VALUE]…

              --url URL          default http://127.0.0.1:8181
              --profile NAMES    %s; default ack,bot
              --rate N           requests per second (the highest, of surge and drill)
              --rate max         looks for the highest rate that is kept up within the profile's time, then measures it
              --seconds N        how long each profile is measured, default 10
              --warm-up N        seconds before that at the same rate, default 10: a young server costs several times as much
              --connections N    visitors
              --agents N         connections of agents in relay, default 2
              --user NAME --password WORD
                                 who signs in for ack and relay (a supervisor), default those of the demo
              --home FOLDER      of the instance; drill needs it
              --pid PID          of the server, on this machine: its CPU time and memory are told
              --json FILE --html FILE
                                 reports
              --question TEXT    what visitors ask, instead of the profile's own questions
              --answer TEXT      every answer must have this in it; another one is a fault
              --label TEXT       for the reports

            Exit status: 0 when all is well; 1 when something was lost, doubled, out of order or a drill failed;
            2 for a wrong command line; 3 when the instance cannot be measured.
            """
                    .formatted(Profile.names());

    private static final Set<String> NAMES =
            Set.of(
                    "url",
                    "profile",
                    "rate",
                    "seconds",
                    "warm-up",
                    "connections",
                    "agents",
                    "user",
                    "password",
                    "home",
                    "pid",
                    "json",
                    "html",
                    "question",
                    "answer",
                    "label");

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    static Options parse(String... arguments) {
        var given = pairs(arguments);
        var profiles = new ArrayList<Profile>();
        for (var name : given.getOrDefault("profile", "ack,bot").split(",")) {
            profiles.add(
                    Profile.named(name.strip())
                            .orElseThrow(
                                    () ->
                                            new IllegalArgumentException(
                                                    "There is no profile '%s', only %s"
                                                            .formatted(name, Profile.names()))));
        }
        boolean highest = "max".equals(given.get("rate"));
        for (var profile : profiles) {
            if (highest && profile.limit == 0) {
                throw new IllegalArgumentException(
                        "--rate max makes no sense for the profile " + profile.label());
            }
        }
        return new Options(
                url(given.getOrDefault("url", "http://127.0.0.1:8181")),
                List.copyOf(profiles),
                rate(given, highest),
                highest,
                number(given, "seconds").orElse(10.0),
                number(given, "warm-up").orElse(10.0),
                number(given, "connections")
                        .map(n -> OptionalInt.of(Math.max(1, n.intValue())))
                        .orElse(OptionalInt.empty()),
                Math.max(1, number(given, "agents").orElse(2.0).intValue()),
                given.getOrDefault("user", "supervisor"),
                given.getOrDefault("password", "dragoman"),
                Optional.ofNullable(given.get("home")).map(Path::of),
                number(given, "pid")
                        .map(n -> OptionalLong.of(n.longValue()))
                        .orElse(OptionalLong.empty()),
                Optional.ofNullable(given.get("json")).map(Path::of),
                Optional.ofNullable(given.get("html")).map(Path::of),
                Optional.ofNullable(given.get("question")),
                Optional.ofNullable(given.get("answer")),
                given.getOrDefault("label", ""));
    }

    /** What visitors of a profile ask. */
    List<String> texts(Profile profile) {
        return question.map(List::of).orElseGet(profile::texts);
    }

    private static Map<String, String> pairs(String... arguments) {
        var given = new HashMap<String, String>();
        for (int i = 0; i < arguments.length; i += 2) {
            var name = arguments[i].startsWith("--") ? arguments[i].substring(2) : "";
            if (!NAMES.contains(name)) {
                throw new IllegalArgumentException("There is no option '" + arguments[i] + "'");
            }
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException("--" + name + " needs a value");
            }
            given.put(name, arguments[i + 1]);
        }
        return given;
    }

    private static URI url(String text) {
        if (!text.matches("https?://[^/]+/?")) {
            throw new IllegalArgumentException(
                    "--url is the root of an instance, such as http://127.0.0.1:8181, not '"
                            + text
                            + "'");
        }
        return URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    }

    private static OptionalDouble rate(Map<String, String> given, boolean highest) {
        return highest
                ? OptionalDouble.empty()
                : number(given, "rate").map(OptionalDouble::of).orElse(OptionalDouble.empty());
    }

    private static Optional<Double> number(Map<String, String> given, String name) {
        var text = given.get(name);
        if (text == null) {
            return Optional.empty();
        }
        if (!text.matches("\\d{1,12}(\\.\\d+)?")) {
            throw new IllegalArgumentException("--" + name + " is a number, not '" + text + "'");
        }
        return Optional.of(Double.parseDouble(text));
    }
}
