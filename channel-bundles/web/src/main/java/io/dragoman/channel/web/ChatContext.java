package io.dragoman.channel.web;

import java.net.URL;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.context.ServletContextHelper;

/**
 * The place of the full-page chat, {@code /chat}. It has a context of its own because only the
 * default pattern of a context also answers for the bare folder: the whiteboard knows no welcome
 * files, and in the common context that pattern belongs to the site's home page.
 */
@Component(
        service = ServletContextHelper.class,
        property = {
            "osgi.http.whiteboard.context.name=" + ChatContext.NAME,
            "osgi.http.whiteboard.context.path=/chat"
        })
public final class ChatContext extends ServletContextHelper {

    static final String NAME = "dragoman-chat";

    private final BundleContext bundle;

    @Activate
    public ChatContext(BundleContext bundle) {
        this.bundle = bundle;
    }

    @Override
    public URL getResource(String name) {
        return bundle.getBundle().getEntry(name);
    }

    @Override
    public String getMimeType(String name) {
        return name.endsWith(".html") ? "text/html;charset=utf-8" : null;
    }
}
