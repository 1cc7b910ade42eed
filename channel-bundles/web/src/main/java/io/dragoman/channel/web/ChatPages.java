package io.dragoman.channel.web;

import org.osgi.service.component.annotations.Component;

/**
 * Publishes the chat's static files: the embeddable script at {@code /widget.js}. The HTTP
 * whiteboard does the serving by these service properties alone, so this bundle needs no servlet
 * API; caching headers are added by the core for all static files.
 */
@Component(
        service = ChatPages.class,
        property = {
            "osgi.http.whiteboard.resource.pattern=/widget.js",
            "osgi.http.whiteboard.resource.prefix=/web/widget.js"
        })
public final class ChatPages {}
