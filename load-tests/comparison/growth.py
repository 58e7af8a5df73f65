"""Tables and pictures of load-tests/growth: what a request costs at each step of an axis."""
import math
import os
import platform
import statistics
from html import escape

from comparison.load import Figure
from comparison.picture import STYLE, text

NAMES = {"get": "GetItem", "put": "PutItem", "update": "UpdateItem", "query": "Query, 20"}
TITLES = {"items": "Items in one table, 100 bytes each, in collections of 20",
          "tables": "Tables that share 100,000 items of 100 bytes",
          "bytes": "Bytes of an item",
          "collection": "Items in one collection; 1,000,000 of 100 bytes in the table"}
COLOURS = {"get": "#0b6e4f", "put": "#c0504d", "update": "#e39a3b", "query": "#7d6ba8"}
WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 460, 260, 60, 44, 110, 40


def median(figures):
    """The median of each field."""
    return Figure(*(statistics.median(values) for values in zip(*(vars(figure).values() for figure in figures))))


class Results:
    """One axis: its steps, each with a figure per operation."""

    def __init__(self, axis, options):
        self.axis, self.options = axis, options
        self.steps = []

    def add(self, step, figures, loaded, megabytes):
        self.steps.append((step, figures, loaded, megabytes))

    def cpu(self, operation):
        return [figures[operation].cpu_micros for _, figures, _, _ in self.steps]


def table(results):
    lines = [f"### {TITLES[results.axis]}\n",
             "| | " + " | ".join(f"{name}: CPU µs | × first | p50 ms | p99 ms" for name in NAMES.values())
             + " | loaded items/s | resident MB |",
             "|---:|" + "---:|" * (4 * len(NAMES) + 2)]
    for step, figures, loaded, megabytes in results.steps:
        cells = []
        for operation in NAMES:
            figure = figures[operation]
            cells += [f"{figure.cpu_micros:.1f}", f"{figure.cpu_micros / results.cpu(operation)[0]:.2f}",
                      f"{figure.p50_micros / 1000:.2f}", f"{figure.p99_micros / 1000:.2f}"]
        lines.append(f"| {step.label} | " + " | ".join(cells) + f" | {loaded:,.0f} | {megabytes:,} |")
    return "\n".join(lines)


def markdown(axes):
    options = axes[0].options
    head = (f"{platform.machine()}, {os.cpu_count()} cores, Linux {platform.release()}; server on one core, load on another, 32 "
            f"connections; medians of {options.rounds} runs of {options.seconds} s.")
    return "\n\n".join([head, *map(table, axes)]) + "\n"


def svg(results):
    """CPU per request over the steps, an operation a line; the vertical axis is logarithmic."""
    all_values = [value for operation in NAMES for value in results.cpu(operation)]
    low, high = math.floor(math.log10(min(all_values))), math.ceil(math.log10(max(all_values)))
    title = f"CPU µs per request: {TITLES[results.axis]}"
    parts = [text(0, 18, title, 'class="t"')]

    def across(index):
        return LEFT + WIDTH * index / max(1, len(results.steps) - 1)

    def up(value):
        return TOP + HEIGHT * (high - math.log10(value)) / (high - low)

    for exponent in range(low, high + 1):
        y = up(10**exponent)
        parts.append(f'<line x1="{LEFT}" x2="{LEFT + WIDTH}" y1="{y:.0f}" y2="{y:.0f}" stroke="#8c959f" stroke-width=".5"/>')
        parts.append(text(LEFT - 8, y + 4, f"{10**exponent:,}", 'text-anchor="end" class="n"'))
    for index, (step, *_) in enumerate(results.steps):
        parts.append(text(across(index), TOP + HEIGHT + 20, step.label, 'text-anchor="middle" class="n"'))
    for operation, name in NAMES.items():
        values = results.cpu(operation)
        points = " ".join(f"{across(index):.0f},{up(value):.0f}" for index, value in enumerate(values))
        parts.append(f'<polyline points="{points}" fill="none" stroke="{COLOURS[operation]}" stroke-width="2.5"/>')
    parts += legend(results, across(len(results.steps) - 1) + 8, up)
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + WIDTH + RIGHT} {TOP + HEIGHT + BOTTOM}" role="img" '
            f'aria-label="{escape(title)}"><style>{STYLE}</style>{"".join(parts)}</svg>\n')


def legend(results, x, up):
    """Names beside the ends of their lines, moved apart where they would overlap."""
    parts, last = [], -math.inf
    for operation in sorted(NAMES, key=lambda name: -results.cpu(name)[-1]):
        last = max(last + 14, up(results.cpu(operation)[-1]) + 4)
        parts.append(text(x, last, NAMES[operation], f'style="fill:{COLOURS[operation]};font-weight:600"'))
    return parts
