package io.dragoman.launcher;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Replaces the bodies of a few static methods by a call of another static method with the same
 * arguments: those of the JDK's {@code Subject} by {@code CurrentSubject}, Karaf's {@code doAs} by
 * the JDK's. Stateless.
 */
final class SubjectTransformer implements ClassFileTransformer {
    private static final String SUBJECT = "javax/security/auth/Subject";
    private static final String JAAS_HELPER = "org/apache/karaf/util/jaas/JaasHelper";
    private static final String CURRENT = "io/dragoman/launcher/boot/CurrentSubject";

    private static final String RETURNS_SUBJECT = "()Ljavax/security/auth/Subject;";

    private static final Map<String, Map<String, Target>> REPLACED =
            Map.of(
                    SUBJECT,
                    Map.of(
                            "getSubject", new Target(CURRENT, "get", RETURNS_SUBJECT),
                            "current", new Target(CURRENT, "get", RETURNS_SUBJECT),
                            "callAs",
                                    new Target(
                                            CURRENT,
                                            "callAs",
                                            "(Ljavax/security/auth/Subject;Ljava/util/concurrent/Callable;)Ljava/lang/Object;")),
                    JAAS_HELPER,
                    Map.of("doAs", new Target(SUBJECT, "doAs", "")));

    /** A method to call; without a descriptor, the one of the replaced method. */
    private record Target(String owner, String name, String descriptor) {}

    @Override
    public byte[] transform(
            Module module,
            ClassLoader loader,
            String name,
            Class<?> redefined,
            ProtectionDomain domain,
            byte[] bytes) {
        // Bundles ship their own copies of the helper, so its name decides, whoever loads it.
        Map<String, Target> methods = name == null ? null : REPLACED.get(name);
        return methods == null ? null : replace(bytes, methods);
    }

    private static byte[] replace(byte[] bytes, Map<String, Target> methods) {
        var reader = new ClassReader(bytes);
        var writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access,
                            String name,
                            String descriptor,
                            String signature,
                            String[] exceptions) {
                        MethodVisitor method =
                                super.visitMethod(access, name, descriptor, signature, exceptions);
                        Target target = methods.get(name);
                        if (target == null || (access & Opcodes.ACC_STATIC) == 0) {
                            return method;
                        }
                        delegate(method, descriptor, target);
                        return null;
                    }
                },
                0);
        return writer.toByteArray();
    }

    private static void delegate(MethodVisitor method, String descriptor, Target target) {
        String called = target.descriptor().isEmpty() ? descriptor : target.descriptor();
        method.visitCode();
        Type[] passed = Type.getArgumentTypes(called);
        for (int i = 0; i < passed.length; i++) {
            method.visitVarInsn(Opcodes.ALOAD, i);
        }
        method.visitMethodInsn(Opcodes.INVOKESTATIC, target.owner(), target.name(), called, false);
        method.visitInsn(Opcodes.ARETURN);
        method.visitMaxs(0, 0);
        method.visitEnd();
    }
}
