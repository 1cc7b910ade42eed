package io.dragoman.catalog.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dragoman.catalog.PluginSettings.Choice;
import io.dragoman.catalog.PluginSettings.Fault;
import io.dragoman.catalog.PluginSettings.Type;
import io.dragoman.catalog.internal.Metatype.Declared;
import io.dragoman.catalog.internal.Metatype.Setting;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.xml.sax.SAXException;

/** What a plug-in says of its settings, and which values that lets through. */
class MetatypeTest {

    private static List<Declared> read(String xml) throws Exception {
        return Metatype.read(
                new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)),
                base -> SettingWords.none());
    }

    private static Setting setting(String attributes, String children) throws Exception {
        var xml =
                """
                <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.4.0">
                  <OCD id="x" name="Mine" description="About mine">
                    <AD id="value" %s>%s</AD>
                  </OCD>
                  <Designate pid="x"><Object ocdref="x"/></Designate>
                </metatype:MetaData>
                """
                        .formatted(attributes, children);
        return read(xml).getFirst().settings().getFirst();
    }

    private static Optional<String> wrong(Setting setting, String value) {
        return SettingCheck.fault(setting, value).map(SettingCheck::words);
    }

    @Test
    void whatBeginsWithAPerCentSignIsSaidInTheReadersWords() throws Exception {
        var words = new Properties();
        words.setProperty("settings", "一个账号");
        words.setProperty("settings.account", "账号");
        var xml =
                """
                <MetaData localization="OSGI-INF/l10n/bundle">
                  <OCD id="a" name="%settings" description="100 % ours">
                    <AD id="account" name="%settings.account" description="%settings.lost"/>
                  </OCD>
                  <Designate pid="my.account"><Object ocdref="a"/></Designate>
                </MetaData>
                """;

        var found =
                Metatype.read(
                                new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)),
                                base ->
                                        base.equals("OSGI-INF/l10n/bundle")
                                                ? new SettingWords(words)
                                                : SettingWords.none())
                        .getFirst();

        assertThat(found.title()).isEqualTo("一个账号");
        assertThat(found.description()).isEqualTo("100 % ours");
        assertThat(found.settings().getFirst().label()).isEqualTo("账号");
        assertThat(found.settings().getFirst().description()).isEqualTo("settings.lost");
    }

    @Test
    void aFactoryAndASingleConfigurationAreTold() throws Exception {
        var found =
                read(
                        """
                        <MetaData>
                          <OCD id="a" name="Account"/>
                          <OCD id="b" name="Limits" description="How much"/>
                          <Designate factoryPid="my.account"><Object ocdref="a"/></Designate>
                          <Designate pid="my.limits"><Object ocdref="b"/></Designate>
                          <Designate pid="my.lost"><Object ocdref="nowhere"/></Designate>
                        </MetaData>
                        """);

        assertThat(found)
                .containsExactly(
                        new Declared("my.account", true, "Account", "", List.of()),
                        new Declared("my.limits", false, "Limits", "How much", List.of()));
    }

    @Test
    void aSettingKeepsItsWordsLimitsAndChoices() throws Exception {
        var level =
                setting(
                        "type=\"String\" name=\"Level\" default=\"low\" required=\"false\"",
                        "<Option label=\"Low\" value=\"low\"/><Option label=\"High\" value=\"high\"/>");

        assertThat(level.label()).isEqualTo("Level");
        assertThat(level.defaults()).isEqualTo("low");
        assertThat(level.required()).isFalse();
        assertThat(level.options())
                .containsExactly(new Choice("low", "Low"), new Choice("high", "High"));
        assertThat(wrong(level, "high")).isEmpty();
        assertThat(wrong(level, "middle")).hasValue("value is none of low, high");
    }

    @Test
    void aNumberStaysWithinItsLimits() throws Exception {
        var many = setting("type=\"Integer\" min=\"1\" max=\"10\"", "");

        assertThat(many.type()).isEqualTo(Type.INTEGER);
        assertThat(wrong(many, "10")).isEmpty();
        assertThat(wrong(many, "0")).hasValue("value is less than 1");
        assertThat(wrong(many, "11")).hasValue("value is more than 10");
        assertThat(wrong(many, "1.5")).hasValue("value is no whole number");
        assertThat(wrong(many, "ten")).hasValue("value is no whole number");
        assertThat(wrong(setting("type=\"Double\"", ""), "1.5e3")).isEmpty();
        assertThat(wrong(setting("type=\"Double\"", ""), "much")).hasValue("value is no number");
    }

    @Test
    void aNumberThatDoesNotFitItsJavaTypeIsRefused() throws Exception {
        var integer = setting("type=\"Integer\"", "");

        assertThat(wrong(integer, "2147483647")).isEmpty();
        assertThat(wrong(integer, "-2147483648")).isEmpty();
        assertThat(wrong(integer, "2147483648")).hasValue("value is more than 2147483647");
        assertThat(wrong(integer, "-2147483649")).hasValue("value is less than -2147483648");
        assertThat(wrong(setting("type=\"Byte\"", ""), "128")).hasValue("value is more than 127");
        assertThat(wrong(setting("type=\"Long\"", ""), "9223372036854775808"))
                .hasValue("value is more than 9223372036854775807");
    }

    @Test
    void ofATextTheLengthIsLimited() throws Exception {
        var name = setting("type=\"String\" min=\"2\" max=\"4\"", "");

        assertThat(wrong(name, "ab")).isEmpty();
        assertThat(wrong(name, "a")).hasValue("value is less than 2");
        assertThat(wrong(name, "abcde")).hasValue("value is more than 4");
    }

    @Test
    void whatIsRequiredAndHasNoDefaultMustBeThere() throws Exception {
        assertThat(wrong(setting("type=\"Boolean\"", ""), "")).hasValue("value is required");
        assertThat(wrong(setting("type=\"Boolean\" default=\"true\"", ""), "")).isEmpty();
        assertThat(wrong(setting("type=\"Boolean\" required=\"false\"", ""), "")).isEmpty();
        assertThat(wrong(setting("type=\"Boolean\"", ""), "yes"))
                .hasValue("value is neither true nor false");
    }

    @Test
    void aListIsLeftToItsFile() throws Exception {
        var hosts = setting("type=\"String\" cardinality=\"2147483647\"", "");

        assertThat(hosts.many()).isTrue();
        assertThat(SettingCheck.fault(hosts, "")).isEmpty();
    }

    @Test
    void secretsAreKnownByTypeOrByName() throws Exception {
        assertThat(DeclaredSettings.isSecret(setting("type=\"Password\"", ""))).isTrue();
        assertThat(DeclaredSettings.isSecret(setting("type=\"String\"", ""))).isFalse();
        assertThat(SettingCheck.fault(setting("type=\"Password\"", ""), "x"))
                .isEqualTo(Optional.<Fault>empty());
    }

    @Test
    void aDescriptionThatReadsTheFilesOfTheMachineIsRefused() {
        assertThatThrownBy(
                        () ->
                                read(
                                        """
                                        <!DOCTYPE MetaData [<!ENTITY all SYSTEM "file:///etc/passwd">]>
                                        <MetaData><OCD id="a" name="&all;"/></MetaData>
                                        """))
                .isInstanceOf(SAXException.class);
    }
}
