/**
 * What a plug-in's tests need: talk to a skill, hold a channel to its contract, fake a platform.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package io.dragoman.testkit;
