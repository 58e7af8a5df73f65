package dev.penstock.index;

/**
 * How the applier tells the catalogue what becomes of an index. Asking does not wait; asking twice
 * does no harm; what got lost is asked again a while later.
 */
public interface CatalogueRequests {
    /** The index has all that was in its table when it was made: it may be read. */
    void activate(int tableId, int indexId);

    /** Nothing is left of the index but its definition. */
    void remove(int tableId, int indexId);
}
