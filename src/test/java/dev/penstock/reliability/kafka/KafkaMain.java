package dev.penstock.reliability.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * Exports to real brokers from the command line: {@code KafkaMain WORK_DIRECTORY calm}, or {@code
 * kills WRITES BROKERS BROKER_KILLS SERVER_KILLS}. {@code -Dtest.seed=N} repeats the random
 * choices. Exit 1 if a promise was broken. {@code broker} runs one, for load tests, until standard
 * input ends.
 */
final class KafkaMain {
    private KafkaMain() {}

    public static void main(String[] arguments) throws Exception {
        Path work = Path.of(arguments[0]).toAbsolutePath();
        Path home = Path.of(System.getProperty("test.home", ".")).toAbsolutePath().normalize();
        Path jars = Path.of(System.getProperty("kafka.jars")).toAbsolutePath();
        if (arguments[1].equals("broker")) {
            broker(jars, work);
            return;
        }
        boolean isCalm = arguments[1].equals("calm");
        int count = isCalm ? 1 : Integer.parseInt(arguments[3]);
        boolean isWhole;
        try (var brokers = new Brokers(jars, work, count)) {
            isWhole =
                    isCalm
                            ? new CalmRounds(home, work, brokers).run()
                            : kills(home, work, brokers, arguments);
        }
        System.exit(isWhole ? 0 : 1);
    }

    private static void broker(Path jars, Path work) throws IOException, InterruptedException {
        try (var brokers = new Brokers(jars, work, 1)) {
            brokers.startAll();
            System.out.println("broker " + brokers.bootstrapServers());
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static boolean kills(Path home, Path work, Brokers brokers, String[] arguments)
            throws Exception {
        long seed = Long.getLong("test.seed", System.nanoTime());
        System.out.printf("seed %d%n", seed);
        return new KillRounds(home, work, brokers, seed)
                .run(
                        Long.parseLong(arguments[2]),
                        Integer.parseInt(arguments[4]),
                        Integer.parseInt(arguments[5]));
    }
}
