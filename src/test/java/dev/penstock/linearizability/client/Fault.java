package dev.penstock.linearizability.client;

/** What is done to the server in a round, in the order in which rounds take them. */
enum Fault {
    POWER_CUT("power cut"),

    /**
     * What kill -9 left in the page cache only, and the restarted server shows, must survive the
     * power cut that follows.
     */
    KILL_THEN_POWER_CUT("kill -9, restart, power cut"),

    PAUSE("SIGSTOP, SIGCONT"),

    KILL("kill -9"),

    /** What was sent to the stopped process must never happen. */
    PAUSE_THEN_KILL("SIGSTOP, kill -9");

    private final String text;

    Fault(String text) {
        this.text = text;
    }

    static Fault ofRound(int round) {
        String only = System.getProperty("penstock.fault");
        return only == null ? values()[round % values().length] : valueOf(only);
    }

    @Override
    public String toString() {
        return text;
    }
}
