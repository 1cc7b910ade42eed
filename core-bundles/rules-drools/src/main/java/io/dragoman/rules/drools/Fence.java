package io.dragoman.rules.drools;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What rules may use: the facts, {@code decide} and {@code pricing}, values of the JDK, and the
 * classes that bundles offer to rules. All else is out of bounds, because what stands in a rule
 * runs inside the server. It is asked three times: of the text ({@link SourceFence}, which knows
 * the line), of the compiled code ({@link CodeFence}, which cannot be deceived by spelling), and
 * when a class is loaded ({@link FencedLoader}). Immutable and thread-safe.
 */
final class Fence {

    static final String ALLOWED_WORDS =
            "rules may use the facts, decide, pricing, and values of java.lang, java.util, java.math,"
                    + " java.time and java.text";

    private static final Set<String> PACKAGES =
            Set.of(
                    "java.math",
                    "java.text",
                    "java.time",
                    "java.time.chrono",
                    "java.time.format",
                    "java.time.temporal",
                    "java.util",
                    "java.util.function",
                    "java.util.stream",
                    "io.dragoman.api.message",
                    "io.dragoman.api.shop");

    /** In allowed packages, but able to start threads, read files or find classes. */
    private static final Set<String> NOT_FROM_PACKAGES =
            Set.of(
                    "java.util.Formatter",
                    "java.util.ListResourceBundle",
                    "java.util.Properties",
                    "java.util.PropertyPermission",
                    "java.util.PropertyResourceBundle",
                    "java.util.ResourceBundle",
                    "java.util.Scanner",
                    "java.util.ServiceConfigurationError",
                    "java.util.ServiceLoader",
                    "java.util.Timer",
                    "java.util.TimerTask",
                    "java.util.stream.StreamSupport",
                    "io.dragoman.api.message.PartCodec",
                    "io.dragoman.api.shop.Shop",
                    "io.dragoman.api.shop.Shops");

    private static final Set<String> CLASSES =
            Set.of(
                    "io.dragoman.api.rules.Decide",
                    "io.dragoman.api.rules.Fact",
                    "io.dragoman.api.rules.Pricing",
                    "io.dragoman.api.rules.Shopper",
                    "io.dragoman.api.rules.Words",
                    "io.dragoman.rules.drools.Patience",
                    "java.util.regex.Matcher",
                    "java.util.regex.MatchResult",
                    "java.util.regex.Pattern");

    private static final Set<String> OF_JAVA_LANG =
            Set.of(
                    "ArithmeticException",
                    "AssertionError",
                    "AutoCloseable",
                    "Boolean",
                    "Byte",
                    "CharSequence",
                    "Character",
                    "ClassCastException",
                    "Cloneable",
                    "Comparable",
                    "Deprecated",
                    "Double",
                    "Enum",
                    "Error",
                    "Exception",
                    "Float",
                    "FunctionalInterface",
                    "IllegalArgumentException",
                    "IllegalStateException",
                    "IndexOutOfBoundsException",
                    "Integer",
                    "Iterable",
                    "Long",
                    "MatchException",
                    "Math",
                    "NullPointerException",
                    "Number",
                    "NumberFormatException",
                    "Object",
                    "Override",
                    "Record",
                    "RuntimeException",
                    "SafeVarargs",
                    "Short",
                    "StrictMath",
                    "String",
                    "StringBuilder",
                    "SuppressWarnings",
                    "Throwable",
                    "UnsupportedOperationException",
                    "Void");

    /**
     * Members that lead from a value to its class and from there to everything, change something
     * for the whole server, or start threads. The names are out of bounds wherever they stand.
     */
    private static final Set<String> MEMBERS =
            Set.of(
                    "class",
                    "classLoader",
                    "componentType",
                    "contextClassLoader",
                    "declaringClass",
                    "describeConstable",
                    "forName",
                    "getBoolean",
                    "getClass",
                    "getClassLoader",
                    "getComponentType",
                    "getContextClassLoader",
                    "getDeclaringClass",
                    "getInteger",
                    "getLong",
                    "getProtectionDomain",
                    "getRuntime",
                    "newInstance",
                    "notify",
                    "notifyAll",
                    "parallel",
                    "parallelStream",
                    "resolveConstantDesc",
                    "setDefault",
                    "wait");

    /** What the code that Drools itself makes of rules needs from its class loader. */
    private static final Set<String> MACHINERY =
            Set.of(
                    "java.io.Externalizable",
                    "java.io.IOException",
                    "java.io.ObjectInput",
                    "java.io.ObjectOutput",
                    "java.io.Serializable",
                    "java.lang.Class",
                    "java.lang.ClassNotFoundException",
                    "java.lang.NoSuchFieldError",
                    "java.lang.StringBuffer",
                    "java.lang.invoke.CallSite",
                    "java.lang.invoke.LambdaMetafactory",
                    "java.lang.invoke.MethodHandle",
                    "java.lang.invoke.MethodHandles",
                    "java.lang.invoke.MethodHandles$Lookup",
                    "java.lang.invoke.MethodType",
                    "java.lang.invoke.StringConcatFactory",
                    "java.lang.invoke.TypeDescriptor",
                    "java.lang.runtime.ObjectMethods",
                    "java.lang.runtime.SwitchBootstraps");

    private static final List<String> SERVER =
            List.of(
                    "com.sun.",
                    "io.dragoman.",
                    "java.",
                    "javax.",
                    "jdk.",
                    "org.drools.",
                    "org.kie.",
                    "org.mvel.",
                    "org.mvel2.",
                    "org.osgi.",
                    "sun.");

    private static final List<String> MACHINERY_PACKAGES =
            List.of("org.drools.", "org.kie.", "org.mvel2.", "java.lang.annotation.");

    private final Predicate<String> offered;

    /**
     * @param offered whether a class is one that some bundle offers to rules
     */
    Fence(Predicate<String> offered) {
        this.offered = offered;
    }

    /** Whether rules may use a class, named in the way of {@link Class#getName()}. */
    boolean allows(String type) {
        return listed(type) || offered.test(type);
    }

    /** Whether rules may use a class of the JDK or of the API. */
    static boolean listed(String type) {
        String outer = type.contains("$") ? type.substring(0, type.indexOf('$')) : type;
        int dot = outer.lastIndexOf('.');
        String inPackage = dot < 0 ? "" : outer.substring(0, dot);
        return CLASSES.contains(outer)
                || PACKAGES.contains(inPackage) && !NOT_FROM_PACKAGES.contains(outer)
                || inPackage.equals("java.lang") && OF_JAVA_LANG.contains(outer.substring(dot + 1));
    }

    /** Whether something may be imported from a package as a whole. */
    static boolean allowsPackage(String name) {
        return PACKAGES.contains(name) || CLASSES.contains(name);
    }

    /** Whether the name of a property or method is out of bounds. */
    static boolean forbidsMember(String name) {
        return MEMBERS.contains(name);
    }

    /** Whether a class may be loaded for rules, by them or by what Drools makes of them. */
    boolean loads(String type) {
        return allows(type)
                || MACHINERY.contains(type)
                || MACHINERY_PACKAGES.stream().anyMatch(type::startsWith);
    }

    /** Whether a name is one of the JDK, the platform or the engine, of which little is allowed. */
    static boolean isOfServer(String name) {
        return SERVER.stream().anyMatch((name + ".")::startsWith);
    }
}
