/** The port to the store: what Dragoman keeps, and how it asks for it. Engines implement it. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package io.dragoman.storage;
