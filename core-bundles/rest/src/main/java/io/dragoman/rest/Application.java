package io.dragoman.rest;

import io.dragoman.api.json.Json;
import io.dragoman.rest.resource.Resources;
import org.glassfish.jersey.CommonProperties;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;

/** All resources and what goes round them, for Jersey. */
final class Application {

    private Application() {}

    /** The application; nothing in it is found by searching, so that it is there quickly. */
    static ResourceConfig config(Services services, Json json, Installation installation) {
        var config = new ResourceConfig();
        config.property(ServerProperties.WADL_FEATURE_DISABLE, true);
        config.property(CommonProperties.FEATURE_AUTO_DISCOVERY_DISABLE, true);
        config.property(CommonProperties.METAINF_SERVICES_LOOKUP_DISABLE, true);
        config.property(ServerProperties.MOXY_JSON_FEATURE_DISABLE, true);
        config.property(ServerProperties.RESPONSE_SET_STATUS_OVER_SEND_ERROR, true);
        // XML, images and data sources are not spoken here.
        config.property(CommonProperties.PROVIDER_DEFAULT_DISABLE, "ALL");
        config.register(new CallFilter(json));
        config.register(new MethodFilters(services, json));
        config.register(new Failures());
        config.register(new Finish());
        config.register(new UnreadBody());
        config.register(new JsonWriter(json));
        Resources.all(services, json, installation).forEach(config::register);
        return config;
    }
}
