/** Passing a conversation to people and back: teams, presence, queues, assignment, tickets. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package io.dragoman.handoff;
