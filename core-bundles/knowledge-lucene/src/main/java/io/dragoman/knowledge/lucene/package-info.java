/** The engine behind the knowledge index: Lucene, with one vector field per embedding model. */
package io.dragoman.knowledge.lucene;
