package io.dragoman.rules.drools;

import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Sees what rules may name: the engine's own classes, the facts of the API, and the classes of
 * bundles that offer theirs to rules. Explicit, so that nothing depends on who calls.
 */
final class FactLoader extends ClassLoader {

    private final List<ClassLoader> sources;
    private final Predicate<String> offered;

    /**
     * @param offered whether a class is one of those that some bundle offers to rules
     */
    FactLoader(List<ClassLoader> sources, Predicate<String> offered) {
        super(null);
        this.sources = List.copyOf(sources);
        this.offered = offered;
    }

    /** Whether a bundle offers this class to rules; the fence lets it through. */
    boolean offers(String name) {
        return offered.test(name);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        for (ClassLoader source : sources) {
            try {
                return source.loadClass(name);
            } catch (ClassNotFoundException elsewhere) {
                continue;
            }
        }
        throw new ClassNotFoundException(name);
    }

    @Override
    protected URL findResource(String name) {
        return sources.stream()
                .map(source -> source.getResource(name))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    @Override
    protected Enumeration<URL> findResources(String name) throws IOException {
        List<URL> found = new ArrayList<>();
        for (ClassLoader source : sources) {
            found.addAll(Collections.list(source.getResources(name)));
        }
        return Collections.enumeration(found);
    }
}
