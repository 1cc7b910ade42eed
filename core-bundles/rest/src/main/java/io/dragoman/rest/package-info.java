/** The REST interface: one servlet, what all resources share, and how refusals look. */
package io.dragoman.rest;
