"""Load on core 1: wrk for what speaks DynamoDB, redis-benchmark for Redis."""
import re
import subprocess
from dataclasses import dataclass

from comparison.server import HOME

LOAD_TESTS = HOME / "load-tests"
ON_CORE_1 = ("taskset", "-c", "1")
ITEM_BYTES = 500
REDIS_KEYS = 100_000
LONGEST_RUN_SECONDS = 60
REDIS_TRIAL_REQUESTS = 20_000


@dataclass
class Figure:
    """What one run came to."""

    requests_per_second: float
    cpu_micros: float
    p50_micros: float
    p99_micros: float
    p999_micros: float


def load_items(server, java):
    """Creates the table and its 100,000 items; returns items per second."""
    if server.protocol == "redis":
        redis_benchmark(server, "put", 8, REDIS_KEYS)
        return None
    output = subprocess.run([*ON_CORE_1, str(java), str(LOAD_TESTS / "LoadItems.java"), str(server.port)],
                            check=True, capture_output=True, text=True).stdout
    return float(re.search(r"items/s=(\d+)", output).group(1))


def run(server, operation, connections, seconds):
    """One run, longer if no request ends in it; counts the server's own CPU time over it."""
    if server.protocol == "redis":
        return run_redis(server, operation, connections, seconds)
    before = server.cpu_seconds()
    output = subprocess.run(
        [*ON_CORE_1, "wrk", "-t1", f"-c{connections}", f"-d{seconds:.0f}s", "--timeout", "30s", "-s",
         str(LOAD_TESTS / "dynamodb.lua"), f"http://127.0.0.1:{server.port}/", "--", operation],
        check=True, capture_output=True, text=True).stdout
    cpu = server.cpu_seconds() - before
    result = {key: int(value) for key, value in re.findall(r"(\w+)=(\d+)", output.split("RESULT")[1])}
    if result["errors"]:
        raise SystemExit(f"{server.name} {operation}: {result['errors']} errors")
    if not result["requests"]:
        if seconds > LONGEST_RUN_SECONDS:
            raise SystemExit(f"{server.name} {operation}: no answer within {seconds:.0f} s")
        return run(server, operation, connections, seconds * 4)
    return Figure(result["requests"] / result["micros"] * 1e6, cpu / result["requests"] * 1e6,
                  result["p50"], result["p99"], result["p999"])


def run_redis(server, operation, connections, seconds):
    trial = redis_benchmark(server, operation, connections, REDIS_TRIAL_REQUESTS)
    requests = max(REDIS_TRIAL_REQUESTS, int(rate(trial) * seconds))
    before = server.cpu_seconds()
    output = redis_benchmark(server, operation, connections, requests)
    cpu = server.cpu_seconds() - before
    return Figure(rate(output), cpu / requests * 1e6, *(percentile(output, share) for share in (50, 99, 99.9)))


def redis_benchmark(server, operation, connections, requests):
    return subprocess.run(
        [*ON_CORE_1, "redis-benchmark", "-p", str(server.port), "-t", operation.replace("put", "set"), "-d", str(ITEM_BYTES),
         "-r", str(REDIS_KEYS), "-c", str(connections), "-n", str(requests), "--precision", "3"],
        check=True, capture_output=True, text=True).stdout


def rate(output):
    return float(re.search(r"throughput summary: ([\d.]+)", output).group(1))


def percentile(output, share):
    """The first line of the distribution that covers this share, in microseconds."""
    lines = re.findall(r"([\d.]+)% <= ([\d.]+) milliseconds", output.split("Cumulative distribution")[0])
    return next((float(millis) * 1000 for covered, millis in lines if float(covered) >= share), float("nan"))
