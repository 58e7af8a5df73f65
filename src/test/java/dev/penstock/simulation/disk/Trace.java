package dev.penstock.simulation.disk;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * Everything that happened, as one number: two runs are the same if it is. Prints it on request.
 */
public final class Trace {
    private final CRC32C upper = new CRC32C();
    private final CRC32 lower = new CRC32();
    private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);
    private final boolean isPrinted;
    private long events;

    public Trace(boolean isPrinted) {
        this.isPrinted = isPrinted;
    }

    public long digest() {
        return upper.getValue() << Integer.SIZE | lower.getValue();
    }

    public void add(long value) {
        add(number.putLong(0, value).array());
    }

    public void add(String text) {
        add(text.hashCode());
    }

    public void add(byte[] bytes) {
        upper.update(bytes);
        lower.update(bytes);
    }

    public void add(ByteBuffer bytes) {
        upper.update(bytes.duplicate());
        lower.update(bytes.duplicate());
    }

    /** Something happened to something, described by a number. */
    public void event(Enum<?> kind, Object subject, long detail) {
        add(kind.name());
        add(subject.toString());
        add(detail);
        events++;
        if (isPrinted) {
            System.out.println(events + " " + kind + " " + subject + " " + detail);
        }
    }

    /** What only a human reads. */
    public void remark(java.util.function.Supplier<String> text) {
        if (isPrinted) {
            System.out.println(events + " -- " + text.get());
        }
    }

    public long events() {
        return events;
    }
}
