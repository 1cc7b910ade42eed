/**
 * Where the outside meets the log: webhooks in, messages out, and the sockets of visitors and
 * agents.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package io.dragoman.gateway;
