package io.dragoman.channel.web;

import org.osgi.service.component.annotations.Component;

/**
 * Publishes the chat as a page of its own at {@code /chat/}. The HTTP whiteboard serves it by these
 * service properties alone.
 */
@Component(
        service = ChatPage.class,
        property = {
            "osgi.http.whiteboard.resource.pattern=/",
            "osgi.http.whiteboard.resource.prefix=/io/dragoman/channel/web/pages/chat/index.html",
            "osgi.http.whiteboard.context.select=(osgi.http.whiteboard.context.name="
                    + ChatContext.NAME
                    + ")"
        })
public final class ChatPage {}
