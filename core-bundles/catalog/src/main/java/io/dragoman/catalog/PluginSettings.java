package io.dragoman.catalog;

import io.dragoman.api.message.Reason;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The configurations of plug-ins, as their Metatype describes them. They stand in {@code
 * etc/<pid>.cfg}; this reads and writes those files. Thread-safe.
 */
@ProviderType
public interface PluginSettings {

    /**
     * The forms of a plug-in; none when it has no settings.
     *
     * @param plugin its symbolic name
     * @param locale of the titles and descriptions, where the plug-in has words in it
     */
    List<Form> forms(String plugin, Locale locale);

    /**
     * Writes a configuration if all of it is valid; it is in force within a second.
     *
     * @param pid of one of the plug-in's forms; {@code factory~name} makes a new instance
     * @param values by field; a field that is missing keeps its value, an empty one gets its
     *     default again
     */
    Outcome save(String plugin, String pid, Map<String, String> values);

    /** Deletes a configuration: the defaults are in force again, an instance is gone. */
    Outcome reset(String plugin, String pid);

    /**
     * A configuration as a form.
     *
     * @param factory whether it describes instances that may be made, and is none itself
     * @param file the one it stands in, which need not exist
     */
    record Form(
            String pid,
            boolean factory,
            String title,
            String description,
            String file,
            List<Field> fields) {
        public Form {
            fields = List.copyOf(fields);
        }
    }

    /**
     * A setting.
     *
     * @param many whether it is a list, which only the file can change
     * @param min least number, or least length of a text
     * @param max greatest number, or greatest length of a text
     * @param value as it stands in the file; empty for a secret, which is never told
     * @param set whether it stands in the file
     * @param problem what is wrong with what stands in the file; empty when it is valid
     */
    record Field(
            String name,
            String label,
            String description,
            Type type,
            boolean required,
            boolean many,
            Optional<String> min,
            Optional<String> max,
            List<Choice> options,
            String defaults,
            String value,
            boolean set,
            Optional<Fault> problem) {
        public Field {
            options = List.copyOf(options);
        }
    }

    /** One of the values that a setting may have. */
    record Choice(String value, String label) {}

    /** Kinds of settings. */
    enum Type {
        TEXT,
        SECRET,
        INTEGER,
        NUMBER,
        BOOLEAN
    }

    /** What is wrong with a value. */
    record Fault(String field, Kind kind, String limit) {

        /** Kinds of faults. */
        public enum Kind {
            REQUIRED,
            NO_INTEGER,
            NO_NUMBER,
            NO_BOOLEAN,
            TOO_SMALL,
            TOO_GREAT,
            NO_OPTION,
            UNKNOWN,
            /** Lists are changed in the file. */
            LIST,
            /** Line breaks, blanks at an end or a dollar sign with a brace. */
            UNWRITABLE
        }
    }

    /** How a change ended. */
    sealed interface Outcome {

        /** It is written. */
        record Done() implements Outcome {}

        /** There is no such plug-in or form. */
        record Missing() implements Outcome {}

        /** Nothing was written, for these values are wrong. */
        record Invalid(List<Fault> faults) implements Outcome {
            public Invalid {
                faults = List.copyOf(faults);
            }
        }

        /** The file cannot be written, and why. */
        record Refused(Reason why) implements Outcome {}
    }
}
