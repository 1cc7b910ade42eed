/** The agents' console: a browser program, built from {@code frontend/}, and where it is served. */
package io.dragoman.console;
