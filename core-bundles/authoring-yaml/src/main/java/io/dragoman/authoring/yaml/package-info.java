/**
 * Skills written in YAML: examples, slots, one HTTP call to a step, and what to make of its answer.
 */
package io.dragoman.authoring.yaml;
