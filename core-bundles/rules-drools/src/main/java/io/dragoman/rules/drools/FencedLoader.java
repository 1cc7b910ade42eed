package io.dragoman.rules.drools;

import java.io.IOException;
import java.net.URL;
import java.util.Enumeration;

/** Loads for rules what the fence lets through, and nothing else, not even of the JDK. */
final class FencedLoader extends ClassLoader {

    private final ClassLoader inside;
    private final Fence fence;

    FencedLoader(ClassLoader inside, Fence fence) {
        super(null);
        this.inside = inside;
        this.fence = fence;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!fence.loads(name)) {
            throw new ClassNotFoundException(name + " is out of bounds; " + Fence.ALLOWED_WORDS);
        }
        return inside.loadClass(name);
    }

    /** The compiler reads class files here; what it makes of them is looked at afterwards. */
    @Override
    public URL getResource(String name) {
        return inside.getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        return inside.getResources(name);
    }
}
