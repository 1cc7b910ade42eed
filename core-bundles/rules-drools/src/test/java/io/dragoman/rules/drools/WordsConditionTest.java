package io.dragoman.rules.drools;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.rules.Fact;
import io.dragoman.api.rules.RuleEngine.Fired;
import io.dragoman.api.rules.RuleEngine.Phase;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A condition of words holds exactly when the message says so, wherever it stands. */
final class WordsConditionTest {

    private static final Map<String, Predicate<Fact.Message>> CONDITIONS = new LinkedHashMap<>();

    static {
        CONDITIONS.put("Message( mentions(\"退款|refund*\") )", m -> m.mentions("退款|refund*"));
        CONDITIONS.put("Message( !mentions(\"怎么|how\") )", m -> !m.mentions("怎么|how"));
        CONDITIONS.put(
                "Message( mentions( \"退款\" ), !mentions(\"how\") )",
                m -> m.mentions("退款") && !m.mentions("how"));
        CONDITIONS.put(
                "Message( mentions(\"退\") || mentions(\"how\") )",
                m -> m.mentions("退") || m.mentions("how"));
        CONDITIONS.put("not Message( mentions(\"退款\") )", m -> !m.mentions("退款"));
        CONDITIONS.put(
                "( Message( mentions(\"refund\") ) or Message( mentions(\"怎么\") ) )",
                m -> m.mentions("refund") || m.mentions("怎么"));
        CONDITIONS.put(
                "$m: Message( this.mentions(\"how\"), language == \"zh\" )",
                m -> m.mentions("how"));
        CONDITIONS.put("Message( mentions(\"\\u9000\") )", m -> m.mentions("退"));
        CONDITIONS.put("Message( mentions(\"\") )", m -> m.mentions(""));
        CONDITIONS.put("Message( mentions(text) )", m -> m.mentions(m.text()));
        CONDITIONS.put(
                "Message( $t: text ) and Message( mentions($t) )", m -> m.mentions(m.text()));
    }

    @TempDir Path folder;
    private Rules rules;

    @BeforeEach
    void open() {
        rules = new Rules(folder);
    }

    @AfterEach
    void close() {
        rules.close();
    }

    @Test
    void holdsExactlyWhenTheMessageSaysSo() throws IOException {
        var names = CONDITIONS.keySet().stream().toList();
        var text = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            text.append("rule \"%d\" when %s then end\n".formatted(i, names.get(i)));
        }
        rules.file("a.drl", text.toString()).loaded();
        assertThat(rules.problems()).isEmpty();
        var random = new Random(11);
        for (int round = 0; round < 300; round++) {
            var message = message(random);
            var fired =
                    rules.engine.decide(Phase.ROUTE, List.of(message), Rules.LIMIT).fired().stream()
                            .map(Fired::rule)
                            .distinct()
                            .toList();
            for (int i = 0; i < names.size(); i++) {
                assertThat(fired.contains("" + i))
                        .as("%s of %s", names.get(i), message.text())
                        .isEqualTo(CONDITIONS.get(names.get(i)).test(message));
            }
        }
    }

    private static Fact.Message message(Random random) {
        var parts = List.of("退款", "退", "怎么", "how", "refund", "refunds", " ", "show", "?");
        var text = new StringBuilder();
        for (int i = random.nextInt(5); i >= 0; i--) {
            text.append(parts.get(random.nextInt(parts.size())));
        }
        return new Fact.Message(text.toString(), "zh", "", 0, "text");
    }

    @Test
    void staysTheSameThroughAStream() throws Exception {
        var bytes = new ByteArrayOutputStream();
        var condition = WordsCondition.of("退款|refund*", false);
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(condition);
        }
        try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject())
                    .isEqualTo(condition)
                    .hasSameHashCodeAs(condition)
                    .hasToString("!mentions(\"退款|refund*\")")
                    .isNotEqualTo(WordsCondition.of("退款|refund*", true));
        }
    }
}
