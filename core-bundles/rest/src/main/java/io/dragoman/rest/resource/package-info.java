/** The resources of the REST interface, as {@code openapi.yaml} describes them. */
package io.dragoman.rest.resource;
