/** The port of the knowledge index: question in, ranked articles out. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.dragoman.api.knowledge;
