package io.dragoman.console;

import org.osgi.service.component.annotations.Component;

/**
 * Publishes the built console under {@code /console/}. The HTTP whiteboard serves it by these
 * service properties alone; its routes are behind the hash, so that the server never sees them.
 */
@Component(
        service = ConsolePages.class,
        property = {
            "osgi.http.whiteboard.resource.pattern=/*",
            "osgi.http.whiteboard.resource.prefix=" + ConsoleFiles.FOLDER,
            "osgi.http.whiteboard.context.select=(osgi.http.whiteboard.context.name="
                    + ConsoleContext.NAME
                    + ")"
        })
public final class ConsolePages {}
