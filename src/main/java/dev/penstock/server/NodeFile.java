package dev.penstock.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * What {@code node.json} says of a data directory, written once when it is made.
 *
 * <pre>
 *  {"format":1,"partitions":4,"node":"…","crc32c":"0123abcd"}
 * </pre>
 *
 * The checksum covers everything before its own member, so a changed byte is found.
 *
 * @param format of the directory's layout; a newer one is refused
 * @param partitions hash ranges that every table is spread over
 * @param node names this directory for ever
 */
record NodeFile(int format, int partitions, String node) {
    static final int FORMAT = 1;

    private static final String NAME = "node.json";
    private static final String UNFINISHED = NAME + ".new";
    private static final Pattern FORMAT_MEMBER =
            Pattern.compile("\\{\"format\":(\\d{1,9}),.*", Pattern.DOTALL);
    private static final Pattern CONTENT =
            Pattern.compile(
                    "(\\{\"format\":(\\d{1,9}),\"partitions\":(\\d{1,9}),\"node\":\"([^\"]*)\","
                            + ")\"crc32c\":\"([0-9a-f]{8})\"}\n");

    /** Whether a directory has one. */
    static boolean isIn(Path directory) {
        return Files.exists(directory.resolve(NAME));
    }

    /** Reads a file that must be there. */
    static NodeFile read(Path directory) throws IOException {
        Path file = directory.resolve(NAME);
        try {
            // Any byte is a character: a damaged one must not be an error of decoding.
            return parse(file, Files.readString(file, ISO_8859_1));
        } catch (NoSuchFileException e) {
            throw new StartFailure(ExitCode.DAMAGED, file + " is missing");
        }
    }

    private static NodeFile parse(Path file, String text) {
        var format = FORMAT_MEMBER.matcher(text);
        if (format.matches() && Integer.parseInt(format.group(1)) > FORMAT) {
            throw new StartFailure(
                    ExitCode.DAMAGED,
                    "%s at byte 10: format %s is newer than this Penstock, which knows %d"
                            .formatted(file, format.group(1), FORMAT));
        }
        var content = CONTENT.matcher(text);
        if (!content.matches() || !checksum(content.group(1)).equals(content.group(5))) {
            throw new StartFailure(ExitCode.DAMAGED, file + " is damaged at byte 0");
        }
        return new NodeFile(
                Integer.parseInt(content.group(2)),
                Integer.parseInt(content.group(3)),
                content.group(4));
    }

    /**
     * Writes the file under another name, durably: what is made beside it from then on belongs to a
     * directory that is not finished.
     *
     * @throws StartFailure if there is data already: without its node file it was not made by us,
     *     or was damaged
     */
    void begin(Path directory) throws IOException {
        Path unfinished = directory.resolve(UNFINISHED);
        boolean hasData =
                Files.exists(directory.resolve(DataDirectory.LOG))
                        || Files.exists(directory.resolve(DataDirectory.SNAPSHOTS));
        if (hasData && !Files.exists(unfinished)) {
            throw new StartFailure(
                    ExitCode.DAMAGED,
                    directory.resolve(NAME) + " is missing, although there is data beside it");
        }
        var covered =
                "{\"format\":%d,\"partitions\":%d,\"node\":\"%s\","
                        .formatted(format, partitions, node);
        var text = covered + "\"crc32c\":\"" + checksum(covered) + "\"}\n";
        try (var channel =
                FileChannel.open(
                        unfinished,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(text.getBytes(UTF_8)));
            channel.force(true);
        }
        DataDirectory.sync(directory);
    }

    /** Gives the file its name, durably: from then on the directory is one that was made. */
    void finish(Path directory) throws IOException {
        Files.move(
                directory.resolve(UNFINISHED),
                directory.resolve(NAME),
                StandardCopyOption.ATOMIC_MOVE);
        DataDirectory.sync(directory);
    }

    private static String checksum(String text) {
        var crc = new CRC32C();
        crc.update(text.getBytes(UTF_8));
        return "%08x".formatted(crc.getValue());
    }
}
