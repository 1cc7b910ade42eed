/** What people and the bot say to each other, free of any channel's wire format. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.2.0")
package io.dragoman.api.message;
