package dev.penstock.table;

/** What a stream's records show of an item beside its key (DynamoDB: StreamViewType). */
public enum StreamViewType {
    NEW_IMAGE(true, false),
    OLD_IMAGE(false, true),
    NEW_AND_OLD_IMAGES(true, true),
    KEYS_ONLY(false, false);

    private final boolean showsNew;
    private final boolean showsOld;

    StreamViewType(boolean showsNew, boolean showsOld) {
        this.showsNew = showsNew;
        this.showsOld = showsOld;
    }

    /** Whether records carry the item as it is after the change. */
    public boolean showsNew() {
        return showsNew;
    }

    /** Whether records carry the item as it was before the change: then the log must hold it. */
    public boolean showsOld() {
        return showsOld;
    }
}
