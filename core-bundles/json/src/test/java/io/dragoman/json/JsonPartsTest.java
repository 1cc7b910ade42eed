package io.dragoman.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dragoman.api.message.Part;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPartsTest {

    private static final String EVERY_KIND =
            """
            [{"type":"text","text":"你好 👋"},\
            {"type":"media","uri":"https://x.example/a.png","mimeType":"image/png","name":"a.png","size":12},\
            {"type":"card","title":"Order 1","fields":[{"label":"State","value":"paid"}],\
            "actions":[{"label":"Cancel","payload":"cancel:1"}]},\
            {"type":"choices","prompt":"Which?","options":[{"label":"A","payload":"a"}]},\
            {"type":"place","latitude":31.23,"longitude":121.47,"label":"Shanghai"}]""";

    private final JacksonJson json = new JacksonJson();
    private final JsonParts codec = new JsonParts();

    @Test
    void readsAndWritesEveryKind() {
        var parts = codec.fromTree(json.read(EVERY_KIND));
        assertThat(parts)
                .containsExactly(
                        new Part.Text("你好 👋"),
                        new Part.Media(
                                URI.create("https://x.example/a.png"), "image/png", "a.png", 12),
                        new Part.Card(
                                "Order 1",
                                List.of(new Part.Card.Field("State", "paid")),
                                List.of(new Part.Action("Cancel", "cancel:1"))),
                        new Part.Choices("Which?", List.of(new Part.Action("A", "a"))),
                        new Part.Place(31.23, 121.47, "Shanghai"));
        assertThat(json.write(codec.toTree(parts))).isEqualTo(EVERY_KIND);
    }

    @Test
    void fillsInWhatMayBeLeftOut() {
        assertThat(
                        codec.fromTree(
                                json.read(
                                        "[{\"type\":\"media\",\"uri\":\"/files/1\",\"later\":1},"
                                                + "{\"type\":\"card\",\"title\":\"t\"}]")))
                .containsExactly(
                        new Part.Media(URI.create("/files/1"), "application/octet-stream", "", 0),
                        new Part.Card("t", List.of(), List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | parts: must be a list",
                "[] | parts: must have 1 to 20 parts, got 0",
                "[1] | parts[0]: must be an object",
                "[{\"text\":\"a\"}] | parts[0].type: is missing",
                "[{\"type\":\"video\"}] | parts[0].type: \"video\" is unknown",
                "[{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"text\"}] | parts[1].text: is missing",
                "[{\"type\":\"text\",\"text\":1}] | parts[0].text: must be a string",
                "[{\"type\":\"place\",\"latitude\":91,\"longitude\":0}] | parts[0].latitude: must be a number between -90 and 90",
                "[{\"type\":\"media\",\"uri\":\"/a\",\"size\":-1}] | parts[0].size: must be a whole number",
                "[{\"type\":\"media\",\"uri\":\"/a\",\"mimeType\":\"png\"}] | parts[0].mimeType: must be a media type",
                "[{\"type\":\"choices\",\"prompt\":\"p\",\"options\":[]}] | parts[0].options: must have at least one",
                "[{\"type\":\"choices\",\"prompt\":\"p\",\"options\":[{\"label\":\"a\"}]}] | parts[0].options[0].payload: is missing",
                "[{\"type\":\"card\",\"title\":\"t\",\"fields\":[{\"label\":\"a\",\"value\":2}]}] | parts[0].fields[0].value: must be a string",
            })
    void namesThePartAndFieldThatIsWrong(String text, String message) {
        assertThatThrownBy(() -> codec.fromTree(json.read(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "file:///etc/passwd",
                "ftp://a/b",
                "//evil.example/a",
                "http:nothing",
                "data:text/html,<b>x",
                "data:image/svg+xml;base64,AAAA",
                "",
                "a b"
            })
    void refusesAddressesThatAreNotSafe(String uri) {
        var tree = List.of(java.util.Map.of("type", "media", "uri", uri));
        assertThatThrownBy(() -> codec.fromTree(tree)).hasMessageStartingWith("parts[0].uri: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://a.example/b?c=d",
                "HTTPS://a.example/",
                "/files/1.png",
                "files/1.png",
                "data:image/png;base64,iVBORw0KGgo="
            })
    void takesAddressesThatAreSafe(String uri) {
        var tree = List.of(java.util.Map.of("type", "media", "uri", uri));
        assertThat(codec.fromTree(tree)).hasSize(1);
    }

    @Test
    void limitsLengthAndNumber() {
        Part longText = Part.text("x".repeat(20_001));
        assertThatThrownBy(() -> codec.toTree(List.of(longText)))
                .hasMessage("parts[0].text: has 20001 characters; the limit is 20000");
        assertThat(codec.toTree(List.of(Part.text("x".repeat(20_000))))).hasSize(1);
        var many = java.util.Collections.nCopies(21, Part.text("x"));
        assertThatThrownBy(() -> codec.toTree(many)).hasMessageContaining("got 21");
    }
}
