package io.dragoman.bench;

import io.dragoman.json.JacksonJson;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The program: {@code bin/dragoman bench}. */
public final class Bench {

    private static final int GOOD = 0;
    private static final int BAD = 1;
    private static final int USAGE = 2;
    private static final int UNUSABLE = 3;

    private final JacksonJson json = new JacksonJson();
    private final PrintStream out;

    private Bench(PrintStream out) {
        this.out = out;
    }

    /** Runs the program; its exit status is the verdict. */
    public static void main(String... arguments) {
        var out =
                new PrintStream(
                        new java.io.FileOutputStream(java.io.FileDescriptor.out),
                        true,
                        StandardCharsets.UTF_8);
        System.exit(new Bench(out).start(arguments));
    }

    private int start(String... arguments) {
        if (arguments.length > 0 && Set.of("help", "-h", "--help").contains(arguments[0])) {
            out.print(Options.USAGE);
            return GOOD;
        }
        try {
            return run(Options.parse(arguments));
        } catch (IllegalArgumentException e) {
            out.println("bench: " + e.getMessage());
            out.print(Options.USAGE);
            return USAGE;
        } catch (UnusableException | IOException e) {
            out.println("bench: " + e.getMessage());
            return UNUSABLE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return UNUSABLE;
        }
    }

    private int run(Options options) throws IOException, InterruptedException {
        var results = new ArrayList<Result>();
        for (var profile : options.profiles()) {
            out.println(profile.label() + ": " + profile.meaning + " …");
            results.add(new Run(options, profile, json).run());
        }
        out.println();
        out.print(Table.of(results));
        if (options.json().isPresent()) {
            write(options.json().get(), json.write(Map.of("results", results)) + "\n");
        }
        if (options.html().isPresent()) {
            write(options.html().get(), HtmlReport.of(results));
        }
        return verdict(results);
    }

    static int verdict(List<Result> results) {
        return results.stream().allMatch(Result::good) ? GOOD : BAD;
    }

    private static void write(Path file, String text) throws IOException {
        var folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(file, text);
    }
}
