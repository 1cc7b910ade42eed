package io.dragoman.rules.drools;

import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;

/**
 * Sees what rules may name: the engine's own classes, the facts of the API, and the classes of
 * bundles that offer theirs to rules. Explicit, so that nothing depends on who calls.
 */
final class FactLoader extends ClassLoader {

    private final List<ClassLoader> sources;

    FactLoader(List<ClassLoader> sources) {
        super(null);
        this.sources = List.copyOf(sources);
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
