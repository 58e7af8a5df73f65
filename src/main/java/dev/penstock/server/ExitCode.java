package dev.penstock.server;

/** Why the process ended; documented in docs/configuration.md, and contract with operators. */
enum ExitCode {
    OK(0, "stopped as asked, or the command succeeded"),
    UNHEALTHY(1, "`healthcheck`: the server is not ready"),
    OUT_OF_MEMORY(
            3,
            "the Java heap is exhausted, and the JVM ended itself; start again, with more memory"),
    USAGE(64, "the command line cannot be understood"),
    DAMAGED(
            65,
            "the data directory is damaged; file and offset are named, and nothing was changed"),
    NO_JAVA(69, "the launcher found no JDK 25, no Maven, or a check's tool is missing"),
    INTERNAL(70, "a broken invariant or a failed build: please report it"),
    NOT_LISTENING(71, "an address cannot be listened on"),
    STORAGE_FAILED(74, "a file could not be read, written or synced; start again to recover"),
    DATA_IN_USE(75, "another process has the data directory open"),
    BAD_SETTING(78, "a setting is unknown or out of range");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    int number() {
        return number;
    }

    String meaning() {
        return meaning;
    }
}
