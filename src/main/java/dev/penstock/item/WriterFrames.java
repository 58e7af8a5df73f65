package dev.penstock.item;

/**
 * The containers that a {@link ValueWriter} has open, innermost last, and what each has gathered so
 * far. Frame 0 is outside all of them. Also sees to it that the calls come in an order that makes
 * sense: an error there is the calling code's, not the client's.
 */
final class WriterFrames {
    static final int OUTSIDE = 0;
    static final int ITEM = 1;
    static final int MAP = 2;
    static final int LIST = 3;
    static final int SET = 4;

    /** Outside, an item, the levels of documents, a set in the innermost. */
    private static final int FRAMES_MAX = 2 + ItemLimits.NESTING_MAX + 1;

    private final int[] kinds = new int[FRAMES_MAX];
    private final int[] starts = new int[FRAMES_MAX];
    private final int[] firstEntries = new int[FRAMES_MAX];
    private final int[] valueCounts = new int[FRAMES_MAX];
    private final int[] sizes = new int[FRAMES_MAX];
    private int top;
    private int documents;
    private boolean nameGiven;

    void reset() {
        top = 0;
        documents = 0;
        nameGiven = false;
        valueCounts[0] = 0;
        sizes[0] = 0;
    }

    void open(int kind, int start, int firstEntry) {
        top++;
        kinds[top] = kind;
        starts[top] = start;
        firstEntries[top] = firstEntry;
        valueCounts[top] = 0;
        sizes[top] = 0;
        documents += kind == MAP || kind == LIST ? 1 : 0;
    }

    void close(int kind, int overheadBytes) {
        require(kinds[top] == kind && !nameGiven, "closes what is not open");
        int size = sizes[top] + overheadBytes;
        documents -= kind == MAP || kind == LIST ? 1 : 0;
        top--;
        sizes[top] += size;
    }

    void onName(int nameLength) {
        require((kinds[top] == ITEM || kinds[top] == MAP) && !nameGiven, "a name without place");
        nameGiven = true;
        sizes[top] += nameLength + (kinds[top] == MAP ? ItemLimits.ELEMENT_OVERHEAD_BYTES : 0);
    }

    void onValue() {
        int kind = kinds[top];
        if (kind == ITEM || kind == MAP) {
            require(nameGiven, "a value without name");
            nameGiven = false;
        } else {
            require(kind != OUTSIDE || valueCounts[top] == 0, "a second value");
            sizes[top] += kind == LIST ? ItemLimits.ELEMENT_OVERHEAD_BYTES : 0;
        }
        valueCounts[top]++;
    }

    void addSize(int sizeBytes) {
        sizes[top] += sizeBytes;
    }

    /** DynamoDB's size of what the innermost container holds. */
    int sizeBytes() {
        return sizes[top];
    }

    int valueCount() {
        return valueCounts[top];
    }

    int start() {
        return starts[top];
    }

    /** Where the set begins that is the innermost container. */
    int setStart() {
        require(isSet(), "a member outside any set");
        return starts[top];
    }

    int firstEntry() {
        return firstEntries[top];
    }

    /** Where the innermost container's elements begin. */
    int elementsStart() {
        int header = isItem() ? ItemLayout.ITEM_HEADER_BYTES : ItemLayout.CONTAINER_HEADER_BYTES;
        return starts[top] + header;
    }

    int documents() {
        return documents;
    }

    boolean isItem() {
        return kinds[top] == ITEM;
    }

    boolean isSet() {
        return kinds[top] == SET;
    }

    void requireNotInSet() {
        require(!isSet(), "not a member of any set");
    }

    void requireItem() {
        require(isItem() && !nameGiven, "not at the end of an item");
    }

    void requireOutside() {
        require(top == 0 && valueCounts[0] == 1, "not exactly one finished value");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException(what);
        }
    }
}
