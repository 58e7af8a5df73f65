package dev.penstock.reliability.calls;

import dev.penstock.reliability.LoopDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A full disk from the command line: {@code FullDiskMain WORK_DIRECTORY}. Exit 1 if a promise was
 * broken.
 */
final class FullDiskMain {
    private static final String DISK_SIZE = "96M";

    private FullDiskMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path work = Files.createDirectories(Path.of(arguments[0])).toRealPath();
        Path home = Path.of(System.getProperty("test.home", ".")).toAbsolutePath().normalize();
        Path output = Files.createFile(work.resolve("server.log"));
        String fileSystem = System.getProperty("penstock.filesystem", "ext4");
        List<String> violations;
        try (var disk = LoopDisk.create(work, fileSystem, DISK_SIZE);
                var fullDisk = new FullDisk(home, disk.mountPoint(), output)) {
            try {
                fullDisk.run();
            } catch (RuntimeException broken) {
                broken.printStackTrace(System.out);
                System.out.println(Files.readString(output));
                fullDisk.violations().add(String.valueOf(broken.getMessage()));
            }
            violations = List.copyOf(fullDisk.violations());
        }
        violations.forEach(violation -> System.out.println("VIOLATION " + violation));
        System.out.println(violations.size() + " violations");
        System.exit(violations.isEmpty() ? 0 : 1);
    }
}
