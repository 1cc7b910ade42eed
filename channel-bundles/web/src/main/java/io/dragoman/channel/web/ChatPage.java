package io.dragoman.channel.web;

import org.osgi.service.component.annotations.Component;

/**
 * Publishes the chat as a page of its own below {@code /chat}. The HTTP whiteboard serves it by
 * these service properties alone; it knows no welcome file, so whoever maps {@code /chat/} maps it
 * to {@code /chat/index.html}.
 */
@Component(
        service = ChatPage.class,
        property = {
            "osgi.http.whiteboard.resource.pattern=/chat/*",
            "osgi.http.whiteboard.resource.prefix=/web/chat"
        })
public final class ChatPage {}
