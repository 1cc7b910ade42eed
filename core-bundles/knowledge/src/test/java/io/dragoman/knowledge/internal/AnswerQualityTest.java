package io.dragoman.knowledge.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dragoman.api.knowledge.KnowledgeIndex;
import io.dragoman.conversation.Languages;
import io.dragoman.knowledge.Verdict;
import io.dragoman.knowledge.internal.Evaluation.Question;
import io.dragoman.storage.Article;
import io.dragoman.testkit.Configs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What customers get from the shipped articles, with the real models, index and limits. */
class AnswerQualityTest {

    private static final Logger LOG = LoggerFactory.getLogger(AnswerQualityTest.class);
    private static final IndexedKnowledge.Config CONFIG =
            Configs.of(IndexedKnowledge.Config.class, Map.of());
    private static final List<Article> ARTICLES =
            ShippedArticles.read(Engines.JSON, Evaluation.SITE, Instant.EPOCH);

    @TempDir private static Path folder;
    private static Engines engines;

    @BeforeAll
    static void open() throws IOException {
        engines = new Engines(folder);
        engines.fill(ARTICLES);
    }

    @AfterAll
    static void close() {
        engines.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "什么时候发货|ship-when",
                "怎么退货|return-how",
                "你好，请问可以用支付宝吗|pay-methods",
                "can I pay with Alipay?|pay-methods",
                "how do I return this?|return-how",
                "When will my order ship|ship-when",
                "能开发票吗|invoice-how",
                "do you ship to Canada|ship-abroad"
            })
    void answersWhatEveryCustomerAsks(String question, String topic) {
        var language = Languages.detect(question).orElseThrow();
        var verdict = ask(language, question);
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Answer.class,
                        answer -> assertThat(answer.best().id()).endsWith("." + topic));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "今天天气怎么样",
                "给我讲个笑话",
                "帮我订一张去北京的机票",
                "what is the weather like today",
                "tell me a joke",
                "哈哈哈哈",
                "asdfghjkl",
                "👍👍👍"
            })
    void passesOnWhatIsNoneOfItsBusiness(String question) {
        var language = Languages.detect(question).orElse(Languages.CHINESE);
        assertThat(ask(language, question)).isInstanceOf(Verdict.Pass.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {Languages.CHINESE, Languages.ENGLISH})
    void findsEveryArticleByEachOfItsQuestions(String language) {
        for (Article article : inLanguage(language)) {
            for (String question : article.questions()) {
                assertThat(search(language, question).getFirst().id())
                        .as(question)
                        .isEqualTo(article.id());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Languages.CHINESE, Languages.ENGLISH})
    void findsAnArticleByAVariantItWasNotGiven(String language) {
        int asked = 0;
        int found = 0;
        for (Article article : inLanguage(language)) {
            for (String left : article.questions()) {
                engines.index().put(without(article, left));
                asked++;
                if (search(language, left).stream()
                        .limit(3)
                        .anyMatch(hit -> hit.id().equals(article.id()))) {
                    found++;
                }
            }
            engines.index().put(entry(article, article.questions()));
        }
        double share = found / (double) asked;
        LOG.warn("{} leave-one-out: {} of {} in the best three", language, found, asked);
        assertThat(share).isGreaterThan(0.85);
    }

    @ParameterizedTest
    @CsvSource({"zh-CN,0.70", "en,0.63"})
    void answersMostAndRarelyWrong(String language, double leastRight) throws IOException {
        var questions = new ArrayList<Question>();
        for (String set : List.of("tuning_", "check_")) {
            questions.addAll(Evaluation.questions(set + language));
            report(set + language, Evaluation.questions(set + language), language);
        }

        var evaluation = report("all of " + language, questions, language);

        var outcome = evaluation.under(policy(language));
        assertThat(outcome.right()).isGreaterThan(leastRight);
        assertThat(outcome.top3()).isGreaterThan(0.95);
        assertThat(evaluation.wrongOfAll(policy(language))).isLessThan(0.03);
    }

    private static Evaluation report(String name, List<Question> questions, String language) {
        var evaluation = Evaluation.of(engines.index(), language, questions);
        LOG.warn(
                "{}, {} questions: {} | wrong of all {} %",
                name,
                questions.size(),
                evaluation.under(policy(language)),
                Math.round(1000 * evaluation.wrongOfAll(policy(language))) / 10.0);
        return evaluation;
    }

    @Test
    void staysOutOfThousandsOfForeignQuestions() throws IOException {
        var file = Path.of("../../../shared/data/clinc150/train.json");
        assumeTrue(Files.exists(file), "no public data at " + file);
        var tree = new ObjectMapper().readTree(file.toFile());
        var questions = new ArrayList<Question>();
        for (String part : List.of("oos_train", "oos_val")) {
            tree.get(part).forEach(row -> questions.add(foreign(row.get(0).asText())));
        }
        var train = tree.get("train");
        IntStream.range(0, train.size())
                .filter(i -> i % 10 == 0)
                .mapToObj(train::get)
                .filter(row -> !isOurs(row.get(1).asText()))
                .forEach(row -> questions.add(foreign(row.get(0).asText())));

        var outcome =
                Evaluation.of(engines.index(), Languages.ENGLISH, questions)
                        .under(policy(Languages.ENGLISH));

        LOG.warn("CLINC150, {} foreign questions: {}", questions.size(), outcome);
        assertThat(outcome.strayAnswers()).isLessThan(0.03);
    }

    /** What a shop may well be asked too. */
    private static boolean isOurs(String intent) {
        return Set.of(
                        "order_status",
                        "order",
                        "application_status",
                        "what_can_i_ask_you",
                        "change_language",
                        "redeem_rewards",
                        "rewards_balance",
                        "report_lost_card",
                        "card_declined",
                        "report_fraud",
                        "exchange_rate",
                        "international_fees",
                        "redeem_points",
                        "shopping_list",
                        "shopping_list_update",
                        "damaged_card",
                        "pin_change",
                        "account_blocked")
                .contains(intent);
    }

    private static Question foreign(String text) {
        return new Question(Set.of(), text);
    }

    private static AnswerPolicy policy(String language) {
        return new AnswerPolicy(
                language.equals(Languages.CHINESE)
                        ? IndexedKnowledge.chinese(CONFIG)
                        : IndexedKnowledge.english(CONFIG));
    }

    private static Verdict ask(String language, String question) {
        var one =
                Evaluation.of(engines.index(), language, List.of(foreign(question)))
                        .asked()
                        .getFirst();
        return Evaluation.verdict(policy(language), one);
    }

    private static List<KnowledgeIndex.Hit> search(String language, String question) {
        return engines.index().search("demo", Languages.locale(language), question, 5);
    }

    private static List<Article> inLanguage(String language) {
        return ARTICLES.stream().filter(article -> article.language().equals(language)).toList();
    }

    private static KnowledgeIndex.Entry without(Article article, String question) {
        return entry(
                article,
                article.questions().stream().filter(other -> !other.equals(question)).toList());
    }

    private static KnowledgeIndex.Entry entry(Article article, List<String> questions) {
        return new KnowledgeIndex.Entry(
                article.id(),
                article.site(),
                Languages.locale(article.language()),
                questions,
                article.answer());
    }
}
