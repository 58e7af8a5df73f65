"""A server under test: a process on core 0."""
import os
import re
import signal
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent.parent
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
READY_SECONDS = 60
STOP_SECONDS = 30
KEYED = ("get", "put", "update", "query", "scan", "batch", "mix")


@dataclass
class Server:
    """What starts it, and which operations make sense against it."""

    name: str
    command: list
    port: int
    operations: tuple = KEYED
    protocol: str = "dynamodb"
    warm_up_share: float = 1.0
    environment: dict = field(default_factory=dict)
    process: subprocess.Popen = None
    start_seconds: float = 0.0

    def start(self):
        self.output = tempfile.TemporaryFile("w+")
        begun = time.monotonic()
        self.process = subprocess.Popen(
            ["taskset", "-c", "0", *map(str, self.command)], cwd=HOME, env={**os.environ, **self.environment},
            stdout=self.output, stderr=subprocess.STDOUT)
        while not self.listens():
            if self.process.poll() is not None or time.monotonic() - begun > READY_SECONDS:
                self.output.seek(0)
                raise SystemExit(f"{self.name} did not become ready:\n{self.output.read()}")
            time.sleep(0.02)
        self.start_seconds = time.monotonic() - begun

    def listens(self):
        """Any answer counts; Penstock answers 503 until it is ready."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as connection:
                if self.protocol != "dynamodb":
                    return True
                connection.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
                answer = connection.recv(64)
                return answer.startswith(b"HTTP/1.1 ") and not answer.startswith(b"HTTP/1.1 503")
        except OSError:
            return False

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def cpu_seconds(self):
        """User and system time so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS_PER_SECOND

    def resident_megabytes(self):
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) // 1024
