package io.dragoman.rules.standard;

import io.dragoman.api.rules.Decision;
import io.dragoman.api.rules.Fact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a table of examples: what is said, under which facts, and what the rules should decide. */
final class RuleExamples {

    /** One row of the table. */
    record Example(String language, String text, Map<String, String> given, String expected) {

        @Override
        public String toString() {
            return text + (given.isEmpty() ? "" : " " + given);
        }

        List<Fact> facts() {
            List<Fact> facts = new ArrayList<>();
            facts.add(new Fact.Message(text, language, "", 0, "text"));
            facts.add(
                    new Fact.Customer(
                            "",
                            of("name", ""),
                            of("tier", "regular"),
                            given.containsKey("name"),
                            Set.of()));
            facts.add(conversation());
            int hour = number("hour", 10);
            facts.add(new Fact.Clock(LocalDate.of(2026, 11, 25), LocalTime.of(hour, 0), 3, hour));
            int waiting = number("waiting", 0);
            facts.add(new Fact.Desk("service", number("online", 2), waiting, true));
            facts.add(new Fact.Desk("after-sales", 1, 0, true));
            facts.add(new Fact.Desk("supervisors", number("supervisors", 0), 0, true));
            if (given.containsKey("cart")) {
                facts.add(new Fact.Cart(new BigDecimal(given.get("cart")), 1, "CNY"));
            }
            return facts;
        }

        private Fact conversation() {
            return new Fact.Conversation(
                    "c1",
                    "demo",
                    "web",
                    of("state", "bot"),
                    number("turns", 0),
                    number("misses", 0),
                    Double.parseDouble(of("sentiment", "0")),
                    number("priority", 0),
                    number("sends", 1_000_000),
                    given.containsKey("tag") ? Set.of(given.get("tag")) : Set.of());
        }

        private String of(String name, String usual) {
            return given.getOrDefault(name, usual);
        }

        private int number(String name, int usual) {
            return Integer.parseInt(of(name, Integer.toString(usual)));
        }
    }

    private RuleExamples() {}

    /** The examples of a table; empty lines and those that begin with # do not count. */
    static List<Example> of(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(RuleExamples::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One row of a table. */
    static Example of(String line) {
        String[] cells = line.split("\\|", -1);
        if (cells.length != 4) {
            throw new IllegalArgumentException("An example has four columns: " + line);
        }
        Map<String, String> given = new HashMap<>();
        for (String fact : cells[2].strip().split("\\s+")) {
            if (!fact.isEmpty()) {
                given.put(
                        fact.substring(0, fact.indexOf('=')),
                        fact.substring(fact.indexOf('=') + 1));
            }
        }
        return new Example(cells[0].strip(), cells[1].strip(), given, cells[3].strip());
    }

    /** Decisions in the words of the table. */
    static String words(List<Decision> decisions) {
        return decisions.isEmpty()
                ? "-"
                : decisions.stream().map(RuleExamples::words).collect(Collectors.joining(" "));
    }

    private static String words(Decision decision) {
        return switch (decision) {
            case Decision.Say say -> "say";
            case Decision.Ask ask -> "ask";
            case Decision.StartSkill start -> "startSkill:" + start.skill();
            case Decision.Call call -> "call:" + call.tool();
            case Decision.Tag tag -> "tag:" + tag.tag();
            case Decision.SetPriority set -> "priority:" + set.priority();
            case Decision.HandOver over -> "handOver:" + over.team();
            case Decision.OpenTicket open -> "openTicket:" + open.team();
            case Decision.Block block -> "block";
        };
    }
}
