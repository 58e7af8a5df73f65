package dev.penstock.table;

/** What UpdateTable asks for of one global secondary index (GlobalSecondaryIndexUpdate). */
public sealed interface IndexChange {
    String indexName();

    /** A new index, to be filled from what the table holds. */
    record Create(NewIndex index) implements IndexChange {
        @Override
        public String indexName() {
            return index.name();
        }
    }

    /**
     * Other throughput.
     *
     * @param throughput read and write units; its history is not looked at
     */
    record Update(String indexName, Throughput throughput) implements IndexChange {}

    record Delete(String indexName) implements IndexChange {}
}
