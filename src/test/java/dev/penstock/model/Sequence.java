package dev.penstock.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.model.language.ValueJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * One sequence of random operations on two tables of its own. The seed decides all of it but how
 * the writer's batches fall.
 */
final class Sequence {
    private static final int OPERATIONS_MIN = 200;
    private static final int OPERATIONS_SPREAD = 60;

    /** So many sequences have one with items so large that pages end by their size. */
    private static final int LARGE_ONE_IN = 60;

    private static final int BURST_MAX = 10;

    /** So many batches of writes come first, so that the trees have levels soon. */
    private static final int FILLING = 3;

    private final Node node;
    private final long seed;
    private final Random random;
    private final List<TableKeys> tables;
    private final RandomWrites writes;
    private final RandomReads reads;
    private final Paging paging;
    private final Tally tally;
    private int operation;

    Sequence(Node node, Tally tally, long seed) {
        this.node = node;
        this.tally = tally;
        this.seed = seed;
        random = new Random(seed);
        var values = new RandomValues(random, random.nextInt(LARGE_ONE_IN) == 0);
        String name = "table." + Long.toUnsignedString(seed, 36);
        tables =
                List.of(
                        TableKeys.create(random, values, name + "-one", false),
                        TableKeys.create(random, values, name + "-many", true));
        writes = new RandomWrites(random, values, tables);
        reads = new RandomReads(random, values, tables);
        paging = new Paging(random, values, tables, this::check);
    }

    void run() {
        try {
            runOperations();
        } catch (AssertionError e) {
            throw new AssertionError(
                    "seed %d, operation %d: -Dtest.seed=%d repeats it%n%s"
                            .formatted(seed, operation, seed, e.getMessage()),
                    e);
        }
    }

    private void runOperations() {
        tables.forEach(this::create);
        int operations = OPERATIONS_MIN + random.nextInt(OPERATIONS_SPREAD);
        boolean restarts = random.nextInt(8) == 0;
        int restartAt = restarts ? random.nextInt(operations) : -1;
        for (operation = 0; operation < operations; operation++) {
            step();
            if (operation == restartAt) {
                node.restart();
                tables.forEach(paging::compareWhole);
            }
        }
        tables.forEach(paging::compareWhole);
        if (restarts) {
            node.restart();
            tables.forEach(paging::compareWhole);
        }
        tables.forEach(this::drop);
        tally.countSequence(operations);
    }

    private void step() {
        int draw = operation < FILLING ? 199 : random.nextInt(200);
        if (draw < 106) {
            check(writes.any());
        } else if (draw < 146) {
            check(reads.get(TableKeys::model));
        } else if (draw < 154) {
            check(reads.batchGet(TableKeys::model));
        } else if (draw < 184) {
            paging.query(writes);
        } else if (draw < 187) {
            paging.scan();
        } else if (draw < 197) {
            burst();
        } else {
            check(writes.batch(25));
        }
    }

    /**
     * Many clients at once: writes that wait for one sync, and reads that must not see them yet.
     * They are answered as if one had come after the other.
     */
    private void burst() {
        var before = new HashMap<TableKeys, ModelTable>();
        tables.forEach(table -> before.put(table, table.model().copy()));
        var begun = new ArrayList<LocalCall>();
        var requests = new ArrayList<Request>();
        node.log().hold();
        try {
            for (int i = 1 + random.nextInt(BURST_MAX); i >= 0; i--) {
                Request request = writes.any();
                requests.add(request);
                begun.add(node.entry().begin(request.operation(), request.json()));
            }
            check(reads.get(table -> seen(before, table)));
            check(reads.batchGet(table -> seen(before, table)));
        } finally {
            node.log().release();
        }
        for (int i = 0; i < begun.size(); i++) {
            compare(requests.get(i), node.entry().await(begun.get(i)));
        }
    }

    private static ModelTable seen(Map<TableKeys, ModelTable> before, TableKeys table) {
        ModelTable model = before.get(table);
        if (model == null) {
            throw new IllegalStateException("no copy of " + table.model().name());
        }
        return model;
    }

    private Answer check(Request request) {
        Answer answer;
        try {
            answer = node.entry().call(request.operation(), request.json());
        } catch (AssertionError e) {
            throw new AssertionError(describe(request) + "\n failed: " + e.getMessage(), e);
        }
        compare(request, answer);
        return answer;
    }

    private void compare(Request request, Answer answer) {
        if (!hasPrice(request, answer) || !request.expected().matches(answer)) {
            throw new AssertionError(describe(request) + "\n   actual: " + answer);
        }
        tally.count(request);
    }

    /** Takes the price out of the answer: what is left is compared with the expected answer. */
    private static boolean hasPrice(Request request, Answer answer) {
        if (request.units() == null || answer.error() != null) {
            return true;
        }
        JsonNode price = ((ObjectNode) answer.json()).remove("ConsumedCapacity");
        return price != null && price.path("CapacityUnits").doubleValue() == request.units();
    }

    private static String describe(Request request) {
        return "  request: %s %s%n expected: %s, units %s"
                .formatted(
                        request.operation(), request.json(), request.expected(), request.units());
    }

    private void create(TableKeys table) {
        ObjectNode json = ValueJson.NODES.objectNode();
        json.put("TableName", table.model().name()).put("BillingMode", "PAY_PER_REQUEST");
        ArrayNode attributes = json.putArray("AttributeDefinitions");
        ArrayNode schema = json.putArray("KeySchema");
        for (ModelTable.KeyAttribute key : table.model().keyAttributes()) {
            attributes
                    .addObject()
                    .put("AttributeName", key.name())
                    .put("AttributeType", key.type());
            schema.addObject()
                    .put("AttributeName", key.name())
                    .put("KeyType", schema.size() == 1 ? "HASH" : "RANGE");
        }
        requireDone("CreateTable", json);
    }

    private void drop(TableKeys table) {
        ObjectNode json = ValueJson.NODES.objectNode();
        requireDone("DeleteTable", json.put("TableName", table.model().name()));
    }

    private void requireDone(String operationName, ObjectNode json) {
        Answer answer = node.entry().call(operationName, json);
        if (answer.error() != null) {
            throw new AssertionError(operationName + ": " + answer);
        }
    }
}
