package dev.penstock.publish.export;

import dev.penstock.table.TableDefinition;
import dev.penstock.table.destination.StreamingDestination;

/**
 * Which topic a destination is: the name of the stream in its ARN ({@code
 * arn:aws:kinesis:REGION:ACCOUNT:stream/NAME}), with every character that a topic's name cannot
 * have replaced by an underscore. Of an ARN without such a name: the name of the table.
 */
public final class Topics {
    private static final String STREAM = ":stream/";

    /** Kafka's limit. */
    private static final int NAME_LENGTH_MAX = 249;

    private Topics() {}

    public static String of(TableDefinition table, StreamingDestination destination) {
        String arn = destination.streamArn();
        int at = arn.indexOf(STREAM);
        String name = at < 0 ? "" : legal(arn.substring(at + STREAM.length()));
        return name.isEmpty() ? legal(table.name()) : name;
    }

    private static String legal(String name) {
        var legal = new StringBuilder();
        for (int i = 0; i < Math.min(name.length(), NAME_LENGTH_MAX); i++) {
            char c = name.charAt(i);
            boolean isLegal =
                    (c >= 'a' && c <= 'z')
                            || (c >= 'A' && c <= 'Z')
                            || (c >= '0' && c <= '9')
                            || c == '.'
                            || c == '_'
                            || c == '-';
            legal.append(isLegal ? c : '_');
        }
        // The two names that stand for directories.
        boolean isDots = legal.toString().equals(".") || legal.toString().equals("..");
        return isDots ? "_".repeat(legal.length()) : legal.toString();
    }
}
