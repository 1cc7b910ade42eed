package io.dragoman.dialogue;

import io.dragoman.api.skill.Skill;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** The little of the framework that the whiteboard touches. */
final class FakeReference {

    private FakeReference() {}

    /**
     * A service reference whose bundle has a version; a null skill is one that cannot be created.
     */
    static ComponentServiceObjects<Skill> to(
            Skill skill, String version, Map<String, Object> properties) {
        var bundle =
                proxy(
                        Bundle.class,
                        Map.of(
                                "getVersion",
                                Version.parseVersion(version),
                                "getBundleId",
                                7L,
                                "getSymbolicName",
                                "some.bundle"));
        @SuppressWarnings("unchecked")
        ServiceReference<Skill> reference =
                (ServiceReference<Skill>)
                        Proxy.newProxyInstance(
                                FakeReference.class.getClassLoader(),
                                new Class<?>[] {ServiceReference.class},
                                (self, method, arguments) ->
                                        method.getName().equals("getBundle")
                                                ? bundle
                                                : properties.get((String) arguments[0]));
        return new ComponentServiceObjects<>() {
            @Override
            public Skill getService() {
                return skill;
            }

            @Override
            public void ungetService(Skill service) {}

            @Override
            public ServiceReference<Skill> getServiceReference() {
                return reference;
            }
        };
    }

    /** A component runtime that knows nothing. */
    static ServiceComponentRuntime ignorantRuntime() {
        return proxy(ServiceComponentRuntime.class, Map.of());
    }

    static <T> T proxy(Class<T> type, Map<String, Object> answers) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (self, method, arguments) -> answers.get(method.getName())));
    }
}
