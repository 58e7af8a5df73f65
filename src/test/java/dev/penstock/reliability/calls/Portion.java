package dev.penstock.reliability.calls;

import java.util.List;

/**
 * A part of the long form: {@code [snapshots/|starts/][CALL][:ERROR[:FROM[:TO]]]}.
 *
 * @param where {@link #SNAPSHOTS}, {@link #STARTS}, or empty for all that a running server does
 * @param call empty for each
 * @param errors as errno names them
 * @param from the number of the first call that is to fail
 * @param to the number of the last one
 */
record Portion(String where, String call, List<String> errors, int from, int to) {
    static final String SNAPSHOTS = "snapshots";
    static final String STARTS = "starts";

    private static final List<String> ERRORS = List.of("EIO", "ENOSPC");

    Portion {
        errors = List.copyOf(errors);
    }

    static Portion parse(String text) {
        String[] words = text.split(":", -1);
        String name = words[0];
        String where =
                List.of(SNAPSHOTS, STARTS).stream()
                        .filter(place -> name.equals(place) || name.startsWith(place + "/"))
                        .findFirst()
                        .orElse("");
        String call = where.isEmpty() ? name : name.substring(where.length()).replace("/", "");
        return new Portion(
                where,
                call,
                words.length > 1 ? List.of(words[1]) : ERRORS,
                words.length > 2 ? Integer.parseInt(words[2]) : 1,
                words.length > 3 ? Integer.parseInt(words[3]) : Integer.MAX_VALUE);
    }

    boolean isOf(String place) {
        return where.equals(place);
    }

    /** Those of the calls that are in it. */
    List<String> calls(List<String> all) {
        return call.isEmpty() ? all : List.of(call);
    }

    boolean holds(int number) {
        return from <= number && number <= to;
    }
}
