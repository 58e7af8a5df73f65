package dev.penstock.reliability;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file system of its own on a loop device, whose power can be cut: what was not synced is gone.
 * Needs root, and a mount namespace of its own ({@code unshare -m}).
 */
public final class LoopDisk implements AutoCloseable {
    /** EXT4_IOC_SHUTDOWN, the same number on xfs: {@code _IOR('X', 125, __u32)}. */
    private static final long SHUTDOWN = 0x8004587DL;

    /** Goes down without flushing even the file system's own journal. */
    private static final int NO_LOG_FLUSH = 2;

    private static final String SIZE = "1G";

    private static final MethodHandle OPEN =
            call("open", 2, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
    private static final MethodHandle IOCTL =
            call("ioctl", 2, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS);
    private static final MethodHandle CLOSE = call("close", 1, ValueLayout.JAVA_INT);

    private final Path image;
    private final Path mountPoint;

    private LoopDisk(Path image, Path mountPoint) {
        this.image = image;
        this.mountPoint = mountPoint;
    }

    /** Of 1 GiB, in files below the working directory. */
    public static LoopDisk create(Path work, String fileSystem)
            throws IOException, InterruptedException {
        return create(work, fileSystem, SIZE);
    }

    /**
     * Made and mounted in files below the working directory.
     *
     * @param size as {@code truncate} wants it: 96M
     */
    public static LoopDisk create(Path work, String fileSystem, String size)
            throws IOException, InterruptedException {
        Path image = work.resolve("disk.img");
        Path mountPoint = Files.createDirectories(work.resolve("disk"));
        Files.deleteIfExists(image);
        run("truncate", "-s", size, image.toString());
        String force = fileSystem.equals("xfs") ? "-f" : "-F";
        run("mkfs." + fileSystem, "-q", force, image.toString());
        var disk = new LoopDisk(image, mountPoint);
        disk.mount();
        return disk;
    }

    /** Where it is mounted. */
    public Path mountPoint() {
        return mountPoint;
    }

    /** From this moment nothing reaches the disk, and what had not reached it never will. */
    public void cutPower() throws IOException {
        int result = shutdown();
        if (result != 0) {
            throw new IOException("the file system did not go down: ioctl answered " + result);
        }
    }

    /** Unmounts and mounts again, as after a reboot: the file system replays its own journal. */
    public void remount() throws IOException, InterruptedException {
        run("umount", mountPoint.toString());
        mount();
    }

    @Override
    public void close() throws IOException {
        try {
            run("umount", mountPoint.toString());
            Files.deleteIfExists(image);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void mount() throws IOException, InterruptedException {
        run("mount", "-o", "loop", image.toString(), mountPoint.toString());
    }

    private int shutdown() throws IOException {
        try (var arena = Arena.ofConfined()) {
            var flags = arena.allocateFrom(ValueLayout.JAVA_INT, NO_LOG_FLUSH);
            int descriptor = (int) OPEN.invokeExact(arena.allocateFrom(mountPoint.toString()), 0);
            int result = (int) IOCTL.invokeExact(descriptor, SHUTDOWN, flags);
            int closed = (int) CLOSE.invokeExact(descriptor);
            return result == 0 ? closed : result;
        } catch (Throwable failure) {
            throw new IOException("ioctl could not be called", failure);
        }
    }

    // Restricted: calling ioctl is the only way to take a file system down.
    @SuppressWarnings("restricted")
    private static MethodHandle call(String name, int fixedArguments, MemoryLayout... arguments) {
        var linker = Linker.nativeLinker();
        var types = FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments);
        var symbol = linker.defaultLookup().findOrThrow(name);
        return fixedArguments == arguments.length
                ? linker.downcallHandle(symbol, types)
                : linker.downcallHandle(
                        symbol, types, Linker.Option.firstVariadicArg(fixedArguments));
    }

    private static void run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output =
                new String(
                        process.getInputStream().readAllBytes(),
                        java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", List.of(command)) + ": " + output);
        }
    }
}
