package dev.penstock.simulation.disk;

/** The process that made a call is no more. Takes its thread out of whatever it was doing. */
public final class ProcessGone extends Error {
    private static final long serialVersionUID = 1L;

    ProcessGone() {
        super("the process is gone", null, false, false);
    }
}
