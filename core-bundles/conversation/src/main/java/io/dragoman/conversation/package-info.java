/**
 * The conversation log in motion: the one writer, what it tells others, and the way in for
 * customers' messages.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package io.dragoman.conversation;
