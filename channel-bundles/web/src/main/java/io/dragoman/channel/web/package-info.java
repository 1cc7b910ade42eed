/** The web chat: an embeddable widget, the same chat as a page, and the channel behind both. */
package io.dragoman.channel.web;
