/** The ports of embeddings and of a language model. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.dragoman.api.ai;
