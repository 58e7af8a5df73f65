package dev.penstock.model;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Counts what was compared, so that a run can be seen to have tried what it promises. */
final class Tally {
    private static final int WORDS_OF_A_REASON = 3;

    private final Map<String, Integer> counts = new TreeMap<>();
    private int sequences;
    private int operations;
    private int requests;

    void count(Request request) {
        requests++;
        counts.merge(request.operation() + " " + kind(request.expected()), 1, Integer::sum);
    }

    void countSequence(int operationCount) {
        sequences++;
        operations += operationCount;
    }

    private static String kind(Expected expected) {
        return switch (expected) {
            case Expected.Refusal refusal -> refused(refusal);
            case Expected.Attributes attributes ->
                    attributes.item() == null ? "answered empty" : "answered";
            case Expected.Page page -> page.last() == null ? "last page" : "page";
            case Expected.AnyPage any -> "whole";
            case Expected.Responses responses -> "answered";
            case Expected.AllProcessed all -> "answered";
        };
    }

    /** The text's first words: enough to tell the reasons apart, without the names in them. */
    private static String refused(Expected.Refusal refusal) {
        String text = refusal.texts().stream().sorted().findFirst().orElseThrow();
        String[] words = text.split(" ");
        return "refused: "
                + String.join(
                        " ",
                        Arrays.asList(words).subList(0, Math.min(words.length, WORDS_OF_A_REASON)));
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        text.append(
                "model test: %d sequences, %d operations, %d requests%n"
                        .formatted(sequences, operations, requests));
        counts.forEach((kind, count) -> text.append("%9d %s%n".formatted(count, kind)));
        return text.toString();
    }
}
