package io.dragoman.shop.demo;

import org.osgi.framework.BundleContext;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Opens the demo shop and its page in the demo profile, and in no other. */
@Component(service = DemoSwitch.class, immediate = true)
public final class DemoSwitch {

    /** Created by the container. */
    @Activate
    public DemoSwitch(ComponentContext component, BundleContext bundle) {
        if ("demo".equals(bundle.getProperty("dragoman.profile"))) {
            component.enableComponent(DemoShop.class.getName());
            component.enableComponent(DemoPage.class.getName());
            component.enableComponent(ShopInbox.class.getName());
        }
    }
}
