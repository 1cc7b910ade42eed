package io.dragoman.ai.langchain4j;

import io.dragoman.api.message.Texts;
import java.util.Locale;

/**
 * The embedding models in the bundle, one per language: int8-quantised weights from LangChain4j's
 * model artifacts.
 */
enum ModelFile {
    /** BAAI/bge-small-zh-v1.5. */
    CHINESE("bge-small-zh-v1.5-q", 512),

    /**
     * BAAI/bge-small-en-v1.5; on our evaluation ahead of all-MiniLM-L6-v2, see docs/knowledge.md.
     */
    ENGLISH("bge-small-en-v1.5-q", 384);

    private final String id;
    private final int dimension;

    ModelFile(String id, int dimension) {
        this.id = id;
        this.dimension = dimension;
    }

    /** The model for a language: Chinese for any Chinese, English for the rest. */
    static ModelFile of(Locale language) {
        return Texts.supported(language).equals(Locale.ENGLISH) ? ENGLISH : CHINESE;
    }

    String id() {
        return id;
    }

    int dimension() {
        return dimension;
    }

    String weights() {
        return "/" + id + ".onnx";
    }

    String vocabulary() {
        return "/" + id + "-tokenizer.json";
    }
}
