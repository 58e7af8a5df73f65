package dev.penstock.reliability.calls;

/**
 * What strace is to do: the n-th call of this name that a thread makes fails with this error and is
 * not carried out. Counted for each thread.
 *
 * @param error as errno names it: EIO, ENOSPC
 */
record Fault(String call, String error, int number) {
    /** As strace's option wants it. */
    String expression() {
        return "inject=%s:error=%s:when=%d".formatted(call, error, number);
    }

    @Override
    public String toString() {
        return call + " " + error + " " + number;
    }
}
