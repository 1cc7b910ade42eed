/**
 * What the JVM loads before the framework: the agent that lets Karaf's shell work on JDK 24 and
 * later.
 */
package io.dragoman.launcher;
