"""From figures to a table."""
import os
import platform
import statistics

NAMES = {"get": "GetItem", "put": "PutItem", "update": "UpdateItem (ADD)", "query": "Query, 20 of 100", "scan": "Scan, page of 100",
         "batch": "BatchWriteItem, 25", "mix": "GetItem and PutItem, half each", "entry": "DescribeEndpoints, the entry itself"}
REDIS_NAMES = {"get": "GET", "put": "SET"}
CONSTANT = "constant body"


class Results:
    """All runs of a comparison: figures by server, operation and connections."""

    def __init__(self, servers, options):
        self.servers, self.options = servers, options
        self.runs = {}
        self.loaded = {}

    def add(self, server, operation, connections, figure):
        self.runs.setdefault((server.name, operation, connections), []).append(figure)

    def median(self, name, operation, connections, field):
        """None if there was no such run."""
        figures = self.runs.get((name, operation, connections))
        return statistics.median(getattr(figure, field) for figure in figures) if figures else None

    def connections(self):
        return sorted({connections for _, _, connections in self.runs})

    def head(self):
        return (f"{platform.machine()}, {os.cpu_count()} cores, Linux {platform.release()}; server on one core, load on another; "
                f"medians of {self.options.rounds} runs of {self.options.seconds:g} s after {self.options.warm_up:g} s of warm-up "
                "per operation" + "".join(f"; at {once} connections one run" for once in self.options.once) + ".")


def label(server, operation):
    if server.name.startswith("bare"):
        return CONSTANT
    return REDIS_NAMES[operation] if server.protocol == "redis" else NAMES[operation]


def ratio(value, unit):
    return "" if value is None or not unit else f"{value / unit:.2f}"


def operation_table(results, operation, connections):
    """All servers at one operation."""
    unit = results.median("bare entry", "get", connections, "cpu_micros")
    ours = results.median("Penstock", operation, connections, "requests_per_second")
    lines = []
    for server in results.servers:
        name = server.name
        shown = "get" if name.startswith("bare") else operation
        cpu = results.median(name, shown, connections, "cpu_micros")
        if cpu is None:
            continue
        rate = results.median(name, shown, connections, "requests_per_second")
        tails = (results.median(name, shown, connections, f"{p}_micros") / 1000 for p in ("p50", "p99", "p999"))
        lines.append(f"| {name} | {label(server, shown)} | {connections} | {rate:,.0f} | {ratio(ours, rate)} | {cpu:.1f} "
                     f"| {ratio(cpu, unit)} | " + " | ".join(f"{tail:.2f}" for tail in tails) + " |")
    return lines


def markdown(results):
    parts = [results.head()]
    for operation, name in NAMES.items():
        rows = [row for c in results.connections() for row in operation_table(results, operation, c)]
        if not any(row.startswith("| Penstock") for row in rows):
            continue
        parts.append("\n".join([
            f"### {name}\n",
            "| server | operation | connections | requests/s | Penstock is × as fast | CPU µs/request | × bare entry | p50 ms | p99 ms | p99.9 ms |",
            "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|", *rows]))
    parts.append("\n".join([
        "### Servers\n", "| server | first answer after s | loaded items/s | resident MB at the end |", "|---|---:|---:|---:|",
        *(f"| {s.name} | {s.start_seconds:.1f} | {results.loaded.get(s.name) or 0:,.0f} | {s.resident_megabytes()} |".replace("| 0 |", "| |")
          for s in results.servers)]))
    return "\n\n".join(parts) + "\n"
