/** The SPI of a channel: decode what a platform sent, deliver what the desk or the bot answers. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.2.0")
package io.dragoman.api.channel;
