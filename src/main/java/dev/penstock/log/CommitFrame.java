package dev.penstock.log;

import dev.penstock.common.Limit;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Byte layout of one commit, little-endian. Carries no checksum: the batch around it does.
 *
 * <pre>
 *  frame   0              4              8
 *          | frame bytes  | change count | change 0 | change 1 | ...
 *          | u32          | u32          |
 *
 *  change  0      1        2       3        4          8              12
 *          | kind | origin | flags | images | table id | image bytes  | image | before bytes | before |
 *          | u8   | u8     | u8    | u8     | i32      | u32          |       | u32          |        |
 * </pre>
 *
 * {@code frame bytes} counts the whole frame. Kind 1 is a put, whose image is the item; kind 2 a
 * removal, whose image is the key. The last two fields are there if bit 0 of {@code images} is set.
 */
final class CommitFrame {
    /** Largest frame: a transaction's 4 MB with 100 before-images of 400 KB, and room to spare. */
    @Limit(of = "one commit in the log", unit = "bytes", beyond = "no request reaches it")
    static final int FRAME_BYTES_MAX = 48 << 20;

    static final int FRAME_HEADER_BYTES = 8;

    private static final int CHANGE_COUNT_OFFSET = 4;
    private static final int CHANGE_HEADER_BYTES = 12;
    private static final int ORIGIN_OFFSET = 1;
    private static final int FLAGS_OFFSET = 2;
    private static final int IMAGES_OFFSET = 3;
    private static final int TABLE_ID_OFFSET = 4;
    private static final int IMAGE_BYTES_OFFSET = 8;
    private static final int LENGTH_BYTES = 4;

    private static final byte PUT = 1;
    private static final byte REMOVE = 2;
    private static final byte HAS_BEFORE = 1;

    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private CommitFrame() {}

    /** Bytes that the commit takes when encoded; refuses one that is empty or too large. */
    static int frameBytes(List<? extends Change> changes) {
        if (changes.isEmpty()) {
            throw new IllegalArgumentException("a commit without changes");
        }
        long bytes = FRAME_HEADER_BYTES;
        for (Change change : changes) {
            byte[] before = change.before();
            bytes += CHANGE_HEADER_BYTES + image(change).length;
            bytes += before == null ? 0 : LENGTH_BYTES + before.length;
        }
        if (bytes > FRAME_BYTES_MAX) {
            throw new IllegalArgumentException("a commit of " + bytes + " bytes");
        }
        return (int) bytes;
    }

    /** Writes the frame, which takes {@code frameBytes}, at an offset of a large enough array. */
    static void encode(List<? extends Change> changes, int frameBytes, byte[] bytes, int at) {
        INT.set(bytes, at, frameBytes);
        INT.set(bytes, at + CHANGE_COUNT_OFFSET, changes.size());
        int next = at + FRAME_HEADER_BYTES;
        for (Change change : changes) {
            next = encode(change, bytes, next);
        }
        if (next != at + frameBytes) {
            throw new IllegalStateException("frame of " + (next - at) + " bytes: " + frameBytes);
        }
    }

    private static int encode(Change change, byte[] bytes, int at) {
        byte[] image = image(change);
        byte @Nullable [] before = change.before();
        bytes[at] =
                switch (change) {
                    case Change.Put _ -> PUT;
                    case Change.Remove _ -> REMOVE;
                };
        bytes[at + ORIGIN_OFFSET] = (byte) change.origin().wireNumber();
        bytes[at + FLAGS_OFFSET] = (byte) change.flags();
        bytes[at + IMAGES_OFFSET] = before == null ? 0 : HAS_BEFORE;
        INT.set(bytes, at + TABLE_ID_OFFSET, change.tableId());
        int next = encode(image, bytes, at + IMAGE_BYTES_OFFSET);
        return before == null ? next : encode(before, bytes, next);
    }

    private static int encode(byte[] image, byte[] bytes, int at) {
        INT.set(bytes, at, image.length);
        System.arraycopy(image, 0, bytes, at + LENGTH_BYTES, image.length);
        return at + LENGTH_BYTES + image.length;
    }

    private static byte[] image(Change change) {
        return switch (change) {
            case Change.Put put -> put.item();
            case Change.Remove remove -> remove.key();
        };
    }

    /** Bytes of the frame that starts at an offset; it ends at or before {@code limit}. */
    static int frameBytesAt(byte[] bytes, int at, int limit) {
        require(limit - at >= FRAME_HEADER_BYTES, "cut header", at);
        int frameBytes = (int) INT.get(bytes, at);
        require(frameBytes >= FRAME_HEADER_BYTES && frameBytes <= limit - at, "length", at);
        return frameBytes;
    }

    /**
     * The same once every change in it was found to be whole: nothing is left to go wrong later.
     *
     * @param tables is added the table of each change
     */
    static int wholeFrameBytesAt(byte[] bytes, int at, int limit, TableFilter tables) {
        int frameBytes = frameBytesAt(bytes, at, limit);
        int end = at + frameBytes;
        int next = at + FRAME_HEADER_BYTES;
        for (int i = changeCount(bytes, at, end); i > 0; i--) {
            int start = next;
            next = changeEnd(bytes, start, end);
            tables.add((int) INT.get(bytes, start + TABLE_ID_OFFSET));
        }
        require(next == end, "trailing bytes", next);
        return frameBytes;
    }

    /** Reads the changes of the frame that starts at an offset and ends at {@code end}. */
    static List<Change> decode(byte[] bytes, int at, int end) {
        int count = changeCount(bytes, at, end);
        var changes = new ArrayList<Change>(count);
        int next = at + FRAME_HEADER_BYTES;
        for (int i = 0; i < count; i++) {
            int start = next;
            next = changeEnd(bytes, start, end);
            changes.add(change(bytes, start, next));
        }
        require(next == end, "trailing bytes", next);
        return List.copyOf(changes);
    }

    /** Which changes are wanted, by what stands before their images. */
    @FunctionalInterface
    interface ChangeFilter {
        boolean wants(int tableId, int flags);
    }

    /** Receives a change with its ordinal. */
    @FunctionalInterface
    interface OrdinalReader {
        void onChange(int ordinal, Change change);
    }

    /** Reads the wanted changes of a frame; of the others no image is copied. */
    static void decode(byte[] bytes, int at, int end, ChangeFilter filter, OrdinalReader reader) {
        int count = changeCount(bytes, at, end);
        int next = at + FRAME_HEADER_BYTES;
        for (int i = 0; i < count; i++) {
            int start = next;
            next = changeEnd(bytes, start, end);
            int tableId = (int) INT.get(bytes, start + TABLE_ID_OFFSET);
            if (filter.wants(tableId, Byte.toUnsignedInt(bytes[start + FLAGS_OFFSET]))) {
                reader.onChange(i, change(bytes, start, next));
            }
        }
        require(next == end, "trailing bytes", next);
    }

    private static int changeCount(byte[] bytes, int at, int end) {
        int count = (int) INT.get(bytes, at + CHANGE_COUNT_OFFSET);
        require(count > 0 && count <= (end - at) / CHANGE_HEADER_BYTES, "change count", at);
        return count;
    }

    /** Where the change that starts at an offset ends, all of it being possible. */
    private static int changeEnd(byte[] bytes, int start, int end) {
        int imageEnd = imageEnd(bytes, start + IMAGE_BYTES_OFFSET, end);
        int kind = bytes[start];
        require(kind == PUT || kind == REMOVE, "kind", start);
        Origin.ofWireNumber(bytes[start + ORIGIN_OFFSET]);
        int images = bytes[start + IMAGES_OFFSET];
        require(images == 0 || images == HAS_BEFORE, "images", start);
        return images == 0 ? imageEnd : imageEnd(bytes, imageEnd, end);
    }

    private static Change change(byte[] bytes, int start, int end) {
        int imageEnd = imageEnd(bytes, start + IMAGE_BYTES_OFFSET, end);
        var image = Arrays.copyOfRange(bytes, start + CHANGE_HEADER_BYTES, imageEnd);
        byte @Nullable [] before =
                end == imageEnd ? null : Arrays.copyOfRange(bytes, imageEnd + LENGTH_BYTES, end);
        int tableId = (int) INT.get(bytes, start + TABLE_ID_OFFSET);
        var origin = Origin.ofWireNumber(bytes[start + ORIGIN_OFFSET]);
        int flags = Byte.toUnsignedInt(bytes[start + FLAGS_OFFSET]);
        return switch (bytes[start]) {
            case PUT -> new Change.Put(tableId, origin, flags, image, before);
            case REMOVE -> new Change.Remove(tableId, origin, flags, image, before);
            default -> throw malformed("kind", start);
        };
    }

    private static int imageEnd(byte[] bytes, int at, int end) {
        require(end - at >= LENGTH_BYTES, "cut change", at);
        int length = (int) INT.get(bytes, at);
        require(length >= 0 && length <= end - at - LENGTH_BYTES, "image length", at);
        return at + LENGTH_BYTES + length;
    }

    private static void require(boolean holds, String what, int at) {
        if (!holds) {
            throw malformed(what, at);
        }
    }

    private static LogException malformed(String what, int at) {
        return new LogException("malformed commit frame: " + what + " at byte " + at);
    }
}
