/**
 * One turn of a conversation: the ladder of stages from rules to a person, and why each said what
 * it said.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package io.dragoman.pipeline;
