/**
 * The event feed: tells other systems, by signed webhooks, of what happens to conversations and
 * tickets.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package io.dragoman.events;
