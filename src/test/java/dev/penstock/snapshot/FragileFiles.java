package dev.penstock.snapshot;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A directory in memory whose storage fails after so many operations, and loses with its power any
 * subset of what was not forced: names, bytes, or both.
 */
final class FragileFiles implements SnapshotFiles {
    private Map<String, Content> visible = new TreeMap<>();
    private Map<String, Content> durable = new TreeMap<>();
    private int operationsLeft = Integer.MAX_VALUE;

    /** Bytes of one file. */
    private static final class Content {
        private byte[] bytes = {};
        private int forced;
    }

    void failAfter(int operations) {
        operationsLeft = operations;
    }

    void work() {
        operationsLeft = Integer.MAX_VALUE;
    }

    /** What is on the disk when power comes back. */
    void losePower(SplittableRandom random) {
        Map<String, Content> survivors = new TreeMap<>();
        var names = new TreeSet<>(visible.keySet());
        names.addAll(durable.keySet());
        for (String name : names) {
            Content content = (random.nextBoolean() ? visible : durable).get(name);
            if (content != null) {
                survivors.put(name, survivor(content, random));
            }
        }
        visible = survivors;
        durable = new TreeMap<>(survivors);
        work();
    }

    private static Content survivor(Content content, SplittableRandom random) {
        var survivor = new Content();
        int length = random.nextInt(content.forced, content.bytes.length + 1);
        survivor.bytes = Arrays.copyOf(content.bytes, length);
        if (random.nextBoolean()) {
            Arrays.fill(survivor.bytes, content.forced, length, (byte) 0);
        }
        survivor.forced = length;
        return survivor;
    }

    byte[] bytes(String name) {
        return content(name).bytes.clone();
    }

    void replace(String name, byte[] bytes) {
        var content = new Content();
        content.bytes = bytes.clone();
        visible.put(name, content);
    }

    private Content content(String name) {
        Content content = visible.get(name);
        if (content == null) {
            throw new IllegalArgumentException("no file " + name);
        }
        return content;
    }

    @Override
    public List<String> names() throws IOException {
        step();
        return List.copyOf(visible.keySet());
    }

    @Override
    public Output create(String name) throws IOException {
        step();
        if (visible.containsKey(name)) {
            throw new FileAlreadyExistsException(name);
        }
        var content = new Content();
        visible.put(name, content);
        return new Output() {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                step();
                int end = content.bytes.length;
                content.bytes = Arrays.copyOf(content.bytes, end + length);
                System.arraycopy(bytes, offset, content.bytes, end, length);
            }

            @Override
            public void force() throws IOException {
                step();
                content.forced = content.bytes.length;
            }

            @Override
            public void close() throws IOException {
                step();
            }
        };
    }

    @Override
    public Input open(String name) throws IOException {
        step();
        Content content = visible.get(name);
        if (content == null) {
            throw new FileNotFoundException(name);
        }
        return new Input() {
            private int at;

            @Override
            public long lengthBytes() {
                return content.bytes.length;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                step();
                // Short reads are allowed: give at most 100 bytes.
                int count = Math.min(Math.min(length, 100), content.bytes.length - at);
                System.arraycopy(content.bytes, at, into, offset, count);
                at += count;
                return count > 0 ? count : -1;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void rename(String from, String to) throws IOException {
        step();
        visible.put(to, content(from));
        visible.remove(from);
    }

    @Override
    public void delete(String name) throws IOException {
        step();
        visible.remove(name);
    }

    @Override
    public void force() throws IOException {
        step();
        durable = new TreeMap<>(visible);
    }

    private void step() throws IOException {
        if (operationsLeft <= 0) {
            throw new IOException("storage failed");
        }
        operationsLeft--;
    }
}
