/**
 * How the installation does: its checks, {@code /health}, and the word on the terminal when it is
 * ready.
 */
package io.dragoman.rest.health;
