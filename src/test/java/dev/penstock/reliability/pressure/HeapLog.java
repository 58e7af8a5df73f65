package dev.penstock.reliability.pressure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The garbage collector's log ({@code -Xlog:gc}) of a running server. */
record HeapLog(Path file) {
    /** Remark and Cleanup stop the program too, but collect nothing: what they find is no cost. */
    private static final Pattern COLLECTION =
            Pattern.compile("Pause (?:Young|Full) .*?\\d+M->(\\d+)M");

    /** How the JVM must be told to write it. */
    String option() {
        return "-Xlog:gc:file=" + file + "::filecount=0";
    }

    /** So many lines it has now. */
    long lines() throws IOException {
        try (var lines = Files.lines(file)) {
            return lines.count();
        }
    }

    /**
     * What the heap held after the fullest collection since a line, in MiB; 0 if there was none.
     */
    int mostAfterCollection(long fromLine) throws IOException {
        try (var lines = Files.lines(file)) {
            return lines.skip(fromLine)
                    .map(COLLECTION::matcher)
                    .filter(Matcher::find)
                    .mapToInt(collection -> Integer.parseInt(collection.group(1)))
                    .max()
                    .orElse(0);
        }
    }

    long fullCollections() throws IOException {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.contains("Pause Full")).count();
        }
    }
}
