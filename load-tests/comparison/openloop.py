"""The open-loop generator: a program of its own on core 1."""
import re
import subprocess

from comparison.peers import maven
from comparison.server import HOME

PROJECT = HOME / "load-tests" / "open-loop"


class Generator:
    """The open-loop generator, built when it is missing or older than its sources."""

    def __init__(self, java, connections):
        built = PROJECT / "target" / "classes" / "dev" / "penstock" / "load" / "OpenLoop.class"
        sources = [PROJECT / "pom.xml", *(PROJECT / "src").rglob("*.java")]
        if not built.exists() or built.stat().st_mtime < max(source.stat().st_mtime for source in sources):
            maven(PROJECT, java)
            built.touch()
        self.command = ["taskset", "-c", "1", str(java), "-Xmx1g", "-XX:+UseSerialGC", "-cp",
                        f"{PROJECT}/target/classes:{PROJECT}/target/lib/*", "dev.penstock.load.OpenLoop"]
        self.connections = connections

    def run(self, server, shape, rate, seconds, warm_up):
        output = subprocess.run([*self.command, str(server.port), shape, str(rate), str(seconds), str(warm_up), str(self.connections)],
                                check=True, capture_output=True, text=True).stdout
        return {key: int(value) for key, value in re.findall(r"(\w+)=(\d+)", output)}
