package dev.penstock.stream;

import dev.penstock.error.RequestException;
import dev.penstock.log.LogEnd;
import dev.penstock.log.LogPosition;
import dev.penstock.log.ReadableLog;
import dev.penstock.table.StreamDefinition;

/**
 * Where a reader of all of a stream's changes begins, in the order of the log.
 *
 * @param next where to begin to read the log
 * @param notBefore what stands before it is not of the stream, or was had before
 * @param isTrimmed whether changes are gone that the reader asked for: it begins behind them
 * @param resume who goes on behind this position gets what this one gets
 */
public record StreamStart(
        LogPosition next, StreamPosition notBefore, boolean isTrimmed, StreamPosition resume) {
    /** Behind everything that is durable now. */
    public static StreamStart now(ReadableLog log, StreamDefinition stream) {
        LogEnd end = log.end();
        return new StreamStart(
                new LogPosition(end.sequence() + 1, 0),
                beginning(stream),
                false,
                StreamPosition.lastOf(end));
    }

    /** Before the oldest change of the stream that is held. */
    public static StreamStart oldest(ReadableLog log, StreamDefinition stream) {
        StreamPosition beginning = beginning(stream);
        return new StreamStart(
                atTime(log, beginning.micros()), beginning, false, beginning.previous());
    }

    /**
     * At a position, whether or not there is a change.
     *
     * @throws RequestException if it lies behind all that there is
     */
    public static StreamStart at(
            ReadableLog log, StreamDefinition stream, StreamPosition position) {
        LogEnd end = log.end();
        if (position.micros() > end.commitMicros()) {
            throw RequestException.validation(
                    "Invalid SequenceNumber: it is behind the end of the stream: "
                            + position.toNumber());
        }
        long first = log.firstSequence();
        boolean isGone =
                first > 1 && position.sequence() < first && position.micros() < log.firstMicros();
        if (isGone || position.micros() < stream.life().sinceMicros()) {
            return trimmed(log, stream);
        }
        boolean isCommit = position.sequence() >= first && position.sequence() <= end.sequence();
        return isCommit
                ? new StreamStart(
                        new LogPosition(position.sequence(), position.ordinal()),
                        beginning(stream),
                        false,
                        position.previous())
                : new StreamStart(
                        atTime(log, position.micros()), position, false, position.previous());
    }

    /** The oldest that is held, said with a position. */
    private static StreamStart trimmed(ReadableLog log, StreamDefinition stream) {
        var held = held(log);
        var from = StreamPosition.max(held, beginning(stream));
        return new StreamStart(atTime(log, from.micros()), from, true, from.previous());
    }

    /** Where the log begins now, as a position. */
    public static StreamPosition held(ReadableLog log) {
        return new StreamPosition(log.firstMicros(), log.firstSequence(), 0);
    }

    private static StreamPosition beginning(StreamDefinition stream) {
        return StreamPosition.atTime(stream.life().sinceMicros());
    }

    private static LogPosition atTime(ReadableLog log, long micros) {
        return new LogPosition(log.sequenceAt(micros), 0);
    }
}
