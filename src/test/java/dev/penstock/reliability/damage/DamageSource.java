package dev.penstock.reliability.damage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/** Draws damages: first the kind of file, then the file, then the place, so that none is rare. */
final class DamageSource {
    static final int PAGE_BYTES = 4096;

    private static final int HEADER_BYTES = 96;

    private static final List<Predicate<Path>> TARGETS =
            List.of(
                    Specimen::isSegment,
                    Specimen::isSegment,
                    Specimen::isSegment,
                    Specimen::isTreeFile,
                    Specimen::isTreeFile,
                    Specimen::isManifest,
                    Specimen.MARK::equals,
                    Specimen.NODE::equals,
                    any -> true);

    private final Specimen specimen;
    private final SplittableRandom random;
    private final Map<Path, List<EntryMap.Range>> entries;

    DamageSource(Specimen specimen, SplittableRandom random) {
        this.specimen = specimen;
        this.random = random;
        entries = specimen.entries();
    }

    Damage flip() {
        Path file = file();
        return Damage.flip(specimen.image(), file, 8L * place(file) + random.nextInt(8));
    }

    Damage truncation() {
        Path file = file();
        long length = specimen.image().file(file).lengthBytes();
        return Damage.cut(specimen.image(), file, Math.min(place(file), length));
    }

    Damage zeroedPage() {
        Path file = file();
        int page = place(file) / PAGE_BYTES;
        byte[] bytes = pages(file, page + 1);
        Arrays.fill(bytes, page * PAGE_BYTES, (page + 1) * PAGE_BYTES, (byte) 0);
        return Damage.write("zeroed page", specimen.image(), file, "page " + page, bytes);
    }

    /** Two pages of one file, each where the other should be. */
    Damage swappedPages() {
        Path file = file();
        int one = place(file) / PAGE_BYTES;
        int other = place(file) / PAGE_BYTES;
        byte[] bytes = pages(file, Math.max(one, other) + 1);
        byte[] moved = Arrays.copyOfRange(bytes, one * PAGE_BYTES, (one + 1) * PAGE_BYTES);
        System.arraycopy(bytes, other * PAGE_BYTES, bytes, one * PAGE_BYTES, PAGE_BYTES);
        System.arraycopy(moved, 0, bytes, other * PAGE_BYTES, PAGE_BYTES);
        String where = "pages %d and %d".formatted(one, other);
        return Damage.write("swapped pages", specimen.image(), file, where, bytes);
    }

    /** A file as it was earlier, or one that was deleted since. */
    Damage staleFile() {
        while (true) {
            var older = specimen.older().get(random.nextInt(specimen.older().size()));
            var names = new ArrayList<>(older.names());
            Path file = names.get(random.nextInt(names.size()));
            var image = specimen.image();
            boolean isStale = !image.has(file) || !image.file(file).isSame(older.file(file));
            // A prepared file has nothing but zeros.
            if (isStale && older.file(file).bytes().length > 0) {
                return Damage.putBack(image, file, older.file(file));
            }
        }
    }

    private Path file() {
        while (true) {
            var target = TARGETS.get(random.nextInt(TARGETS.size()));
            var files = specimen.image().names().stream().filter(target).toList();
            Path file = files.isEmpty() ? DataImage.LOCK : files.get(random.nextInt(files.size()));
            if (specimen.image().has(file) && specimen.image().file(file).lengthBytes() > 0) {
                return file;
            }
        }
    }

    /** Mostly among the bytes that were written, often in or right behind a header or an end. */
    private int place(Path file) {
        var content = specimen.image().file(file);
        int used = Math.max(1, content.bytes().length);
        return switch (random.nextInt(10)) {
            case 0 -> random.nextInt((int) content.lengthBytes());
            case 1 -> random.nextInt(Math.min(used, HEADER_BYTES));
            case 2 -> used - 1 - random.nextInt(Math.min(used, HEADER_BYTES));
            case 3, 4 -> inHeader(file, used);
            default -> random.nextInt(used);
        };
    }

    private int inHeader(Path file, int used) {
        var ranges = entries.get(file);
        if (ranges == null || ranges.isEmpty()) {
            return random.nextInt(used);
        }
        return ranges.get(random.nextInt(ranges.size())).from() + random.nextInt(HEADER_BYTES - 24);
    }

    private byte[] pages(Path file, int count) {
        var content = specimen.image().file(file);
        return content.prefix(Math.max(count * PAGE_BYTES, content.bytes().length));
    }
}
