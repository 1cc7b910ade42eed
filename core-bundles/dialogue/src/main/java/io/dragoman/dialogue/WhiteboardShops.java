package io.dragoman.dialogue;

import io.dragoman.api.shop.Shop;
import io.dragoman.api.shop.Shops;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Follows the {@link Shop} services; of two for one site the one that came last counts. */
@Component
public final class WhiteboardShops implements Shops {

    private final List<Shop> shops = new CopyOnWriteArrayList<>();

    /** Created by the container. */
    @Activate
    public WhiteboardShops() {}

    @Reference(
            name = "shop",
            service = Shop.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            unbind = "unbindShop")
    void bindShop(Shop shop) {
        shops.addFirst(shop);
    }

    void unbindShop(Shop shop) {
        shops.remove(shop);
    }

    @Override
    public Optional<Shop> of(String site) {
        return shops.stream().filter(shop -> shop.site().equals(site)).findFirst();
    }
}
