package io.dragoman.rules.drools;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.drools.base.definitions.InternalKnowledgePackage;
import org.drools.core.rule.JavaDialectRuntimeData;
import org.kie.api.definition.KiePackage;
import org.kie.api.definition.type.FactType;
import org.mvel2.asm.ClassReader;
import org.mvel2.asm.ClassVisitor;
import org.mvel2.asm.Handle;
import org.mvel2.asm.Label;
import org.mvel2.asm.MethodVisitor;
import org.mvel2.asm.Opcodes;
import org.mvel2.asm.Type;

/**
 * Looks at the compiled right-hand sides, functions and {@code eval}s: whatever they were spelt
 * like, every class that an instruction uses must be allowed.
 */
final class CodeFence {

    private static final int API = Opcodes.ASM9;
    private static final String INVOKER = "Invoker";

    private static final String HELPER = "org.drools.core.rule.consequence.KnowledgeHelper";
    private static final Set<String> OF_HELPER =
            Set.of("delete", "halt", "insert", "insertLogical", "modify", "retract", "update");

    /** What Drools itself writes into the code of a rule: bit masks, and values to compare with. */
    private static final Set<String> WRITTEN_BY_DROOLS =
            Set.of(
                    "org.drools.util.bitmask.",
                    "org.drools.base.util.bitmask.",
                    "org.drools.mvel.field.FieldFactory",
                    "org.drools.base.rule.accessor.FieldValue");

    private static final Set<String> BOOTSTRAPS =
            Set.of(
                    "java.lang.invoke.LambdaMetafactory",
                    "java.lang.invoke.StringConcatFactory",
                    "java.lang.runtime.ObjectMethods",
                    "java.lang.runtime.SwitchBootstraps");

    /**
     * What was found.
     *
     * @param owner the compiled class that does it
     * @param line in the class that Drools made of the rule; 0 when unknown
     * @param what it uses
     */
    record Breach(String owner, int line, String what) {}

    private final Fence fence;
    private final Set<String> own;

    private CodeFence(Fence fence, Set<String> own) {
        this.fence = fence;
        this.own = own;
    }

    /** The first thing out of bounds in each of some packages that are compiled together. */
    static List<Breach> breaches(Collection<? extends KiePackage> packages, Fence fence) {
        Set<String> declared =
                packages.stream()
                        .flatMap(rules -> rules.getFactTypes().stream())
                        .map(FactType::getName)
                        .collect(Collectors.toSet());
        return packages.stream().flatMap(rules -> breach(rules, fence, declared).stream()).toList();
    }

    private static Optional<Breach> breach(KiePackage rules, Fence fence, Set<String> declared) {
        var registry = ((InternalKnowledgePackage) rules).getDialectRuntimeRegistry();
        if (!(registry.getDialectData("java") instanceof JavaDialectRuntimeData compiled)) {
            return Optional.empty();
        }
        Map<String, byte[]> classes = new TreeMap<>();
        compiled.getStore()
                .forEach(
                        (name, code) ->
                                classes.put(name.replace(".class", "").replace('/', '.'), code));
        Set<String> own = new HashSet<>(declared);
        own.addAll(classes.keySet());
        var fenced = new CodeFence(fence, own);
        return classes.entrySet().stream()
                .flatMap(each -> fenced.look(each.getKey(), each.getValue()).stream())
                .findFirst();
    }

    private Optional<Breach> look(String name, byte[] code) {
        var eye = new Eye(name);
        new ClassReader(code).accept(eye, ClassReader.SKIP_FRAMES);
        return Optional.ofNullable(eye.breach);
    }

    private final class Eye extends ClassVisitor {

        private final String name;
        private Breach breach;
        private int line;

        Eye(String name) {
            super(API);
            this.name = name;
        }

        private void uses(String owner, String member) {
            String type = element(owner);
            if (breach == null && !mayUse(type, member)) {
                breach = new Breach(name, line, member.isEmpty() ? type : type + "." + member);
            }
        }

        private boolean mayUse(String type, String member) {
            if (own.contains(type) || type.length() == 1) {
                return true;
            }
            if (name.endsWith(INVOKER) && ofDrools(type, member)) {
                return true;
            }
            if (type.equals(HELPER)) {
                return member.isEmpty() || OF_HELPER.contains(member);
            }
            if (WRITTEN_BY_DROOLS.stream().anyMatch(type::startsWith)) {
                return true;
            }
            return fence.allows(type) && !Fence.forbidsMember(member);
        }

        /** Classes around a rule that hold nothing of what the analyst wrote. */
        private static boolean ofDrools(String type, String member) {
            return type.startsWith("org.drools.")
                    || type.startsWith("org.kie.")
                    || type.equals("java.lang.Object") && member.equals("getClass");
        }

        private void uses(Handle handle) {
            uses(handle.getOwner(), handle.getName());
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String method, String descriptor, String signature, String[] thrown) {
            return new Instructions();
        }

        /** Sees what each instruction of a method uses. */
        private final class Instructions extends MethodVisitor {

            Instructions() {
                super(API);
            }

            @Override
            public void visitLineNumber(int at, Label start) {
                line = at;
            }

            @Override
            public void visitMethodInsn(
                    int opcode, String owner, String member, String desc, boolean itf) {
                uses(owner, member);
            }

            @Override
            public void visitFieldInsn(int opcode, String owner, String member, String desc) {
                uses(owner, member);
            }

            @Override
            public void visitTypeInsn(int opcode, String type) {
                if (opcode != Opcodes.CHECKCAST) {
                    uses(type, "");
                }
            }

            @Override
            public void visitMultiANewArrayInsn(String desc, int dimensions) {
                // Its size is a product that nobody could look at before it is made.
                if (breach == null) {
                    breach = new Breach(name, line, "an array of arrays made at once");
                }
            }

            @Override
            public void visitInvokeDynamicInsn(
                    String member, String desc, Handle bootstrap, Object... arguments) {
                if (!BOOTSTRAPS.contains(bootstrap.getOwner().replace('/', '.'))) {
                    uses(bootstrap);
                }
                for (Object argument : arguments) {
                    if (argument instanceof Handle handle) {
                        uses(handle);
                    }
                }
            }
        }
    }

    /** The class name of an internal name, of an array that of its elements. */
    private static String element(String internal) {
        if (!internal.startsWith("[")) {
            return internal.replace('/', '.');
        }
        Type type = Type.getType(internal).getElementType();
        return type.getSort() == Type.OBJECT ? type.getClassName() : "I";
    }
}
