/**
 * The engine behind embeddings and the language model: ONNX Runtime in the process for the first,
 * LangChain4j for the second.
 */
package io.dragoman.ai.langchain4j;
