package io.dragoman.pipeline.internal;

import io.dragoman.api.message.Texts;

/** The customer texts of the ladder itself. */
final class PipelineTexts {

    private PipelineTexts() {}

    static Texts load() {
        return Texts.load(PipelineTexts.class.getClassLoader(), "i18n/messages");
    }
}
