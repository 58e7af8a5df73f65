package dev.penstock.snapshot;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names in a snapshot directory: {@code 7.manifest}, {@code table-12-partition-0-of-7.items}. */
final class FileNames {
    static final String TEMPORARY = ".tmp";

    private static final Pattern MANIFEST = Pattern.compile("(\\d{1,18})\\.manifest");
    private static final Pattern TREE_FILE =
            Pattern.compile("table-\\d+-partition-\\d+-of-(\\d{1,18})\\.items");

    private FileNames() {}

    static String manifest(long number) {
        return number + ".manifest";
    }

    static String treeFile(PartitionId id, long number) {
        return "table-%d-partition-%d-of-%d.items".formatted(id.tableId(), id.partition(), number);
    }

    static boolean isManifest(String name) {
        return MANIFEST.matcher(name).matches();
    }

    static boolean isNoManifest(String name) {
        return !isManifest(name);
    }

    /** Of the snapshot that made the file; 0 if none did, and then it is never deleted. */
    static long number(String name) {
        String finished =
                name.endsWith(TEMPORARY)
                        ? name.substring(0, name.length() - TEMPORARY.length())
                        : name;
        Matcher manifest = MANIFEST.matcher(finished);
        if (manifest.matches()) {
            return Long.parseLong(manifest.group(1));
        }
        Matcher treeFile = TREE_FILE.matcher(finished);
        return treeFile.matches() ? Long.parseLong(treeFile.group(1)) : 0;
    }
}
