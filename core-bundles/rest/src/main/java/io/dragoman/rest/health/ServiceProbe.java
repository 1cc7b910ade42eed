package io.dragoman.rest.health;

import io.dragoman.api.message.Reason;
import io.dragoman.api.shop.Shop;
import io.dragoman.catalog.PluginProbe;
import io.dragoman.conversation.Channels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells which channel accounts and shops come from a bundle. Thread-safe. */
@Component(service = PluginProbe.class)
public final class ServiceProbe implements PluginProbe {

    private final BundleContext context;
    private final Channels channels;

    @Activate
    public ServiceProbe(BundleContext context, @Reference(name = "channels") Channels channels) {
        this.context = context;
        this.channels = channels;
    }

    @Override
    public List<String> provides(long bundleId) {
        var provided = new ArrayList<String>();
        for (var channel : channels.all()) {
            var bundle = FrameworkUtil.getBundle(channel.getClass());
            if (bundle != null && bundle.getBundleId() == bundleId) {
                var who = channel.identity();
                provided.add("channel/" + who.channel() + "/" + who.account());
            }
        }
        var bundle = context.getBundle(bundleId);
        if (bundle != null) {
            provided.addAll(shops(bundle));
        }
        return List.copyOf(provided);
    }

    private static List<String> shops(Bundle bundle) {
        var services = bundle.getRegisteredServices();
        if (services == null) {
            return List.of();
        }
        return Arrays.stream(services)
                .filter(ServiceProbe::isShop)
                .map(shop -> "shop/" + Optional.ofNullable(shop.getProperty("site")).orElse("?"))
                .toList();
    }

    private static boolean isShop(ServiceReference<?> service) {
        var types = (String[]) service.getProperty(Constants.OBJECTCLASS);
        return Arrays.asList(types).contains(Shop.class.getName());
    }

    @Override
    public Optional<Reason> problem(long bundleId) {
        return Optional.empty();
    }
}
