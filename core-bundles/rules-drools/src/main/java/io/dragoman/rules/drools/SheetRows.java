package io.dragoman.rules.drools;

import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the row of a decision table from a line of the rules that were made of it. */
final class SheetRows {

    /** Drools writes above each rule where its values come from. */
    private static final Pattern ORIGIN = Pattern.compile("// rule values at [A-Z]+(\\d+),");

    private SheetRows() {}

    static IntUnaryOperator of(String drl) {
        String[] lines = drl.split("\n", -1);
        int[] rows = new int[lines.length + 1];
        for (int i = 0; i < lines.length; i++) {
            Matcher origin = ORIGIN.matcher(lines[i]);
            rows[i + 1] = origin.find() ? Integer.parseInt(origin.group(1)) : rows[i];
        }
        return line -> line < 1 ? 0 : rows[Math.min(line, lines.length)];
    }
}
