package io.dragoman.rest;

import java.io.IOException;
import java.io.Writer;

/** Writes lines of RFC 4180 that spreadsheets take for text and not for formulas. */
final class Csv {

    private Csv() {}

    static void line(Writer writer, String... cells) throws IOException {
        for (int i = 0; i < cells.length; i++) {
            if (i > 0) {
                writer.write(',');
            }
            writer.write(cell(cells[i]));
        }
        writer.write("\r\n");
    }

    /** What customers write must not be computed on an agent's machine: a quote makes it text. */
    private static String cell(String text) {
        boolean formula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
        var safe = formula ? "'" + text : text;
        boolean plain = safe.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }
}
