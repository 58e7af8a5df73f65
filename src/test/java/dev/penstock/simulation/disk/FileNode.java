package dev.penstock.simulation.disk;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;

/** The pages of one file, in the cache and on the disk. A page is shared until it is written to. */
final class FileNode implements Node {
    static final int PAGE_BYTES = 4096;

    private static final byte[] ZEROS = new byte[PAGE_BYTES];

    private final List<byte[]> cached = new ArrayList<>();
    private final List<byte[]> durable = new ArrayList<>();

    /** Pages that the system still means to write. */
    private final BitSet dirty = new BitSet();

    private long size;
    private long durableSize;

    /** All sizes since the last sync. */
    private final List<Long> sizesSince = new ArrayList<>();

    long size() {
        return size;
    }

    /** Reads what is there, up to the room in the buffer; -1 at the end. */
    int read(long from, ByteBuffer into) {
        int length = (int) Math.min(into.remaining(), size - from);
        if (length <= 0) {
            return into.hasRemaining() ? -1 : 0;
        }
        for (long at = from; at < from + length; ) {
            int offset = (int) (at % PAGE_BYTES);
            int part = (int) Math.min(PAGE_BYTES - offset, from + length - at);
            into.put(cached.get((int) (at / PAGE_BYTES)), offset, part);
            at += part;
        }
        return length;
    }

    void write(long from, ByteBuffer source) {
        long end = from + source.remaining();
        if (end > size) {
            resize(end);
        }
        for (long at = from; at < end; ) {
            int offset = (int) (at % PAGE_BYTES);
            int part = (int) Math.min(PAGE_BYTES - offset, end - at);
            writePart((int) (at / PAGE_BYTES), offset, part, source);
            at += part;
        }
    }

    private void writePart(int index, int offset, int length, ByteBuffer source) {
        dirty.set(index);
        int from = source.position();
        if (isZeros(cached.get(index)) && isZeroPart(source, from, length)) {
            source.position(from + length);
            return;
        }
        source.get(ownPage(index), offset, length);
    }

    private static boolean isZeroPart(ByteBuffer source, int from, int length) {
        return source.slice(from, length).mismatch(ByteBuffer.wrap(ZEROS, 0, length)) < 0;
    }

    @SuppressWarnings("ReferenceEquality") // Identity is what is asked for: a page is shared.
    private static boolean isZeros(byte[] page) {
        return page == ZEROS;
    }

    @SuppressWarnings("ReferenceEquality")
    private byte[] ownPage(int index) {
        byte[] page = cached.get(index);
        boolean isShared = isZeros(page) || (index < durable.size() && durable.get(index) == page);
        if (isShared) {
            page = page.clone();
            cached.set(index, page);
        }
        return page;
    }

    void resize(long bytes) {
        int pages = pages(bytes);
        while (cached.size() > pages) {
            cached.removeLast();
        }
        dirty.clear(pages, Math.max(pages, dirty.length()));
        if (bytes < size && bytes % PAGE_BYTES != 0) {
            Arrays.fill(ownPage(pages - 1), (int) (bytes % PAGE_BYTES), PAGE_BYTES, (byte) 0);
            dirty.set(pages - 1);
        }
        while (cached.size() < pages) {
            dirty.set(cached.size());
            cached.add(ZEROS);
        }
        size = bytes;
        sizesSince.add(bytes);
    }

    /** Everything is durable now. */
    void sync() {
        for (int i = dirty.nextSetBit(0); i >= 0; i = dirty.nextSetBit(i + 1)) {
            writeBack(i);
        }
        dirty.clear();
        durableSize = size;
        sizesSince.clear();
        while (durable.size() > cached.size()) {
            durable.removeLast();
        }
    }

    /** A sync that failed: the system takes the pages for clean, whatever became of them. */
    void failSync(RandomGenerator random) {
        writeBack(random);
        dirty.clear();
    }

    /** The system writes some pages, as it may at any time. */
    void writeBack(RandomGenerator random) {
        for (int i = dirty.nextSetBit(0); i >= 0; i = dirty.nextSetBit(i + 1)) {
            if (random.nextBoolean()) {
                writeBack(i);
                dirty.clear(i);
            }
        }
    }

    private void writeBack(int index) {
        while (durable.size() <= index) {
            durable.add(ZEROS);
        }
        durable.set(index, cached.get(index));
    }

    @Override
    public void losePower(PowerCut cut) {
        long keptSize = cut.survivor(durableSize, sizesSince);
        int pages = pages(keptSize);
        for (int i = 0; i < pages; i++) {
            if (i >= durable.size()) {
                durable.add(ZEROS);
            }
            if (dirty.get(i) && i < cached.size()) {
                durable.set(i, cut.survivor(durable.get(i), cached.get(i)));
            }
        }
        while (durable.size() > pages) {
            durable.removeLast();
        }
        int tail = (int) (keptSize % PAGE_BYTES);
        if (tail != 0) {
            byte[] last = durable.get(pages - 1).clone();
            Arrays.fill(last, tail, PAGE_BYTES, (byte) 0);
            durable.set(pages - 1, last);
        }
        cached.clear();
        cached.addAll(durable);
        dirty.clear();
        sizesSince.clear();
        durableSize = keptSize;
        size = keptSize;
    }

    @Override
    public void addTo(Trace trace) {
        trace.add(size);
        cached.forEach(trace::add);
    }

    @Override
    public long usedBytes() {
        return (long) cached.size() * PAGE_BYTES;
    }

    static int pages(long bytes) {
        return (int) ((bytes + PAGE_BYTES - 1) / PAGE_BYTES);
    }
}
