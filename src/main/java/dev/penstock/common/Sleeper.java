package dev.penstock.common;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One thread that sleeps until others have work for it, and is not disturbed while it is awake.
 *
 * <p>Both sides write, then read what the other writes, all volatile: who has work adds it, then
 * looks for a sleeper; the sleeper announces itself, then looks for work. At least one of them sees
 * the other.
 */
public final class Sleeper {
    /** The thread while it is parked or about to be. */
    private volatile @Nullable Thread parked;

    /**
     * Parks the caller until {@link #wake}, or for no reason, unless there is work: who calls looks
     * again. Always the same thread.
     *
     * @param hasWork reads what others write before they wake
     */
    public void parkUnless(BooleanSupplier hasWork) {
        parked = Thread.currentThread();
        if (!hasWork.getAsBoolean()) {
            LockSupport.park(this);
        }
        parked = null;
    }

    /**
     * Any thread, after it has added work: wakes the sleeper if it sleeps.
     *
     * @return whether it slept: if not, it looks for work before it does
     */
    public boolean wake() {
        Thread sleeper = parked;
        if (sleeper == null) {
            return false;
        }
        // Cleared first, so that those who come next need not wake it too. Should it have
        // announced itself anew in between, the unpark makes it look and announce again.
        parked = null;
        LockSupport.unpark(sleeper);
        return true;
    }
}
