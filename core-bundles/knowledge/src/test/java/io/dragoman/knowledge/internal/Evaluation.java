package io.dragoman.knowledge.internal;

import io.dragoman.api.knowledge.KnowledgeIndex;
import io.dragoman.conversation.Languages;
import io.dragoman.knowledge.Verdict;
import io.dragoman.knowledge.Verdict.Candidate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Questions with the article that answers them, asked of an index. */
final class Evaluation {

    static final String SITE = "demo";

    private final List<Asked> asked;

    /** A question and the articles that answer it; out of scope where there is none. */
    record Question(Set<String> articles, String text) {}

    /** What the index found for a question, best first. */
    record Asked(Question question, List<Candidate> found) {

        boolean inScope() {
            return !question.articles().isEmpty();
        }

        int rank() {
            for (int i = 0; i < found.size(); i++) {
                var id = found.get(i).id();
                if (question.articles().contains(id.substring(id.lastIndexOf('.') + 1))) {
                    return i;
                }
            }
            return Integer.MAX_VALUE;
        }
    }

    /**
     * The outcome under a policy, as shares of the questions in scope, or out of it for the last
     * two.
     *
     * @param offered choices, the right one among them
     * @param misled choices, all wrong
     */
    record Outcome(
            double top1,
            double top3,
            double right,
            double wrong,
            double offered,
            double misled,
            double passed,
            double strayAnswers,
            double strayChoices) {

        @Override
        public String toString() {
            return "top-1 %.1f %%, top-3 %.1f %% | answered right %.1f, wrong %.1f; offered right %.1f, wrong %.1f; passed %.1f | out of scope answered %.1f, offered %.1f"
                    .formatted(
                            100 * top1,
                            100 * top3,
                            100 * right,
                            100 * wrong,
                            100 * offered,
                            100 * misled,
                            100 * passed,
                            100 * strayAnswers,
                            100 * strayChoices);
        }
    }

    private Evaluation(List<Asked> asked) {
        this.asked = asked;
    }

    static Evaluation of(KnowledgeIndex index, String language, List<Question> questions) {
        return new Evaluation(
                questions.stream()
                        .map(question -> new Asked(question, search(index, language, question)))
                        .toList());
    }

    private static List<Candidate> search(
            KnowledgeIndex index, String language, Question question) {
        return index
                .search(SITE, Languages.locale(language), Courtesies.strip(question.text()), 5)
                .stream()
                .map(
                        hit ->
                                new Candidate(
                                        hit.id(),
                                        hit.question(),
                                        hit.matched(),
                                        hit.answer(),
                                        "",
                                        hit.score()))
                .toList();
    }

    /** The questions of a file in the test's resources: {@code id | question}. */
    static List<Question> questions(String file) throws IOException {
        try (var in = Evaluation.class.getResourceAsStream("/evaluation/" + file + ".txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" \\| ", 2))
                    .map(
                            parts ->
                                    new Question(
                                            parts[0].equals("-")
                                                    ? Set.of()
                                                    : Set.of(parts[0].split(",")),
                                            parts[1]))
                    .toList();
        }
    }

    List<Asked> asked() {
        return asked;
    }

    Outcome under(AnswerPolicy policy) {
        var in = asked.stream().filter(Asked::inScope).toList();
        var out = asked.stream().filter(question -> !question.inScope()).toList();
        return new Outcome(
                share(in, one -> one.rank() == 0),
                share(in, one -> one.rank() < 3),
                share(in, one -> verdict(policy, one) instanceof Verdict.Answer && one.rank() == 0),
                share(in, one -> verdict(policy, one) instanceof Verdict.Answer && one.rank() > 0),
                share(in, one -> isOffered(policy, one)),
                share(
                        in,
                        one ->
                                verdict(policy, one) instanceof Verdict.DidYouMean
                                        && !isOffered(policy, one)),
                share(in, one -> verdict(policy, one) instanceof Verdict.Pass),
                share(out, one -> verdict(policy, one) instanceof Verdict.Answer),
                share(out, one -> verdict(policy, one) instanceof Verdict.DidYouMean));
    }

    /** Wrong answers, in scope or not, as a share of all questions. */
    double wrongOfAll(AnswerPolicy policy) {
        return share(
                asked,
                one ->
                        verdict(policy, one) instanceof Verdict.Answer
                                && !(one.inScope() && one.rank() == 0));
    }

    private static boolean isOffered(AnswerPolicy policy, Asked one) {
        return verdict(policy, one) instanceof Verdict.DidYouMean choices
                && one.rank() < choices.choices().size();
    }

    static Verdict verdict(AnswerPolicy policy, Asked one) {
        return policy.judge(one.found());
    }

    private static double share(List<Asked> among, java.util.function.Predicate<Asked> condition) {
        return among.isEmpty()
                ? 0
                : among.stream().filter(condition).count() / (double) among.size();
    }
}
