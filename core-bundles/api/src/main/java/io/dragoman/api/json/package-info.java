/** JSON for plug-ins, so that none of them has to bring a parser. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.dragoman.api.json;
