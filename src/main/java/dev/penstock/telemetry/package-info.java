/** What a node shows of itself: health and metrics. Knows nothing of HTTP requests or items. */
@NullMarked
package dev.penstock.telemetry;

import org.jspecify.annotations.NullMarked;
