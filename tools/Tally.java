import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;

/**
 * Adds up the JUnit XML reports under every {@code target/*-reports} folder, and names what failed and what passed at
 * the second attempt only. Usage: {@code java Tally.java ROOT BUILD_STATUS}. Fails when a test failed, when the build did, or when nothing ran.
 */
public final class Tally {
    private int tests;
    private int failed;
    private int skipped;
    private int again;

    public static void main(String[] args) throws Exception {
        var tally = new Tally();
        for (Path report : reports(Path.of(args[0]))) {
            tally.add(report);
        }
        boolean broken = !args[1].equals("0");
        if (tally.tests == 0) {
            System.err.println("No test ran.");
        }
        int passed = tally.tests - tally.failed - tally.skipped;
        if (tally.again > 0) {
            System.out.printf("%d of those that passed did so at the second attempt only: see UNSTEADY above%n", tally.again);
        }
        System.out.printf("%d passed, %d failed, %d skipped%n", passed, tally.failed, tally.skipped);
        System.exit(broken || tally.failed > 0 || passed == 0 ? 1 : 0);
    }

    private static List<Path> reports(Path root) throws IOException {
        var found = new ArrayList<Path>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = folder.getFileName().toString();
                boolean elsewhere = name.equals("node_modules") || name.equals(".git") || name.equals("run");
                return elsewhere ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                boolean report = file.getFileName().toString().endsWith(".xml")
                        && file.getParent().getFileName().toString().endsWith("-reports")
                        && file.toString().contains("/target/")
                        && !file.getFileName().toString().equals("failsafe-summary.xml");
                if (report) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        found.sort(null);
        return found;
    }

    private void add(Path report) throws Exception {
        var cases = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(report.toFile())
                .getElementsByTagName("testcase");
        for (int i = 0; i < cases.getLength(); i++) {
            var test = (Element) cases.item(i);
            tests++;
            if (has(test, "failure") || has(test, "error")) {
                failed++;
                System.out.printf("FAILED %s.%s%n", test.getAttribute("classname"), test.getAttribute("name"));
            } else if (has(test, "flakyFailure") || has(test, "flakyError")) {
                again++;
                System.out.printf("UNSTEADY %s.%s%n", test.getAttribute("classname"), test.getAttribute("name"));
            } else if (has(test, "skipped")) {
                skipped++;
            }
        }
    }

    private static boolean has(Element test, String child) {
        return test.getElementsByTagName(child).getLength() > 0;
    }
}
