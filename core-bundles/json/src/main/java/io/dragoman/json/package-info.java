/** JSON on Jackson's streaming parser, and the JSON of message parts. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package io.dragoman.json;
