package io.dragoman.knowledge.internal;

import io.dragoman.conversation.Languages;
import io.dragoman.knowledge.Verdict;
import io.dragoman.knowledge.Verdict.Thresholds;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;

/**
 * Proposes limits from the tuning questions and prints what they come to. Run by hand when the
 * models or the shipped articles change: see docs/knowledge.md.
 */
final class Calibration {

    private static final double MOST_WRONG = 0.01;

    /** Less fits the few questions we have rather than customers. */
    private static final double LEAST_MARGIN = 0.03;

    private static final double LEAST_SURER = 0.12;
    private static final double MOST_STRAY_CHOICES = 0.10;

    private Calibration() {}

    /** Without arguments proposes; with any, also lists what went wrong. */
    public static void main(String[] arguments) throws IOException {
        var out =
                new PrintStream(
                        new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        try (var engines = new Engines(Files.createTempDirectory("calibration"))) {
            engines.fill(ShippedArticles.read(Engines.JSON, Evaluation.SITE, Instant.EPOCH));
            for (String language : List.of(Languages.CHINESE, Languages.ENGLISH)) {
                var tuning =
                        Evaluation.of(
                                engines.index(),
                                language,
                                Evaluation.questions("tuning_" + language));
                var best = propose(tuning);
                out.printf(
                        "%s answer %.2f, margin %.2f, sure %.2f, choices %.2f%n",
                        language, best.answer(), best.margin(), best.sure(), best.choices());
                out.println("  tuning: " + tuning.under(new AnswerPolicy(best)));
                var check =
                        Evaluation.of(
                                engines.index(),
                                language,
                                Evaluation.questions("check_" + language));
                out.println("  check:  " + check.under(new AnswerPolicy(best)));
                if (arguments.length > 0) {
                    list(out, tuning, best);
                    list(out, check, best);
                }
            }
        }
    }

    private static Thresholds propose(Evaluation tuning) {
        Thresholds best = new Thresholds(1, 1, 1, 1);
        double most = -1;
        for (double answer = 0.45; answer < 0.95; answer += 0.01) {
            for (double margin = LEAST_MARGIN; margin < 0.10; margin += 0.01) {
                for (double sure = answer + LEAST_SURER; sure < 0.95; sure += 0.02) {
                    var limits = new Thresholds(answer, margin, sure, 0.99);
                    var policy = new AnswerPolicy(new Thresholds(answer, margin, sure, answer));
                    double right = tuning.under(policy).right();
                    if (right > most && tuning.wrongOfAll(policy) <= MOST_WRONG) {
                        most = right;
                        best = limits;
                    }
                }
            }
        }
        return withChoices(tuning, best);
    }

    private static Thresholds withChoices(Evaluation tuning, Thresholds best) {
        for (double choices = 0.30; choices < best.answer(); choices += 0.01) {
            var limits = new Thresholds(best.answer(), best.margin(), best.sure(), choices);
            if (tuning.under(new AnswerPolicy(limits)).strayChoices() <= MOST_STRAY_CHOICES) {
                return limits;
            }
        }
        return new Thresholds(best.answer(), best.margin(), best.sure(), best.answer());
    }

    private static void list(PrintStream out, Evaluation evaluation, Thresholds limits) {
        var policy = new AnswerPolicy(limits);
        for (var one : evaluation.asked()) {
            var verdict = Evaluation.verdict(policy, one);
            boolean good =
                    one.inScope()
                            ? verdict instanceof Verdict.Answer && one.rank() == 0
                            : verdict instanceof Verdict.Pass;
            if (!good) {
                var first = one.found().getFirst();
                out.printf(
                        "    %-10s %.2f %s (%s) %s -> %s%n",
                        verdict.getClass().getSimpleName(),
                        first.score(),
                        one.question().text(),
                        one.question().articles(),
                        one.rank() < 99 ? one.rank() : "-",
                        first.id());
            }
        }
    }
}
