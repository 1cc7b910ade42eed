/** The knowledge base: articles that people edit, and what the bot answers from them. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package io.dragoman.knowledge;
