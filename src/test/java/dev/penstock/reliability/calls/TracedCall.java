package dev.penstock.reliability.calls;

/**
 * A system call that strace saw.
 *
 * @param micros when it was entered, since 1970
 * @param arguments as strace prints them: descriptors with their paths
 */
record TracedCall(int thread, long micros, String name, String arguments, String result) {
    boolean isInjected() {
        return result.contains("(INJECTED)");
    }

    boolean isDelete() {
        return name.startsWith("unlink") || name.equals("rmdir");
    }

    boolean mentions(String text) {
        return arguments.contains(text);
    }

    @Override
    public String toString() {
        return name + "(" + arguments + ")";
    }
}
