/**
 * Facts that rules may read, decisions they may take, and the port of the engine that runs them.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.1.0")
package io.dragoman.api.rules;
