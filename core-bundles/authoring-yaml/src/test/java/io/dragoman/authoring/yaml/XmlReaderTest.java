package io.dragoman.authoring.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlReaderTest {

    private static Object read(String text) {
        return XmlReader.read(text.getBytes(UTF_8), Optional.empty());
    }

    @Test
    void readsElementsAttributesAndRepeats() {
        assertThat(
                        read(
                                """
                                <?xml version="1.0"?>
                                <!-- from the old shop -->
                                <o:order xmlns:o="urn:o" id="7" note="">
                                  <state>S</state><empty/>
                                  <parcel no="1"><city>上海</city></parcel>
                                  <parcel no="2">lost &amp; <![CDATA[<found>]]></parcel>
                                </o:order>
                                """))
                .isEqualTo(
                        Map.of(
                                "@id",
                                "7",
                                "@note",
                                "",
                                "state",
                                "S",
                                "empty",
                                "",
                                "parcel",
                                List.of(
                                        Map.of("@no", "1", "city", "上海"),
                                        Map.of("@no", "2", "#text", "lost & <found>"))));
    }

    @Test
    void heedsTheCharsetOfTheHeaderFirst() {
        var gbk = Charset.forName("GBK");
        assertThat(XmlReader.read("<a>水壶</a>".getBytes(gbk), Optional.of(gbk))).isEqualTo("水壶");
        var declared = "<?xml version='1.0' encoding='GBK'?><a>水壶</a>".getBytes(gbk);
        assertThat(XmlReader.read(declared, Optional.empty())).isEqualTo("水壶");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no", "<a>", "<a></b>", "<a/><b/>", "<a>&lt</a>", "<?xml ?>"})
    void refusesWhatIsNone(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(UnreadableAnswerException.class)
                .hasMessageStartingWith("it is no XML");
    }

    @Test
    void opensNoFileAndGrowsByNoEntity(@TempDir Path folder) throws Exception {
        var secret = Files.writeString(folder.resolve("secret"), "s3cret");
        for (var type :
                List.of(
                        "<!DOCTYPE a [<!ENTITY e SYSTEM \"" + secret.toUri() + "\">]>",
                        "<!DOCTYPE a SYSTEM \"" + secret.toUri() + "\">",
                        "<!DOCTYPE a [<!ENTITY b \"bbbbbbbb\"><!ENTITY e \"&b;&b;&b;\">]>")) {
            assertThatThrownBy(() -> read(type + "<a>&e;</a>"))
                    .isInstanceOf(UnreadableAnswerException.class)
                    .hasMessageContaining("document type")
                    .hasMessageNotContaining("s3cret");
        }
        assertThatThrownBy(() -> read("<a>&e;</a>")).isInstanceOf(UnreadableAnswerException.class);
    }

    @Test
    void boundsItsDepth() {
        assertThatThrownBy(() -> read("<a>".repeat(100) + "</a>".repeat(100)))
                .hasMessageContaining("more than 32 levels");
    }
}
