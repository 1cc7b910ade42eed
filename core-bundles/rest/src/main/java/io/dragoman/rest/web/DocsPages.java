package io.dragoman.rest.web;

import org.osgi.service.component.annotations.Component;

/**
 * Publishes the documentation of the API below {@code /api/docs/}. The HTTP whiteboard serves it by
 * these service properties alone.
 */
@Component(
        service = DocsPages.class,
        property = {
            "osgi.http.whiteboard.resource.pattern=/api/docs/*",
            "osgi.http.whiteboard.resource.prefix=/docs"
        })
public final class DocsPages {}
