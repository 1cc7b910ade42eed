package io.dragoman.catalog.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.message.Reason;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class KeptReasonTest {

    private final Properties file = new Properties();

    @Test
    void aReasonIsReadAsItWasWritten() {
        var why = Reason.of("java", "it needs Java {wanted}", "wanted", "26");

        KeptReason.write(file, "rolledBack", why);

        assertThat(KeptReason.read(file, "rolledBack")).isEqualTo(why);
        assertThat(KeptReason.read(file, "quarantine")).isEqualTo(Reason.NONE);
    }

    @Test
    void anotherReasonLeavesNothingOfTheOneBefore() {
        KeptReason.write(file, "quarantine", Reason.of("java", "it needs {wanted}", "wanted", 26));

        KeptReason.write(file, "quarantine", Reason.said("boom"));
        assertThat(KeptReason.read(file, "quarantine")).isEqualTo(Reason.said("boom"));

        KeptReason.write(file, "quarantine", Reason.NONE);
        assertThat(file).isEmpty();
    }

    @Test
    void whatAnEarlierVersionWroteStaysReadable() {
        file.setProperty("rolledBack", "rolled back because 4 of its first 10 calls failed");

        assertThat(KeptReason.read(file, "rolledBack"))
                .isEqualTo(Reason.said("rolled back because 4 of its first 10 calls failed"));
    }
}
