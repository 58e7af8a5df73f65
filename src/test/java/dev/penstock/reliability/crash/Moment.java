package dev.penstock.reliability.crash;

/** What the server may be in the middle of when a blow strikes. */
enum Moment {
    ANY("at a random moment"),
    EARLY_SIGHT("while a reader was ahead of a writer's answer"),
    ROLL("while the log rolled to its next segment"),
    SNAPSHOT("while a snapshot was written"),
    FORGETTING("while old segments were deleted"),
    TABLE_CHANGE("with a CreateTable or DeleteTable under way"),
    LARGE_SEGMENT("in the middle of a segment of the default size"),
    SERVED("after a kill -9 and a start, when all had been read once"),
    RECOVERY("in the middle of a recovery"),
    REWRITING("in the middle of a recovery's rewriting of the log's end");

    private final String words;

    Moment(String words) {
        this.words = words;
    }

    /** Completes the sentence that begins with "struck". */
    String words() {
        return words;
    }
}
