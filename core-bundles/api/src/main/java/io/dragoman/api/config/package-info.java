/** Settings shared by all plug-ins. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.dragoman.api.config;
