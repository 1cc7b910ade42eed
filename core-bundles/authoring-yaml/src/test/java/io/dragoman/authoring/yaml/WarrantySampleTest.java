package io.dragoman.authoring.yaml;

import static io.dragoman.testkit.SkillTester.talkTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.skill.Skill;
import io.dragoman.api.skill.Tool;
import io.dragoman.api.skill.Turn;
import io.dragoman.json.JacksonJson;
import io.dragoman.testkit.TestClock;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The sample that is shipped and shown in the guide, against an old PHP shop on a real port. */
class WarrantySampleTest {

    private static final Path SAMPLE =
            Path.of("../../assembly/distribution/src/main/resources/samples/warranty.yaml");
    private static final String FOUND =
            "a:5:{s:5:\"found\";b:1;s:5:\"state\";s:1:\"V\";s:5:\"until\";i:1830222000;s:7:\"article\";O:7:\"Article\":2:{s:7:\"name_zh\";s:6:\"水壶\";s:7:\"name_en\";s:6:\"Kettle\";}s:7:\"repairs\";a:1:{i:0;a:2:{s:3:\"day\";s:10:\"2026-05-02\";s:4:\"what\";s:3:\"lid\";}}}\n";
    private static final String UNKNOWN = "a:1:{s:5:\"found\";b:0;}";

    private final LegacyShop shop = new LegacyShop();
    private final YamlFormat format =
            new YamlFormat(
                    new HostPolicy(List.of("127.0.0.1"), false),
                    new JacksonJson(),
                    TestClock.at(Instant.parse("2026-11-21T02:00:00Z")),
                    ZoneId.of("Asia/Shanghai"));

    @AfterEach
    void close() {
        shop.close();
        format.close();
    }

    private Skill skill() throws IOException {
        return format.open(
                Files.readAllBytes(SAMPLE), Map.of("shop", shop.address(), "key", "k-123"));
    }

    @Test
    void asksForTheSerialNumberAndShowsACard() throws IOException {
        shop.page("/warranty.php", 200, "text/html; charset=utf-8", FOUND);

        var card =
                talkTo(skill())
                        .user("is my kettle still under warranty")
                        .isAsked("serial.ask")
                        .user("I do not know")
                        .isAsked("serial.retry")
                        .user("it says kt204518")
                        .says("under warranty")
                        .card();

        assertThat(card.title()).isEqualTo("Kettle");
        assertThat(card.fields())
                .extracting(field -> field.label() + ": " + field.value())
                .containsExactly(
                        "State: under warranty", "Until: 2027-12-31", "Repair: 2026-05-02 lid");
        assertThat(card.actions()).extracting("payload").containsExactly("agent");
        var asked = shop.requests().get(0);
        assertThat(asked.method()).isEqualTo("POST");
        assertThat(asked.text()).isEqualTo("serial=KT204518&lang=en");
        assertThat(asked.headers()).containsEntry("X-api-key", "k-123");
    }

    @Test
    void speaksChineseToo() throws IOException {
        shop.page("/warranty.php", 200, "text/html; charset=utf-8", FOUND);

        talkTo(skill())
                .in(Locale.SIMPLIFIED_CHINESE)
                .user("KT204518 还在保修期吗")
                .says("水壶")
                .says("保修至: 2027-12-31");
    }

    @Test
    void understandsTheCharsetOfOldSystems() throws IOException {
        var gbk = Charset.forName("GBK");
        var page = FOUND.replace("s:6:\"水壶\"", "s:4:\"水壶\"");
        shop.page("/warranty.php", 200, "text/plain; charset=GBK", page, gbk);

        talkTo(skill()).in(Locale.SIMPLIFIED_CHINESE).user("KT204518 保修到什么时候").says("水壶");
    }

    @Test
    void asksAgainForASerialNumberThatIsUnknown() throws IOException {
        shop.page("/warranty.php", 200, "text/html", UNKNOWN);
        var talk = talkTo(skill()).user("warranty of KT000000");
        talk.says("I cannot find the serial number KT000000").gets(Turn.AskAgain.class);

        shop.page("/warranty.php", 200, "text/html; charset=utf-8", FOUND);
        talk.user("sorry, KT204518").says("Kettle");
    }

    @Test
    void bringsInAPersonWhenTheShopIsBroken() throws IOException {
        shop.page("/warranty.php", 200, "text/html", "<b>Fatal error</b>: Uncaught PDOException");

        var turn =
                talkTo(skill())
                        .user("warranty of KT204518")
                        .says("getting a colleague")
                        .gets(Turn.HandOver.class);

        assertThat(turn.summary())
                .startsWith("Warranty of KT204518: its answer cannot be read: it is no PHP")
                .doesNotContain("k-123", "PDOException");
    }

    @Test
    void triesOnceMoreWhatOnlyReads() throws IOException {
        shop.page("/warranty.php", 503, "text/html", "busy");

        talkTo(skill()).user("warranty of KT204518").gets(Turn.Pass.class);

        assertThat(shop.requests()).hasSize(2);
    }

    @Test
    void doesNotWaitForEver() throws IOException {
        shop.silent("/warranty.php");

        var turn = talkTo(skill()).user("warranty of KT204518").gets(Turn.HandOver.class);

        assertThat(turn.summary()).contains("did not answer within 1500 ms");
    }

    @Test
    @SuppressWarnings("unchecked")
    void isAToolForOtherPrograms() throws IOException {
        shop.page("/warranty.php", 200, "text/html; charset=utf-8", FOUND);
        var tool = (Tool<Tool.Values>) skill().spec().tools().get(0);
        var caller = new Tool.Caller("demo", Optional.empty());

        assertThat(tool.name()).isEqualTo("warranty_of");
        assertThat(tool.effect()).isEqualTo(Tool.Effect.READS);
        assertThat(tool.schema().orElseThrow())
                .containsEntry("required", List.of("serial"))
                .containsEntry("additionalProperties", false);
        assertThat(tool.call().apply(new Tool.Values(Map.of("serial", "KT204518")), caller))
                .isEqualTo(
                        new Tool.Result.Ok(
                                Map.of(
                                        "article",
                                        "Kettle",
                                        "valid_until",
                                        "2027-12-31",
                                        "state",
                                        "under warranty")));
        assertThat(tool.call().apply(new Tool.Values(Map.of("serial", "no")), caller))
                .isEqualTo(
                        new Tool.Result.Failed(
                                "'serial' must be: Serial number, two letters and six digits"));
        shop.page("/warranty.php", 200, "text/html", UNKNOWN);
        assertThat(tool.call().apply(new Tool.Values(Map.of("serial", "KT204518")), caller))
                .isEqualTo(new Tool.Result.Failed("I cannot find the serial number KT204518."));
    }

    @Test
    void withoutItsSettingsItSaysWhatIsMissing() throws IOException {
        var bare = format.open(Files.readAllBytes(SAMPLE), Map.of());

        var turn = talkTo(bare).user("warranty of KT204518").gets(Turn.HandOver.class);

        assertThat(turn.summary()).contains("the setting 'shop' has no value yet");
    }
}
