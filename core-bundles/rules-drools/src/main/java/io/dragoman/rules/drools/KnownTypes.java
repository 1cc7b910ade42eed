package io.dragoman.rules.drools;

import java.util.HashMap;
import java.util.Map;

/**
 * Tells a class from a word that names none. Rule files say the same words over and over, most of
 * them name no class, and a container looks into every bundle before it says so: each word is asked
 * for once. For one thread, while the classes there are stay the same.
 */
final class KnownTypes {

    private final ClassLoader all;
    private final Map<String, Boolean> asked = new HashMap<>();

    /**
     * @param all sees every class there is
     */
    KnownTypes(ClassLoader all) {
        this.all = all;
    }

    boolean exists(String type) {
        return asked.computeIfAbsent(type, this::look);
    }

    private boolean look(String type) {
        try {
            return all.loadClass(type) != null;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
