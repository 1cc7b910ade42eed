package io.dragoman.rules.drools;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.drools.base.definitions.InternalKnowledgePackage;
import org.drools.core.rule.JavaDialectRuntimeData;
import org.kie.api.definition.KiePackage;
import org.mvel2.asm.ClassReader;
import org.mvel2.asm.ClassVisitor;
import org.mvel2.asm.ClassWriter;
import org.mvel2.asm.Label;
import org.mvel2.asm.MethodVisitor;
import org.mvel2.asm.Opcodes;

/**
 * Puts a call of {@link Patience#check()} before each jump backwards in the compiled right-hand
 * sides, so that no loop outlives its time.
 */
final class LoopGuard {

    private static final int API = Opcodes.ASM7;

    private LoopGuard() {}

    /** Changes the classes of a package that is compiled and not yet in use. */
    static void guard(KiePackage rules) {
        var registry = ((InternalKnowledgePackage) rules).getDialectRuntimeRegistry();
        if (registry.getDialectData("java") instanceof JavaDialectRuntimeData compiled) {
            Map<String, byte[]> guarded = new HashMap<>();
            compiled.getStore().forEach((name, code) -> guarded.put(name, guard(code)));
            guarded.forEach(compiled::write);
        }
    }

    private static byte[] guard(byte[] code) {
        ClassReader reader = new ClassReader(code);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(
                new ClassVisitor(API, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access,
                            String name,
                            String descriptor,
                            String signature,
                            String[] exceptions) {
                        return new Guarded(
                                super.visitMethod(access, name, descriptor, signature, exceptions));
                    }
                },
                0);
        return writer.toByteArray();
    }

    /** Knows which labels lie behind. */
    private static final class Guarded extends MethodVisitor {

        private final Set<Label> behind = new HashSet<>();

        Guarded(MethodVisitor next) {
            super(API, next);
        }

        @Override
        public void visitLabel(Label label) {
            behind.add(label);
            super.visitLabel(label);
        }

        @Override
        public void visitJumpInsn(int opcode, Label label) {
            if (behind.contains(label)) {
                super.visitMethodInsn(
                        Opcodes.INVOKESTATIC,
                        Patience.class.getName().replace('.', '/'),
                        "check",
                        "()V",
                        false);
            }
            super.visitJumpInsn(opcode, label);
        }
    }
}
