package io.dragoman.launcher;

import io.dragoman.launcher.boot.CurrentSubject;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.Map;
import java.util.Set;
import javax.security.auth.Subject;

/**
 * A Java agent that gives Karaf's shell its notion of "who is logged in" back.
 *
 * <p>From JDK 24 on, {@code Subject.getSubject} throws and a subject no longer passes to new
 * threads (JEP 486). Karaf 4.4 relies on both when an operator logs in over SSH. Before JDK 24 the
 * agent does nothing.
 */
public final class SubjectAgent {
    private static final int FIRST_WITHOUT_SECURITY_MANAGER = 24;

    private SubjectAgent() {}

    /** Called by the JVM before {@code main}. */
    public static void premain(String arguments, Instrumentation jvm)
            throws UnmodifiableClassException {
        if (Runtime.version().feature() < FIRST_WITHOUT_SECURITY_MANAGER) {
            return;
        }
        Module base = Object.class.getModule();
        Module ours = CurrentSubject.class.getModule();
        jvm.redefineModule(base, Set.of(ours), Map.of(), Map.of(), Set.of(), Map.of());
        jvm.addTransformer(new SubjectTransformer(), true);
        jvm.retransformClasses(Subject.class);
    }
}
