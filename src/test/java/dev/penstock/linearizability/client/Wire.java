package dev.penstock.linearizability.client;

import dev.penstock.linearizability.Action;
import dev.penstock.linearizability.Answer;
import dev.penstock.linearizability.Guard;
import dev.penstock.linearizability.ItemState;
import dev.penstock.reliability.Tables;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Actions as DynamoDB requests, and replies as answers. */
final class Wire {
    static final String CREATE_TABLE = Tables.createBody("items");

    private static final Pattern VALUE = Pattern.compile("\"v\":\\{\"N\":\"(\\d+)\"\\}");
    private static final Pattern COUNTER = Pattern.compile("\"n\":\\{\"N\":\"(\\d+)\"\\}");
    private static final String REFUSED = "ConditionalCheckFailedException";
    private static final String THROTTLED = "ThrottlingException";

    private Wire() {}

    /** What a reply means. */
    sealed interface Meaning {
        record Told(Answer answer) implements Meaning {}

        /** The server says that it has not even tried. */
        record NotTried() implements Meaning {}

        /**
         * The server does not say what became of it.
         *
         * @param isServerError whether it said at least that something is wrong
         */
        record Unclear(boolean isServerError) implements Meaning {}

        record Nonsense(Reply reply) implements Meaning {}
    }

    static String operation(Action action) {
        return switch (action) {
            case Action.Get get -> "GetItem";
            case Action.Put put -> "PutItem";
            case Action.Add add -> "UpdateItem";
            case Action.Delete delete -> "DeleteItem";
        };
    }

    /**
     * The request's body.
     *
     * @param shows whether the answer is to show the item
     */
    static String body(String key, Action action, boolean shows) {
        String item = "{\"pk\":{\"S\":\"" + key + "\"}";
        String keyed = "{\"TableName\":\"items\",\"Key\":" + item + "}";
        return switch (action) {
            case Action.Get get -> keyed + ",\"ConsistentRead\":true}";
            case Action.Put put ->
                    "{\"TableName\":\"items\",\"Item\":%s,\"v\":{\"N\":\"%d\"}}%s%s}"
                            .formatted(item, put.value(), condition(put.guard()), old(shows));
            case Action.Add add ->
                    "%s,\"UpdateExpression\":\"ADD n :d\",%s%s}"
                            .formatted(
                                    keyed,
                                    "\"ExpressionAttributeValues\":{\":d\":{\"N\":\"%d\"}}"
                                            .formatted(add.delta()),
                                    shows ? ",\"ReturnValues\":\"ALL_NEW\"" : "");
            case Action.Delete delete -> keyed + condition(delete.guard()) + old(shows) + "}";
        };
    }

    private static String condition(Guard guard) {
        return switch (guard) {
            case Guard.Always always -> "";
            case Guard.NoItem noItem -> ",\"ConditionExpression\":\"attribute_not_exists(pk)\"";
            case Guard.ValueIs expected ->
                    """
                    ,"ConditionExpression":"v = :v",\
                    "ExpressionAttributeValues":{":v":{"N":"%d"}}\
                    """
                            .formatted(expected.value());
        };
    }

    private static String old(boolean shows) {
        return shows
                ? ",\"ReturnValues\":\"ALL_OLD\",\"ReturnValuesOnConditionCheckFailure\":\"ALL_OLD\""
                : "";
    }

    static Meaning meaning(Action action, boolean shows, Reply reply) {
        boolean isShown = shows || action instanceof Action.Get;
        @Nullable ItemState shown = isShown ? state(reply.body()) : null;
        if (reply.status() == 200) {
            return new Meaning.Told(new Answer(true, shown));
        }
        if (reply.status() >= 500) {
            return new Meaning.Unclear(true);
        }
        if (reply.body().contains(REFUSED)) {
            return new Meaning.Told(new Answer(false, shown));
        }
        return reply.body().contains(THROTTLED)
                ? new Meaning.NotTried()
                : new Meaning.Nonsense(reply);
    }

    private static ItemState state(String body) {
        return new ItemState(number(VALUE.matcher(body)), number(COUNTER.matcher(body)));
    }

    private static long number(Matcher matcher) {
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }
}
