/**
 * Skills as WebAssembly modules, for code of strangers: run by an interpreter in Java that gives
 * them nothing but their input, within limits of memory, instructions and time.
 */
package io.dragoman.authoring.wasm;
