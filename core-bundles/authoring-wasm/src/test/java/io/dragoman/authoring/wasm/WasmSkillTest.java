package io.dragoman.authoring.wasm;

import static io.dragoman.testkit.SkillTester.talkTo;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dragoman.api.skill.Skill;
import io.dragoman.api.skill.Tool;
import io.dragoman.api.skill.Turn;
import io.dragoman.authoring.FaultyFileException;
import io.dragoman.catalog.PluginFormat.Translated;
import io.dragoman.dialogue.DialogueResult;
import io.dragoman.json.JacksonJson;
import io.dragoman.json.JsonParts;
import io.dragoman.testkit.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WasmSkillTest {

    private static final Path SAMPLE =
            Path.of(
                    "../../assembly/distribution/src/main/resources/samples/shipping-fee/shipping-fee.wasm");

    private final WasmFormat format =
            new WasmFormat(
                    new Limits(64, 20_000_000, Duration.ofSeconds(10), Set.of("log")),
                    new JacksonJson(),
                    new JsonParts(),
                    TestClock.at(Instant.parse("2026-11-21T02:00:00Z")),
                    ZoneId.of("Asia/Shanghai"));

    private Skill sample() throws IOException {
        return format.open(Files.readAllBytes(SAMPLE), Map.of());
    }

    private Skill skill(TinyModule module) {
        return format.open(module.bytes(), Map.of("k", "v"));
    }

    @Test
    void theSampleAsksForItsSlotsAndAnswers() throws IOException {
        talkTo(sample())
                .user("how much is shipping")
                .isAsked("weight.ask")
                .user("a hundred")
                .isAsked("weight.retry")
                .user("3")
                .isAsked("region.ask")
                .user("to Tibet")
                .says("Shipping is 42 yuan.")
                .gets(Turn.Done.class);
    }

    @Test
    void theSampleSpeaksChinese() throws IOException {
        talkTo(sample()).in(Locale.SIMPLIFIED_CHINESE).user("寄 2 公斤到新疆要多少运费").says("运费是 30 元");
    }

    @Test
    @SuppressWarnings("unchecked")
    void theSampleIsAToolForOtherPrograms() throws IOException {
        var tool = (Tool<Tool.Values>) sample().spec().tools().get(0);

        var result =
                tool.call()
                        .apply(
                                new Tool.Values(Map.of("weight", 5L, "region", "near")),
                                new Tool.Caller("demo", Optional.empty()));

        assertThat(tool.name()).isEqualTo("shipping_fee");
        assertThat(result).isEqualTo(new Tool.Result.Ok(Map.of("yuan", 10L)));
    }

    @Test
    void aTurnCanEndInEveryWay() {
        assertThat(take("{\"turn\":\"pass\",\"reason\":\"no\"}")).isEqualTo(Turn.pass("no"));
        assertThat(take("{\"turn\":\"next\",\"step\":\"start\"}")).isEqualTo(Turn.next("start"));
        assertThat(take("{\"turn\":\"handOver\",\"summary\":\"s\",\"team\":\"t\"}"))
                .isEqualTo(Turn.handOver("t", "s"));
        assertThat(take("{\"turn\":\"done\",\"memory\":{\"a\":1}}")).isEqualTo(Turn.done());
    }

    private Turn take(String answer) {
        // Straight to the skill: through the engine, "next" would come round and round.
        return skill(new TinyModule().answering(answer)).take(new EmptyDialogue());
    }

    @Test
    void whatMakesNoSenseFailsTheTurn() {
        for (var answer :
                new String[] {
                    "garbage",
                    "[]",
                    "{}",
                    "{\"turn\":\"jump\"}",
                    "{\"turn\":\"next\"}",
                    "{\"turn\":\"askAgain\",\"slot\":\"none\"}",
                    "{\"turn\":\"propose\",\"tool\":\"tiny_tool\",\"step\":\"start\"}",
                    "{\"turn\":\"done\",\"parts\":[{\"type\":\"film\"}]}",
                    "{\"turn\":\"done\",\"parts\":["
                            + "{\"type\":\"text\",\"text\":\"x\"},".repeat(20)
                            + "1]}"
                }) {
            assertThatThrownBy(() -> take(answer)).as(answer).isInstanceOf(GuestException.class);
        }
    }

    @Test
    void aModuleThatRunsAwayFailsItsTurnAndNothingElse() {
        talkTo(skill(new TinyModule().body(TinyModule.TAKE, TinyModule.forever())))
                .user("do nothing")
                .endsWith(DialogueResult.Failed.class);
    }

    @Test
    void aFileThatIsNoGoodIsRefusedWithTheReason() {
        var translated = format.translate("x.wasm", "no module".getBytes(UTF_8));

        assertThat(translated)
                .isEqualTo(
                        new Translated.Faulty(
                                0,
                                "it is no usable WebAssembly: the file does not begin as a module"
                                        + " of version 1 does"));
        refused("{\"skill\": \"x\"}", "'version' is missing");
        refused("no json", "dragoman_spec: No valid JSON");
        refused("{\"skill\":\"x\",\"colour\":1}", "colour: is unknown");
    }

    private void refused(String spec, String reason) {
        assertThatThrownBy(() -> format.read(new TinyModule().spec(spec).bytes()))
                .isInstanceOf(FaultyFileException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void aGoodFileBecomesABundle() throws IOException {
        assertThat(format.accepts("a.wasm")).isTrue();
        assertThat(format.accepts("a.jar")).isFalse();
        assertThat(format.translate("shipping-fee.wasm", Files.readAllBytes(SAMPLE)))
                .isInstanceOf(Translated.Jar.class);
    }
}
