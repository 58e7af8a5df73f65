package dev.penstock.table;

/**
 * All that the catalogue knows of a stream: enough to read it when its table is gone.
 *
 * @param keySchema of the table
 */
public record StreamDefinition(
        Identity identity, KeySchema keySchema, StreamViewType viewType, Life life) {
    /**
     * What names one stream for ever.
     *
     * @param labelMicros the time in its label, whole milliseconds; no other stream of a table with
     *     this name has it
     */
    public record Identity(String tableName, int tableId, long labelMicros) {
        public String label() {
            return StreamLabel.of(labelMicros);
        }
    }

    /**
     * From when to when it has records, by commit time in microseconds since 1970.
     *
     * @param sinceMicros of the commit that enabled it
     * @param rollMicros how long each of its shards lasts
     * @param disabledMicros of the commit that disabled it, or deleted the table; 0: enabled
     */
    public record Life(long sinceMicros, long rollMicros, long disabledMicros) {
        public Life {
            if (rollMicros < 1) {
                throw new IllegalArgumentException("rolls of " + rollMicros + " µs");
            }
        }

        public boolean isEnabled() {
            return disabledMicros == 0;
        }

        /** The number of the roll that a time in its life belongs to, from 0. */
        public long roll(long micros) {
            return (micros - sinceMicros) / rollMicros;
        }

        /** When a roll begins. */
        public long rollStartMicros(long roll) {
            return sinceMicros + roll * rollMicros;
        }
    }

    /** The same stream, disabled by a commit of this time. */
    public StreamDefinition disabledAt(long micros) {
        return new StreamDefinition(
                identity,
                keySchema,
                viewType,
                new Life(life.sinceMicros(), life.rollMicros(), micros));
    }
}
