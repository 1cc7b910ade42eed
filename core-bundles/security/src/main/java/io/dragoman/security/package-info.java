/** Who may do what: users, passwords, sessions of agents and visitors, audit. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package io.dragoman.security;
