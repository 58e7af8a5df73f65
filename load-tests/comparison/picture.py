"""Bars of requests per second as an SVG, one group per operation, on a logarithmic axis."""
import math
from html import escape

from comparison.report import NAMES

COLOURS = {"Penstock": "#0b6e4f", "DynamoDB Local": "#c0504d", "dynalite": "#e39a3b", "Dynoxide": "#7d6ba8",
           "Redis, every write synced": "#7f8c8d", "Redis": "#b5bcc0"}
LABEL_WIDTH, BAR_WIDTH, BAR_HEIGHT, GAP, TOP = 210, 520, 13, 14, 58
STYLE = ("text{font:12px system-ui,sans-serif;fill:#24292f}.t{font-size:15px;font-weight:600}.n{fill:#57606a;font-size:11px}"
         "@media(prefers-color-scheme:dark){text{fill:#e6edf3}.n{fill:#9da7b1}}")


def svg(results, connections):
    groups = []
    for operation, name in NAMES.items():
        bars = [(server, results.median(server, operation, connections, "requests_per_second")) for server in COLOURS]
        bars = [(server, rate) for server, rate in bars if rate]
        if any(server == "Penstock" for server, _ in bars):
            groups.append((name, bars))
    fastest = max(rate for _, bars in groups for _, rate in bars)
    slowest = min(rate for _, bars in groups for _, rate in bars)
    low, high = math.floor(math.log10(slowest)), math.log10(fastest)
    parts, y = [], TOP
    for name, bars in groups:
        parts.append(text(0, y + 11, name, 'class="t" style="font-size:13px"'))
        y += BAR_HEIGHT + 4
        for server, rate in bars:
            width = BAR_WIDTH * (math.log10(rate) - low) / (high - low)
            parts.append(text(LABEL_WIDTH - 6, y + 11, server, 'text-anchor="end" style="font-size:11px"'))
            parts.append(f'<rect x="{LABEL_WIDTH}" y="{y}" width="{width:.0f}" height="{BAR_HEIGHT}" fill="{COLOURS[server]}"/>')
            parts.append(text(LABEL_WIDTH + width + 5, y + 11, f"{rate:,.0f}", 'class="n"'))
            y += BAR_HEIGHT + 2
        y += GAP
    title = f"Requests per second, one core, {connections} connections (logarithmic)"
    head = text(0, 18, title, 'class="t"') + text(
        0, 36, "Penstock syncs every write to the disk; DynamoDB Local, dynalite and Dynoxide keep theirs in memory", 'class="n"')
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LABEL_WIDTH + BAR_WIDTH + 70} {y}" role="img" '
            f'aria-label="{escape(title)}"><style>{STYLE}</style>{head}{"".join(parts)}</svg>\n')


def text(x, y, content, attributes):
    return f'<text x="{x:.0f}" y="{y:.0f}" {attributes}>{escape(content)}</text>'
