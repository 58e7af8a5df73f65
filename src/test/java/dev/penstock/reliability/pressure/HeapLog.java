package dev.penstock.reliability.pressure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The garbage collector's log ({@code -Xlog:gc}) of a running server. */
record HeapLog(Path file) {
    private static final Pattern PAUSE =
            Pattern.compile("(Pause [^(]*).*?(\\d+)M->(\\d+)M\\((\\d+)M\\)");

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
                    .map(PAUSE::matcher)
                    .filter(java.util.regex.Matcher::find)
                    .mapToInt(pause -> Integer.parseInt(pause.group(3)))
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
