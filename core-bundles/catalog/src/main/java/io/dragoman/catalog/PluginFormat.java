package io.dragoman.catalog;

import io.dragoman.api.message.Reason;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes plug-ins out of files of the deploy folder that are no jars: it translates a file into a
 * bundle, which is then installed, swapped, watched and removed as any other jar is. Published as
 * an OSGi service. Thread-safe.
 */
@ConsumerType
public interface PluginFormat {

    /** Whether a file of this name is of this format; judged by its ending. */
    boolean accepts(String fileName);

    /**
     * Makes a bundle of the file's content; called once for each content, so the same content
     * should give the same bundle. Never throws for what is in the file.
     */
    Translated translate(String fileName, byte[] content);

    /** What became of a file. */
    sealed interface Translated {

        /** A bundle with a symbolic name, a version and its components. */
        record Jar(byte[] content) implements Translated {
            public Jar {
                content = content.clone();
            }

            @Override
            public byte[] content() {
                return content.clone();
            }
        }

        /**
         * The file is wrong.
         *
         * @param line where, from 1; 0 when it cannot be said
         * @param why in words for the author of the file
         */
        record Faulty(int line, Reason why) implements Translated {

            /** A fault in the English words of whoever found it. */
            public Faulty(int line, String reason) {
                this(
                        line,
                        line > 0
                                ? Reason.of("faulty-line", "{fault}", "fault", reason, "line", line)
                                : Reason.of("faulty-file", "{fault}", "fault", reason));
            }

            /** What is wrong, in English. */
            public String reason() {
                return why.text();
            }

            /** The same with the line in front. */
            public Reason told() {
                return line > 0 ? why.saying("line " + line + ": " + why.text()) : why;
            }
        }
    }
}
