package dev.penstock.wire;

import dev.penstock.partition.system.Exported;
import dev.penstock.publish.export.ExportStatus;
import dev.penstock.publish.export.Exports;
import org.jspecify.annotations.Nullable;

/** Exports that are on, and deliver nothing. */
final class KnownBroker implements Exports {
    private volatile boolean isOn = true;
    private volatile int looks;

    /** There is no broker any more. */
    void forget() {
        isOn = false;
    }

    @Override
    public boolean isOn() {
        return isOn;
    }

    @Override
    public @Nullable ExportStatus status(Exported export) {
        return null;
    }

    @Override
    public Totals totals() {
        return new Totals(0, 0, 0, 0, 0, 0);
    }

    @Override
    public synchronized void look() {
        looks++;
    }

    /** How often somebody said that destinations have changed. */
    int looks() {
        return looks;
    }
}
