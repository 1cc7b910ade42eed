package io.dragoman.catalog.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginJarTest {

    @TempDir Path folder;

    private PluginJar read(TinyBundle bundle) throws IOException {
        return PluginJar.read(bundle.into(folder, "x.jar"));
    }

    @Test
    void aBundleIsKnownByItsNameVersionAndContent() throws IOException {
        var jar =
                read(
                        TinyBundle.named("my.skill;singleton:=true", "1.2.3")
                                .header("Bundle-Name", "Mine"));
        assertThat(jar.fault()).isEmpty();
        assertThat(jar.name()).isEqualTo("my.skill");
        assertThat(jar.title()).isEqualTo("Mine");
        assertThat(jar.version()).hasToString("1.2.3");
        assertThat(jar.sha256()).matches("[0-9a-f]{64}");
    }

    @Test
    void aJarWithoutAManifestIsNoBundle() throws IOException {
        assertThat(read(new TinyBundle()).fault())
                .contains("no manifest")
                .contains("docs/skills.md");
    }

    @Test
    void anOrdinaryJarIsNoBundle() throws IOException {
        assertThat(read(new TinyBundle().header("Created-By", "me")).fault())
                .contains("no Bundle-SymbolicName");
    }

    @Test
    void whatIsNoZipAtAllIsSaidToBe() throws IOException {
        var path = folder.resolve("x.jar");
        Files.writeString(path, "hello");
        assertThat(PluginJar.read(path).fault())
                .contains("no readable jar")
                .contains("copy it again");
        Files.write(path, new byte[0]);
        assertThat(PluginJar.read(path).fault()).isNotEmpty();
    }

    @Test
    void aHalfOfAJarIsNoReadableJar() throws IOException {
        var path = folder.resolve("x.jar");
        var whole = TinyBundle.plugin("a", "1.0.0").bytes();
        Files.write(path, java.util.Arrays.copyOf(whole, whole.length / 2));
        assertThat(PluginJar.read(path).fault()).contains("no readable jar");
    }

    @Test
    void aBrokenManifestHarmsNobodyElse() throws IOException {
        var path = folder.resolve("x.jar");
        try (var jar = new java.util.jar.JarOutputStream(Files.newOutputStream(path))) {
            jar.putNextEntry(new java.util.jar.JarEntry("META-INF/MANIFEST.MF"));
            jar.write(
                    "this is : no manifest\n\n\n : \n x"
                            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
            jar.closeEntry();
        }
        assertThat(PluginJar.read(path).fault()).isNotEmpty();
    }

    @Test
    void aVersionThatIsNoneIsQuoted() throws IOException {
        assertThat(read(TinyBundle.named("a", "one")).fault()).contains("'one'").contains("1.2.3");
    }

    @Test
    void aFragmentIsRefused() throws IOException {
        assertThat(read(TinyBundle.named("a", "1").header("Fragment-Host", "b")).fault())
                .contains("fragment");
    }

    @Test
    void onlyTheApiMayBeImported() throws IOException {
        var imports =
                "io.dragoman.api.skill;version=\"[0.1,1)\",io.dragoman.storage;version=\"[0.1,1)\"";
        assertThat(read(TinyBundle.named("a", "1").header("Import-Package", imports)).fault())
                .contains("io.dragoman.storage");
        var api = "io.dragoman.api.skill;version=\"[0.1,1)\",org.slf4j";
        assertThat(read(TinyBundle.named("a", "1").header("Import-Package", api)).fault())
                .isEmpty();
        assertThat(read(TinyBundle.named("a", "1").header("DynamicImport-Package", "*")).fault())
                .contains("DynamicImport-Package");
    }
}
