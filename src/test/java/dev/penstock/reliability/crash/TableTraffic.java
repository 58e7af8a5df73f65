package dev.penstock.reliability.crash;

import dev.penstock.reliability.Tables;
import dev.penstock.reliability.WireClient;
import dev.penstock.reliability.WireItems;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tables created, filled, dropped and created again under the same names. An acknowledged table is
 * there, an acknowledged drop is final, and a new table never shows an old one's items.
 */
final class TableTraffic implements Traffic {
    private static final int CLIENTS = 2;
    private static final int TABLES_PER_CLIENT = 3;
    private static final int ITEMS_MAX = 4;
    private static final int CHANGE_SECONDS_MAX = 10;
    private static final Pattern ITEM = Pattern.compile("\"pk\":\\{\"S\":\"(\\d+)-(\\d+)\"\\}");
    private static final Pattern NAME = Pattern.compile("\"(churn-\\d+)\"");

    private final Ledger ledger;
    private final List<TableHistory> histories = new ArrayList<>();

    /** Opened by a client that is about to create or drop; replaced by whoever waits for that. */
    private volatile CountDownLatch change = new CountDownLatch(1);

    TableTraffic(Ledger ledger) {
        this.ledger = ledger;
        for (int i = 0; i < CLIENTS * TABLES_PER_CLIENT; i++) {
            histories.add(new TableHistory());
        }
    }

    /** Returns when a CreateTable or DeleteTable is about to be sent, or after a while. */
    void awaitChange() throws InterruptedException {
        change = new CountDownLatch(1);
        boolean isSeen = change.await(CHANGE_SECONDS_MAX, TimeUnit.SECONDS);
        if (!isSeen) {
            System.out.println("no table was created or dropped");
        }
    }

    /** Once all clients are gone: whether a request of theirs was cut off by the blow. */
    boolean isOpen() {
        return histories.stream().anyMatch(TableHistory::isOpen);
    }

    @Override
    public void create(WireClient client) {
        // Its tables come and go.
    }

    @Override
    public List<Runnable> clients(WireClient client, SplittableRandom random, Peace peace) {
        var clients = new ArrayList<Runnable>();
        for (int i = 0; i < CLIENTS; i++) {
            int first = i * TABLES_PER_CLIENT;
            var own = random.split();
            clients.add(() -> churn(client, first, own, peace));
        }
        return clients;
    }

    private void churn(WireClient client, int first, SplittableRandom random, Peace peace) {
        boolean goesOn = true;
        while (goesOn && peace.lasts()) {
            int table = first + random.nextInt(TABLES_PER_CLIENT);
            goesOn =
                    histories.get(table).isThere()
                            ? drop(client, table, peace)
                            : create(client, table, random.nextInt(ITEMS_MAX + 1), peace);
        }
    }

    /** Returns whether the server answered. */
    private boolean drop(WireClient client, int table, Peace peace) {
        var history = histories.get(table);
        history.sendDelete();
        change.countDown();
        if (!isAcknowledged(peace.call(client, "DeleteTable", Tables.deleteBody(name(table))))) {
            return false;
        }
        history.acknowledge();
        return true;
    }

    /** Returns whether the server answered each request. */
    private boolean create(WireClient client, int table, int items, Peace peace) {
        var history = histories.get(table);
        history.sendCreate();
        change.countDown();
        if (!isAcknowledged(peace.call(client, "CreateTable", Tables.createBody(name(table))))) {
            return false;
        }
        history.acknowledge();
        String shown = peace.call(client, "Scan", "{\"TableName\":\"" + name(table) + "\"}");
        if (shown != null && countItems(table, shown) > 0) {
            ledger.violation(name(table) + " is new and not empty");
        }
        for (int i = 0; i < items; i++) {
            int item = history.sendItem();
            if (!isAcknowledged(peace.call(client, "PutItem", item(table, item)))) {
                return false;
            }
            history.acknowledgeItem();
        }
        return shown != null;
    }

    private boolean isAcknowledged(@Nullable String answer) {
        ledger.acknowledge(answer == null ? 0 : 1);
        return answer != null;
    }

    private String item(int table, int number) {
        return "{\"TableName\":\"%s\",\"Item\":{\"pk\":{\"S\":\"%d-%d\"}}}"
                .formatted(name(table), histories.get(table).generation(), number);
    }

    @Override
    public void check(WireClient client) throws IOException, InterruptedException {
        Set<String> listed = listed(client);
        for (int table = 0; table < histories.size(); table++) {
            int items = countItems(client, table);
            boolean isThere = items >= 0;
            var history = histories.get(table);
            String wrong = isThere ? history.recovered(items) : history.recoveredAbsent();
            if (!wrong.isEmpty()) {
                ledger.violation(name(table) + " " + wrong);
            }
            if (listed.contains(name(table)) != isThere) {
                ledger.violation(name(table) + " is in " + listed + ", and Scan finds " + items);
            }
        }
    }

    /** Items of the newest generation, -1 if there is no such table; any other is a violation. */
    private int countItems(WireClient client, int table) throws IOException, InterruptedException {
        var answer = client.call("Scan", "{\"TableName\":\"%s\"}".formatted(name(table)));
        if (answer.body().contains("ResourceNotFoundException")) {
            return -1;
        }
        if (!answer.isSuccess()) {
            throw new IOException("Scan answered " + answer);
        }
        return countItems(table, answer.body());
    }

    private int countItems(int table, String scanned) {
        var history = histories.get(table);
        var numbers = new HashSet<Integer>();
        var items = ITEM.matcher(scanned);
        while (items.find()) {
            if (Long.parseLong(items.group(1)) != history.generation()) {
                ledger.violation(
                        "%s is of generation %d and shows %s"
                                .formatted(name(table), history.generation(), items.group()));
            }
            numbers.add(Integer.parseInt(items.group(2)));
        }
        for (int number = 0; number < numbers.size(); number++) {
            if (!numbers.contains(number)) {
                ledger.violation(name(table) + " lacks item " + number + ", holds " + numbers);
            }
        }
        return numbers.size();
    }

    private static Set<String> listed(WireClient client) throws IOException, InterruptedException {
        String answer = WireItems.require(client, "ListTables", "{}");
        var names = new HashSet<String>();
        NAME.matcher(answer).results().forEach(name -> names.add(name.group(1)));
        return names;
    }

    private static String name(int table) {
        return "churn-" + table;
    }
}
