package io.dragoman.rules.drools;

import static io.dragoman.rules.drools.Rules.HEAD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dragoman.api.rules.RuleEngine.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mvel2.compiler.AbstractParser;

/** What a rule cannot do, however it is written. */
final class FenceTest {

    @TempDir Path folder;
    private Rules rules;

    @BeforeEach
    void open() {
        rules = new Rules(folder);
    }

    @AfterEach
    void close() {
        rules.close();
    }

    private List<Problem> check(String name, String content) {
        return rules.engine.check(name, content.getBytes(StandardCharsets.UTF_8));
    }

    private static String then(String consequence) {
        return "rule \"a\"\nwhen\n  $m : Message()\nthen\n  " + consequence + "\nend\n";
    }

    private static String when(String condition) {
        return "rule \"a\"\nwhen\n  Message()\n  Customer()\n  " + condition + "\nthen\nend\n";
    }

    /** What is written, of which the line that is out of bounds is the eighth of the file. */
    static Stream<String> escapesOnLineEight() {
        return Stream.of(
                then("System.exit(0);"),
                then("Runtime.getRuntime().exec(\"id\");"),
                then("java.lang.Runtime.getRuntime().halt(1);"),
                then("java . lang /* x */ . System . exit(0);"),
                then("new ProcessBuilder(\"id\").start();"),
                then("new Thread(() -> decide.tag(\"x\")).start();"),
                then("Thread.sleep(1000);"),
                then("\"\".getClass().getClassLoader();"),
                then("Class.forName(\"java.lang.Runtime\");"),
                then("String.class.getMethods();"),
                then("new java.io.FileOutputStream(\"/tmp/x\").close();"),
                then("java.nio.file.Files.delete(java.nio.file.Path.of(\"/tmp/x\"));"),
                then("new java.net.Socket(\"localhost\", 22);"),
                then("new java.util.Scanner(\"x\");"),
                then("new java.util.Formatter(\"/tmp/x\").close();"),
                then("new java.util.Timer();"),
                then("java.util.ServiceLoader.load(null);"),
                then("java.util.concurrent.Executors.newCachedThreadPool();"),
                then("java.lang.invoke.MethodHandles.lookup();"),
                then("org.osgi.framework.FrameworkUtil.getBundle(null);"),
                then("io.dragoman.rules.drools.RuleFolder f = null;"),
                then("drools.getWorkingMemory().getKnowledgeBase();"),
                then("kcontext.getKieRuntime();"),
                then("var helper = drools;"),
                then("java.util.List.of(1).parallelStream().count();"),
                then("java.util.Locale.setDefault(null);"),
                then("Boolean.getBoolean(\"x\");"),
                then("java.time.DayOfWeek.MONDAY.getDeclaringClass();"),
                then("Syst\\u0065m.exit(0);"),
                then("String s = \"\\u0022; System.exit(0); //\";"),
                then("String s = \"\"\"a\"//b\"\"\"; System.exit(0);"),
                when("eval( System.exit(0) )"),
                when("eval( java.lang.Runtime.getRuntime() != null )"),
                when("Message( System.getProperty(\"x\") != null )"),
                when("Message( text.getClass() != null )"),
                when("Message( text.class.name == \"x\" )"),
                when("Message( class != null )"),
                when("Message( text == Thread.currentThread().name )"),
                when("Message( this#java.lang.Runtime != null )"),
                when("$x : String() from System.getenv(\"PATH\")"),
                when("$x : Object() from java.lang.Runtime.getRuntime()"),
                when("accumulate( Message(); $n : count(System.exit(0)) )"),
                when("Clock( date.dayOfWeek.declaringClass != null )"));
    }

    @ParameterizedTest
    @MethodSource("escapesOnLineEight")
    void anEscapeIsRefusedWithItsLineAndAReason(String written) {
        assertThat(check("mine.drl", HEAD + written))
                .anySatisfy(
                        problem -> {
                            assertThat(problem.file()).isEqualTo("mine.drl");
                            assertThat(problem.line()).contains(8);
                            assertThat(problem.reason())
                                    .containsAnyOf("Out of bounds", "instead of", "three quotes");
                        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import java.lang.reflect.Method;\n",
                "import java.io.*;\n",
                "import static java.lang.System.exit;\n",
                "import function java.lang.System.exit;\n",
                "import java.lang.System\n",
                "import org.osgi.framework.BundleContext\n",
                "import accumulate java.lang.Runtime run\n",
                "declare Bad extends java.lang.Thread\nend\n",
                "declare Bad\n  a : String = System.getenv(\"PATH\")\nend\n",
                "function void f() { System.exit(0); }\n",
                "query q() Message( System.exit(0) == null ) end\n",
                "query forever(int x) eval(true) or forever(x;) end\n",
                "dialect \"mvel\"\n"
            })
    void whatIsDeclaredIsBoundedToo(String declared) {
        assertThat(check("mine.drl", HEAD + declared + then("decide.tag(\"x\");")))
                .anySatisfy(
                        problem -> {
                            assertThat(problem.line()).isPresent();
                            assertThat(problem.reason())
                                    .containsAnyOf("Out of bounds", "out of bounds", "dialect");
                        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rule \"a\" dialect \"mvel\" when then System.exit(0); end",
                "rule \"a\" salience ( System.getenv().size() ) when then end",
                "rule \"a\" enabled ( Runtime.getRuntime() != null ) when then end",
                "rule \"a\" when then Runtime.getRuntime(); end"
            })
    void attributesAreBounded(String rule) {
        assertThat(check("mine.drl", HEAD + rule)).isNotEmpty();
        assertThat(check("mine.drl", HEAD + rule).getFirst().line()).contains(4);
    }

    @Test
    void aRuleFileCannotHideInAPackageOfTheServer() {
        var own = "package org.drools.core;\n" + then("decide.tag(\"x\");");
        assertThat(check("mine.drl", own).getFirst().reason()).contains("may not place itself");
    }

    @Test
    void decisionTablesAndPhrasesAreBounded() throws IOException {
        var table =
                """
                RuleSet,rules.fees
                Import,"io.dragoman.api.rules.Fact.Message, java.lang.ProcessBuilder"
                Variables,io.dragoman.api.rules.Decide decide
                RuleTable fees
                CONDITION,ACTION
                Message,
                "text == ""$param\""","System.exit($param);"
                text,what
                x,1
                """;
        assertThat(check("fees.csv", table))
                .extracting(Problem::reason)
                .anyMatch(reason -> reason.startsWith("Out of bounds: java.lang.ProcessBuilder"))
                .anyMatch(reason -> reason.startsWith("Out of bounds: java.lang.System"));
        Files.writeString(
                folder.resolve("bad.dsl"), "[consequence][]stop=Runtime.getRuntime().halt(0);\n");
        rules.loaded();
        var phrases = HEAD + "rule \"a\"\nwhen\nthen\n  stop\nend\n";
        assertThat(check("bad.dslr", phrases))
                .extracting(Problem::reason)
                .anyMatch(reason -> reason.startsWith("Out of bounds: java.lang.Runtime"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "String s = String.format(\"%s %d\", $m.text(), Math.max(1, 2)); decide.say(s);",
                "var list = new java.util.ArrayList<String>(); list.add(\"a\");"
                        + " list.forEach(x -> decide.say(x));",
                "decide.say(java.time.LocalDate.of(2026, 1, 1).plusDays(1).toString());",
                "decide.say(new java.math.BigDecimal(\"1.50\").multiply(java.math.BigDecimal.TEN)"
                        + ".toPlainString());",
                "int[] n = {3, 1}; java.util.Arrays.sort(n); decide.say(\"\" + n[0]);",
                "decide.say($m.language().equals(\"zh\") ? \"你好\" : \"hi\");",
                "decide.say(java.util.stream.Stream.of(\"a\", \"b\").map(String::toUpperCase)"
                        + ".collect(java.util.stream.Collectors.joining()));",
                "try { Integer.parseInt(\"x\"); } catch (NumberFormatException e) {"
                        + " decide.say(\"System.exit(0)\"); } // Runtime",
            })
    void whatAnalystsNeedWorks(String consequence) throws IOException {
        rules.file("fine.drl", then(consequence)).loaded();
        assertThat(rules.problems()).isEmpty();
        assertThat(rules.answers("x")).hasSize(1);
    }

    @Test
    void declaredFactsAndFunctionsWork() throws IOException {
        rules.file(
                        "fine.drl",
                        "declare Mood\n  score : int\nend\n"
                                + "function String twice(String text) { return text + text; }\n"
                                + "rule \"a\" when Message() then Mood m = new Mood(); m.setScore(3);"
                                + " insert(m); end\n"
                                + "rule \"b\" when $m : Mood( score > 2 ) then modify($m) { setScore(1) };"
                                + " decide.say(twice(\"ab\")); end\n")
                .loaded();
        assertThat(rules.problems()).isEmpty();
        assertThat(rules.answers("x")).containsExactly("abab");
    }

    @Test
    void sumsOfACartCanBeCompared() {
        var drl =
                "rule \"a\" ruleflow-group \"pricing\" when\n"
                        + "  accumulate( io.dragoman.api.rules.Shopper( $tier : tier ); $n : count( $tier ); $n >= 2 )\n"
                        + "then end\n";
        assertThat(check("sum.drl", drl)).isEmpty();
    }

    @Test
    void theClassLoaderOfRulesLoadsNothingElse() throws ClassNotFoundException {
        var fence = new Fence(name -> false);
        var loader = new FencedLoader(FenceTest.class.getClassLoader(), fence);
        for (var type :
                List.of(
                        "java.lang.System",
                        "java.lang.Runtime",
                        "java.lang.Thread",
                        "java.lang.ClassLoader",
                        "java.lang.ProcessBuilder",
                        "java.lang.reflect.Method",
                        "java.io.File",
                        "java.nio.file.Files",
                        "java.net.URL",
                        "java.util.ServiceLoader",
                        "org.osgi.framework.Bundle",
                        "io.dragoman.api.shop.Shop",
                        FenceTest.class.getName())) {
            assertThatThrownBy(() -> loader.loadClass(type))
                    .as(type)
                    .isInstanceOf(ClassNotFoundException.class)
                    .hasMessageContaining("out of bounds");
        }
        assertThat(loader.loadClass("java.util.Map$Entry")).isEqualTo(Map.Entry.class);
    }

    @Test
    void theLanguageOfConditionsHasNoWordForTheSystem() {
        assertThat(MvelWords.type("Runtime")).contains("java.lang.Runtime");
        assertThat(AbstractParser.LITERALS)
                .doesNotContainKeys("System", "Runtime", "Thread", "Class", "ClassLoader");
    }
}
