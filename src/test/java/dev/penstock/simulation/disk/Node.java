package dev.penstock.simulation.disk;

/** What stands under a name: compared by identity, as an inode is. */
sealed interface Node permits FileNode, DirectoryNode {
    /** Afterwards everything is as it is read from the disk anew. */
    void losePower(PowerCut cut);

    /** Adds what a process sees. */
    void addTo(Trace trace);

    /** Space on the disk, with everything below. */
    long usedBytes();
}
