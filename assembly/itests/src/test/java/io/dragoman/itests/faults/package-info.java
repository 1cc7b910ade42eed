/**
 * Faults on purpose, on real parts, while customers talk: nothing that was acknowledged is lost,
 * nothing is there twice, and all is well again afterwards. {@code make test} runs the short form,
 * {@code make soak} the long one.
 */
package io.dragoman.itests.faults;
