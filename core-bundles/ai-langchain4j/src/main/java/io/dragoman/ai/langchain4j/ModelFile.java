package io.dragoman.ai.langchain4j;

import io.dragoman.api.message.Texts;
import java.util.Locale;

/**
 * The embedding models in the bundle, one per language: int8-quantised weights from LangChain4j's
 * model artifacts.
 */
enum ModelFile {
    /** BAAI/bge-small-zh-v1.5; its vector is that of the first token. */
    CHINESE("bge-small-zh-v1.5-q", 512, true, false),

    /** sentence-transformers/all-MiniLM-L6-v2; its vector is the mean over the tokens. */
    ENGLISH("all-minilm-l6-v2-q", 384, true, true);

    private final String id;
    private final int dimension;
    private final boolean lowerCase;
    private final boolean meanOfTokens;

    ModelFile(String id, int dimension, boolean lowerCase, boolean meanOfTokens) {
        this.id = id;
        this.dimension = dimension;
        this.lowerCase = lowerCase;
        this.meanOfTokens = meanOfTokens;
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

    boolean lowerCase() {
        return lowerCase;
    }

    boolean meanOfTokens() {
        return meanOfTokens;
    }

    String weights() {
        return "/" + id + ".onnx";
    }

    String vocabulary() {
        return "/" + id + "-tokenizer.json";
    }
}
