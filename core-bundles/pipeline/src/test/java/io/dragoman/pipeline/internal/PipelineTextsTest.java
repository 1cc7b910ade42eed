package io.dragoman.pipeline.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class PipelineTextsTest {

    @Test
    void bothLanguagesAreComplete() {
        assertThat(PipelineTexts.load().incomplete()).isEmpty();
    }

    @Test
    void argumentsReachTheText() {
        assertThat(PipelineTexts.load().get(Locale.ENGLISH, "queue.joined", "after-sales", 3))
                .contains("after-sales")
                .contains("3");
        assertThat(PipelineTexts.load().get(Locale.SIMPLIFIED_CHINESE, "queue.joined", "售后组", 3))
                .contains("售后组")
                .contains("3");
    }
}
