/**
 * The hot paths, each alone and in a warm JVM. What a request costs altogether is the load tool's
 * business.
 */
package io.dragoman.jmh;
