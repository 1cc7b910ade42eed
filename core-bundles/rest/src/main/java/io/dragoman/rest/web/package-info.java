/** What pages share: headers, entry pages, the page for the root when there is no shop. */
package io.dragoman.rest.web;
