package io.dragoman.channel.web;

import org.osgi.service.component.annotations.Component;

/**
 * Publishes the embeddable script at {@code /widget.js}. The HTTP whiteboard serves it by these
 * service properties alone, so this bundle needs no servlet API.
 */
@Component(
        service = WidgetScript.class,
        property = {
            "osgi.http.whiteboard.resource.pattern=/widget.js",
            "osgi.http.whiteboard.resource.prefix=/io/dragoman/channel/web/pages/widget.js"
        })
public final class WidgetScript {}
