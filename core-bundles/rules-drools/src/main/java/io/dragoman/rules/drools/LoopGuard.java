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
 * Puts a call of {@link Patience#check()} at the beginning of each method and before each jump
 * backwards in the compiled right-hand sides, so that neither a loop nor what calls itself outlives
 * its time; and one of {@link Patience#size} before an array or a long text is made.
 */
final class LoopGuard {

    private static final int API = Opcodes.ASM7;

    private static final String TEXT_OF = "[Ljava/lang/Object;)Ljava/lang/String;";
    private static final String FORMAT = "(Ljava/lang/String;" + TEXT_OF;
    private static final String IN_LANGUAGE = "(Ljava/util/Locale;Ljava/lang/String;" + TEXT_OF;

    /** Methods of a text that take a format, and what {@link Patience} has in their place. */
    private static final Map<String, String> FORMATS =
            Map.of(
                    "format" + FORMAT, FORMAT,
                    "formatted(" + TEXT_OF, FORMAT,
                    "format" + IN_LANGUAGE, IN_LANGUAGE);

    private static final Set<String> HUGE =
            Set.of("pow(I)Ljava/math/BigInteger;", "shiftLeft(I)Ljava/math/BigInteger;");

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
        public void visitCode() {
            super.visitCode();
            patience("check", "()V");
        }

        @Override
        public void visitJumpInsn(int opcode, Label label) {
            if (behind.contains(label)) {
                patience("check", "()V");
            }
            super.visitJumpInsn(opcode, label);
        }

        @Override
        public void visitIntInsn(int opcode, int operand) {
            if (opcode == Opcodes.NEWARRAY) {
                patience("size", "(I)I");
            }
            super.visitIntInsn(opcode, operand);
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            if (opcode == Opcodes.ANEWARRAY) {
                patience("size", "(I)I");
            }
            super.visitTypeInsn(opcode, type);
        }

        @Override
        public void visitMethodInsn(
                int opcode, String owner, String name, String descriptor, boolean itf) {
            if (makesRoom(owner, name, descriptor)) {
                patience("size", "(I)I");
            }
            if (owner.equals("java/lang/String") && FORMATS.containsKey(name + descriptor)) {
                patience("format", FORMATS.get(name + descriptor));
                return;
            }
            super.visitMethodInsn(opcode, owner, name, descriptor, itf);
        }

        /** Whether the number that is handed over is a size. */
        private static boolean makesRoom(String owner, String name, String descriptor) {
            return owner.equals("java/lang/String") && name.equals("repeat")
                    || owner.equals("java/math/BigInteger") && HUGE.contains(name + descriptor)
                    || name.equals("<init>")
                            && descriptor.equals("(I)V")
                            && (owner.startsWith("java/util/")
                                    || owner.equals("java/lang/StringBuilder"));
        }

        private void patience(String method, String descriptor) {
            super.visitMethodInsn(
                    Opcodes.INVOKESTATIC,
                    Patience.class.getName().replace('.', '/'),
                    method,
                    descriptor,
                    false);
        }
    }
}
