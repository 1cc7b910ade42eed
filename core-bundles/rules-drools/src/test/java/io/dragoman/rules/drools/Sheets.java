package io.dragoman.rules.drools;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.drools.decisiontable.parser.csv.CsvLineParser;

/** Makes spreadsheets of tables in text form. */
final class Sheets {

    private Sheets() {}

    static byte[] of(String csv) throws IOException {
        try (XSSFWorkbook book = new XSSFWorkbook()) {
            var sheet = book.createSheet("rules");
            int rows = 0;
            for (String line : csv.lines().toList()) {
                var row = sheet.createRow(rows++);
                int cells = 0;
                for (String cell : new CsvLineParser().parse(line)) {
                    row.createCell(cells++).setCellValue(cell);
                }
            }
            var bytes = new ByteArrayOutputStream();
            book.write(bytes);
            return bytes.toByteArray();
        }
    }
}
