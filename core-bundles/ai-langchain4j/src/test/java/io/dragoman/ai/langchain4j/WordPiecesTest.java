package io.dragoman.ai.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compares our word pieces with those of Hugging Face's own library. */
class WordPiecesTest {

    private static final int LONGEST = 64;

    private static final List<String> TEXTS =
            List.of(
                    "",
                    "   ",
                    "Can I pay with Alipay?",
                    "What's the status of order #A-1001 (placed 3 days ago)?!",
                    "naïve café – déjà vu… “quoted” €99.90 + $5 = ~£80 ^_^",
                    "什么时候发货",
                    "我的iPhone15 Pro Max，什么时候能到？？？",
                    "订单号：20261121-0007；满300减40，能叠加吗",
                    "你好👋🏽 谢谢🙏\u200d！\u00a0\u3000空格",
                    "ｆｕｌｌｗｉｄｔｈ ＡＢＣ　１２３",
                    "line one\nline two\ttabbed\u0000\ufffd end",
                    "한국어 とカタカナ ภาษาไทย العربية हिन्दी ру́сский",
                    "𠀀𠮷野家 豈更",
                    "x".repeat(150) + " after",
                    "unbelievably internationalization antidisestablishmentarianism",
                    "word ".repeat(200));

    @BeforeAll
    static void keepNativesInTheBuildFolder() {
        System.setProperty(
                "ENGINE_CACHE_DIR", Path.of("target", "djl").toAbsolutePath().toString());
    }

    @ParameterizedTest
    @EnumSource(ModelFile.class)
    void cutsAnyTextAsTheReferenceDoes(ModelFile file) throws IOException {
        assertThat(differences(file, TEXTS)).isEmpty();
    }

    @Test
    void cutsTenThousandEnglishQuestionsAsTheReferenceDoes() throws IOException {
        assertThat(differences(ModelFile.ENGLISH, shared("banking77/train.csv", 10_000))).isEmpty();
    }

    @Test
    void cutsTenThousandChineseReviewsAsTheReferenceDoes() throws IOException {
        assertThat(differences(ModelFile.CHINESE, shared("sentiment-zh/train.csv", 10_000)))
                .isEmpty();
    }

    private static List<String> shared(String name, int limit) throws IOException {
        var file = Path.of("../../../shared/data", name);
        assumeTrue(Files.exists(file), "no public data at " + file);
        try (var lines = Files.lines(file)) {
            return lines.limit(limit).toList();
        }
    }

    private static List<String> differences(ModelFile file, List<String> texts) throws IOException {
        var options =
                Map.of(
                        "padding", "false",
                        "truncation", "true",
                        "maxLength", String.valueOf(LONGEST),
                        "modelMaxLength", "512");
        try (var in = WordPiecesTest.class.getResourceAsStream(file.vocabulary());
                var again = WordPiecesTest.class.getResourceAsStream(file.vocabulary());
                var reference = HuggingFaceTokenizer.newInstance(in, options)) {
            // The Chinese tokenizer.json keeps case; ours folds it, which the evaluation favours.
            var own = WordPieces.read(again, file == ModelFile.ENGLISH);
            return texts.stream()
                    .filter(
                            text ->
                                    !Arrays.equals(
                                            own.ids(text, LONGEST),
                                            reference.encode(text).getIds()))
                    .toList();
        }
    }
}
