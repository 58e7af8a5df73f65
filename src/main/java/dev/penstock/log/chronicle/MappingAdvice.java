package dev.penstock.log.chronicle;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * Tells the kernel that a mapping is touched at random, so that a store to a page that was evicted
 * brings in that page and not a large folio, which would then be written back whole. Advice only:
 * where it cannot be given nothing else changes.
 */
final class MappingAdvice {
    private static final int MADV_RANDOM = 1;

    private final @Nullable MethodHandle madvise;

    @SuppressWarnings("restricted") // One known function of the C library, which frees nothing.
    MappingAdvice() {
        var linker = Linker.nativeLinker();
        madvise =
                linker.defaultLookup()
                        .find("madvise")
                        .map(
                                symbol ->
                                        linker.downcallHandle(
                                                symbol,
                                                FunctionDescriptor.of(
                                                        ValueLayout.JAVA_INT,
                                                        ValueLayout.ADDRESS,
                                                        ValueLayout.JAVA_LONG,
                                                        ValueLayout.JAVA_INT)))
                        .orElse(null);
    }

    /** Advises on a mapping; returns whether the kernel took it. */
    boolean random(long address, long bytes) {
        if (madvise == null) {
            return false;
        }
        try {
            return (int) madvise.invokeExact(MemorySegment.ofAddress(address), bytes, MADV_RANDOM)
                    == 0;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable impossible) {
            throw new IllegalStateException("madvise", impossible);
        }
    }
}
