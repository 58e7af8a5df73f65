package dev.penstock.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Batches that follow each other, made from a seed. */
public final class BatchSource {
    private static final int COMMITS_MAX = 6;
    private static final int IMAGE_BYTES_MAX = 900;

    private final RandomGenerator random;
    private LogEnd end;

    public BatchSource(long seed) {
        this(seed, LogEnd.NONE);
    }

    /** Goes on where a log ended. */
    public BatchSource(long seed, LogEnd end) {
        random = new SplittableRandom(seed);
        this.end = end;
    }

    public Batch next() {
        return next(random.nextInt(1, COMMITS_MAX), random.nextInt(IMAGE_BYTES_MAX), false);
    }

    /** A batch of commits with one put of the same size each, with or without before-images. */
    public Batch next(int commitCount, int imageBytes, boolean withBefore) {
        var body = new BatchBody();
        for (int i = 0; i < commitCount; i++) {
            var before = withBefore ? image(imageBytes) : null;
            body.addCommit(
                    List.of(
                            new Change.Put(i, Origin.USER, 0, image(imageBytes), before),
                            new Change.Remove(i, Origin.TTL, Change.FLAGS_MAX, image(9), null)));
        }
        long micros = end.commitMicros() + random.nextInt(1, 1000);
        var batch = new Batch(end.batchNumber() + 1, end.sequence() + 1, micros, body);
        end = end.after(batch);
        return batch;
    }

    public List<Batch> take(int count) {
        var batches = new ArrayList<Batch>();
        for (int i = 0; i < count; i++) {
            batches.add(next());
        }
        return batches;
    }

    public List<Batch> appendTo(CommitLog log, int count) {
        var batches = take(count);
        for (Batch batch : batches) {
            log.append(batch);
            log.sync();
        }
        return batches;
    }

    public static Change put(int tableId, String image) {
        return new Change.Put(
                tableId, Origin.USER, 0, image.getBytes(StandardCharsets.UTF_8), null);
    }

    private byte[] image(int bytes) {
        var image = new byte[bytes];
        random.nextBytes(image);
        return image;
    }

    public static LogEnd end(List<Batch> batches) {
        var last = batches.getLast();
        return new LogEnd(last.number(), last.lastSequence(), last.commitMicros());
    }

    public static List<Content> contents(List<Batch> batches) {
        return batches.stream().map(BatchSource::content).toList();
    }

    /** What a batch says, comparable, with its own copy of the bytes. */
    public static Content content(Batch batch) {
        var body = batch.body().copy();
        return new Content(
                batch.number(),
                batch.firstSequence(),
                batch.commitMicros(),
                body.commitCount(),
                ByteBuffer.wrap(body.array(), 0, body.byteCount()));
    }

    public record Content(
            long number, long firstSequence, long commitMicros, int commits, ByteBuffer bytes) {}
}
