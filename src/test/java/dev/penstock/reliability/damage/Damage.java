package dev.penstock.reliability.damage;

import dev.penstock.reliability.damage.DataImage.Content;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * One thing that was done to a data directory.
 *
 * @param kind what, in two or three words
 * @param file which file suffered
 * @param where for people
 * @param image all files afterwards
 */
record Damage(String kind, Path file, String where, DataImage image) {
    static Damage flip(DataImage before, Path file, long bit) {
        var content = before.file(file);
        int at = (int) (bit / 8);
        byte[] bytes = content.prefix(Math.max(at + 1, content.bytes().length));
        bytes[at] ^= (byte) (1 << bit % 8);
        var after = new Content(bytes, content.lengthBytes());
        return new Damage("flipped bit", file, "bit " + bit, before.with(file, after));
    }

    static Damage cut(DataImage before, Path file, long lengthBytes) {
        var after = before.file(file).cut(lengthBytes);
        return new Damage("truncation", file, "to " + lengthBytes, before.with(file, after));
    }

    static Damage remove(DataImage before, Path file) {
        return new Damage("file gone", file, "", before.without(file));
    }

    static Damage putBack(DataImage before, Path file, Content older) {
        return new Damage("stale file", file, "", before.with(file, older));
    }

    /** All files of a directory as they were, and no others. */
    static Damage putBack(DataImage before, Path directory, DataImage older) {
        var image = before.without(directory);
        for (Path file : older.names()) {
            if (file.startsWith(directory)) {
                image = image.with(file, older.file(file));
            }
        }
        return new Damage("stale directory", directory, "", image);
    }

    static Damage write(String kind, DataImage before, Path file, String where, byte[] altered) {
        long lengthBytes = before.file(file).lengthBytes();
        int kept = (int) Math.min(altered.length, lengthBytes);
        var content = new Content(Arrays.copyOf(altered, kept), lengthBytes);
        return new Damage(kind, file, where, before.with(file, content));
    }

    @Override
    public String toString() {
        return "%s in %s %s".formatted(kind, file, where);
    }
}
