package io.dragoman.ai.langchain4j;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;

/**
 * Puts the native parts of ONNX Runtime into the instance's data folder. By itself the runtime
 * unpacks 16 MB into a new temporary folder at each start, and a killed process leaves them there.
 */
final class NativeRuntime {

    private static final String FOLDER = "onnxruntime.native.path";
    private static final String LOADED = "dragoman.onnxruntime.loaded";

    private static boolean prepared;

    private NativeRuntime() {}

    /**
     * Unpacks what is missing and tells the runtime where it lies. A process loads a library file
     * for one class loader only; so when this bundle was refreshed, the runtime is left to unpack a
     * copy of its own.
     *
     * @throws IOException when there is no native part for this platform, or it cannot be written
     */
    static synchronized void prepare(Path folder) throws IOException {
        if (prepared) {
            return;
        }
        var platform = platform(System.getProperty("os.name"), System.getProperty("os.arch"));
        if (System.getProperty(LOADED) != null) {
            System.clearProperty(FOLDER);
            prepared = true;
            return;
        }
        Files.createDirectories(folder);
        for (String name : List.of("onnxruntime", "onnxruntime4j_jni")) {
            unpack(platform, System.mapLibraryName(name), folder);
        }
        System.setProperty(FOLDER, folder.toAbsolutePath().toString());
        System.setProperty(LOADED, platform);
        prepared = true;
    }

    /** The name the runtime has for a platform, for example {@code linux-x64}. */
    static String platform(String osName, String osArch) {
        var os = osName.toLowerCase(Locale.ROOT);
        var system = os.contains("mac") ? "osx" : os.contains("win") ? "win" : "linux";
        var machine =
                switch (osArch) {
                    case "amd64", "x86_64" -> "x64";
                    case "arm64" -> "aarch64";
                    default -> osArch;
                };
        return system + "-" + machine;
    }

    private static void unpack(String platform, String library, Path folder) throws IOException {
        var resource = "/ai/onnxruntime/native/" + platform + "/" + library;
        try (InputStream in = NativeRuntime.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException(
                        "Embeddings are not built for "
                                + platform
                                + ": use linux-x64, linux-aarch64 or osx-aarch64");
            }
            var bytes = in.readAllBytes();
            var target = folder.resolve(library);
            if (Files.exists(target) && Files.size(target) == bytes.length) {
                return;
            }
            var part = Files.createTempFile(folder, library, ".part");
            Files.write(part, bytes);
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
