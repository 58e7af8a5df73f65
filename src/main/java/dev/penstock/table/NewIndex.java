package dev.penstock.table;

/** An index as CreateTable or UpdateTable asks for it, already checked by itself. */
public record NewIndex(
        String name, IndexKeySchema keySchema, IndexProjection projection, Throughput throughput) {
    public IndexDefinition with(int id, IndexDefinition.State state) {
        return new IndexDefinition(name, id, keySchema, projection, throughput, state);
    }
}
