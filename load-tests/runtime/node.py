"""A server on the whole machine, started by the launcher, and what can be read from outside."""
import os
import re
import socket
import subprocess
import time
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent.parent
POLL_SECONDS = 0.002
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


class Node:
    """Begins with the launcher's own start, so that the clock runs from the moment of its execution."""

    def __init__(self, data, port, flags=(), settings=()):
        self.port = port
        self.begun = time.monotonic()
        self.output = open(Path(data).parent / "server.log", "a+")
        self.said_before = self.output.tell()
        self.process = subprocess.Popen(
            [HOME / "penstock", *flags, "serve", "--port", str(port), "--management-port", str(port + 1), "--data", str(data),
             *settings], stdout=self.output, stderr=subprocess.STDOUT)

    def await_answer(self, seconds_max=600):
        """Seconds until GET / is answered with 200; 503, before, says that it recovers."""
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() - self.begun > seconds_max:
                self.output.seek(0)
                raise SystemExit("the server did not become ready:\n" + self.output.read())
            time.sleep(POLL_SECONDS)
        return time.monotonic() - self.begun

    def answers(self):
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as connection:
                connection.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
                return connection.recv(64).startswith(b"HTTP/1.1 200")
        except OSError:
            return False

    def cpu_seconds(self):
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS_PER_SECOND

    def resident_megabytes(self):
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) // 1024

    def recovered_line(self):
        """What this start says of its recovery, a moment after it answers."""
        while self.process.poll() is None:
            self.output.seek(self.said_before)
            for line in self.output:
                if line.startswith("  recovered") and line.endswith("\n"):
                    return line.split(None, 1)[1].strip()
            time.sleep(POLL_SECONDS)
        return ""

    def stop(self):
        self.process.terminate()
        self.process.wait(120)
        self.output.close()

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.output.close()
