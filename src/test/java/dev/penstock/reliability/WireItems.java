package dev.penstock.reliability;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Items of strings and numbers as they go over the wire: from each attribute's name to its value's
 * text, such as {@code {"N":"7"}}. Of its own, so that the crash rounds run on a bare JDK.
 */
public final class WireItems {
    private static final String VALUE = "\\{\"[SN]\":\"[^\"]*+\"\\}";
    private static final String ATTRIBUTE = "\"\\w++\":" + VALUE;

    /** An item's text as a regular expression without groups. */
    public static final String ITEM = "\\{" + ATTRIBUTE + "(?:," + ATTRIBUTE + ")*+\\}";

    private static final Pattern ATTRIBUTES = Pattern.compile("\"(\\w++)\":(" + VALUE + ")");
    private static final Pattern ITEMS = Pattern.compile(ITEM);
    private static final Pattern GOT = Pattern.compile("\\{\"Item\":(" + ITEM + ")\\}");
    private static final Pattern LAST = Pattern.compile("\"LastEvaluatedKey\":(" + ITEM + ")");
    private static final Pattern COUNT = Pattern.compile("\"Count\":(\\d+)");

    private WireItems() {}

    /** A string as a value's text; it has nothing that JSON would write otherwise. */
    public static String string(String value) {
        return "{\"S\":\"" + value + "\"}";
    }

    /** A number as a value's text. */
    public static String number(long value) {
        return "{\"N\":\"" + value + "\"}";
    }

    /** What a value's text says. */
    public static String content(String value) {
        return value.substring("{\"S\":\"".length(), value.length() - "\"}".length());
    }

    /** The item as a request has it. */
    public static String text(Map<String, String> item) {
        return item.entrySet().stream()
                .map(attribute -> "\"" + attribute.getKey() + "\":" + attribute.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** The item in a text that {@link #ITEM} matches. */
    public static Map<String, String> parse(String text) {
        var item = new TreeMap<String, String>();
        Matcher attributes = ATTRIBUTES.matcher(text);
        while (attributes.find()) {
            item.put(attributes.group(1), attributes.group(2));
        }
        return item;
    }

    /**
     * GetItem by the partition key pk.
     *
     * @return an item without attributes if there is none
     * @throws IOException if the answer is not one of success
     */
    public static Map<String, String> get(WireClient client, String table, String pk)
            throws IOException, InterruptedException {
        String body = require(client, "GetItem", keyBody(table, pk));
        var got = GOT.matcher(body);
        if (got.matches()) {
            return parse(got.group(1));
        }
        if (!body.equals("{}")) {
            throw new IllegalStateException("not an answer of GetItem: " + body);
        }
        return Map.of();
    }

    /** The body of a request for the item with this partition key. */
    public static String keyBody(String table, String pk) {
        return "{\"TableName\":\"%s\",\"Key\":{\"pk\":%s}}".formatted(table, string(pk));
    }

    /**
     * All pages of a Scan or Query.
     *
     * @param request its body without the last brace
     * @throws IOException if an answer is not one of success
     */
    public static List<Map<String, String>> all(WireClient client, String operation, String request)
            throws IOException, InterruptedException {
        var items = new ArrayList<Map<String, String>>();
        String start = "";
        do {
            String body = require(client, operation, request + start + "}");
            var last = LAST.matcher(body);
            start = last.find() ? ",\"ExclusiveStartKey\":" + last.group(1) : "";
            var page = ITEMS.matcher(last.replaceFirst("")).results().toList();
            page.forEach(item -> items.add(parse(item.group())));
            var count = COUNT.matcher(body);
            if (!count.find() || Integer.parseInt(count.group(1)) != page.size()) {
                throw new IllegalStateException(operation + " has not what it counts: " + body);
            }
        } while (!start.isEmpty());
        return items;
    }

    /**
     * The body of an answer of success.
     *
     * @throws IOException if it is not one
     */
    public static String require(WireClient client, String operation, String request)
            throws IOException, InterruptedException {
        var answer = client.call(operation, request);
        if (!answer.isSuccess()) {
            throw new IOException(operation + " was answered " + answer);
        }
        return answer.body();
    }
}
