package dev.penstock.simulation;

/**
 * Runs seeds: {@code FIRST COUNT}; a third argument prints everything that happens. Ends with 1 if
 * a promise was broken.
 */
public final class SimulationMain {
    private static final int PROGRESS_EVERY = 1_000;
    private static final int VIOLATIONS_MAX = 10;

    /** So many runs meet everything that a run can meet. */
    private static final int COMPLETE_FROM = 1_000;

    private SimulationMain() {}

    public static void main(String[] arguments) {
        long first = Long.parseLong(arguments[0]);
        int count = Integer.parseInt(arguments[1]);
        boolean isPrinted = arguments.length > 2;
        System.exit(run(first, count, isPrinted) == 0 ? 0 : 1);
    }

    /** Returns the number of violations; stops after some. */
    static int run(long first, int count, boolean isPrinted) {
        System.out.printf("simulation: seeds %d to %d%n", first, first + count - 1);
        var tally = new Tally();
        long sum = 0;
        int violations = 0;
        for (int i = 0; i < count && violations < VIOLATIONS_MAX; i++) {
            try {
                sum = Long.rotateLeft(sum, 1) ^ Simulation.run(first + i, isPrinted, tally);
            } catch (Violation violation) {
                violations++;
                report(first + i, violation);
            }
            if ((i + 1) % PROGRESS_EVERY == 0) {
                System.out.printf("simulation: %,d seeds done%n", i + 1);
            }
        }
        if (count >= COMPLETE_FROM && violations < VIOLATIONS_MAX) {
            for (String missing : tally.missing()) {
                violations++;
                System.out.println("VIOLATION in all these runs there were no " + missing);
            }
        }
        System.out.printf("%d violations, sum %016x%n%s", violations, sum, tally);
        return violations;
    }

    private static void report(long seed, Violation violation) {
        System.out.printf(
                "VIOLATION with seed %d: %s%nagain: src/checks/parts/simulation %d 1 print%n",
                seed, violation, seed);
        violation.printStackTrace(System.out);
    }
}
