"""The servers that are compared: how each is installed and started."""
import os
import shutil
import subprocess
from pathlib import Path

from comparison.server import HOME, KEYED, Server

ENTRY = HOME / "load-tests" / "entry"
PEERS = HOME / "load-tests" / "peers"
DYNAMODB_LOCAL = PEERS / "target" / "dynamodb-local"
BARE_FLAGS = ("-Xmx256m", "-XX:+UseG1GC", "-XX:+UseCompactObjectHeaders", "--enable-native-access=ALL-UNNAMED")
REDIS_FLAGS = ("--save", "", "--bind", "127.0.0.1")
NATIVE_WARM_UP_SHARE = 0.2
NODE_WARM_UP_SHARE = 0.4


def find_java():
    """The launcher's own rule, shorter: JAVA_HOME, or Debian's usual place."""
    for home in (os.environ.get("JAVA_HOME", ""), *map(str, sorted(Path("/usr/lib/jvm").glob("*25*")))):
        java = Path(home) / "bin" / "java"
        if home and java.is_file():
            return java
    raise SystemExit("no JDK 25: set JAVA_HOME")


def require(tool, package):
    if not shutil.which(tool):
        raise SystemExit(f"{tool} is missing (Debian: apt-get install {package})")


def maven(folder, java):
    subprocess.run(["mvn", "-q", "-B", "package"], cwd=folder, check=True,
                   env={**os.environ, "JAVA_HOME": str(java.parent.parent)})


class Peers:
    """Makes servers; what must be installed or built for one is, when it is first asked for."""

    def __init__(self, work):
        self.work = Path(work)
        self.java = find_java()

    def penstock(self):
        subprocess.run(["./penstock", "build"], cwd=HOME, check=True)
        return Server(
            "Penstock", [HOME / "penstock", "serve", "--port", 8110, "--data", self.work / "penstock"], 8110, (*KEYED, "entry"),
            environment={"PENSTOCK_MANAGEMENT_PORT": "8119"})

    def bare_vertx(self):
        quarkus = self.entry_application()
        classes = f"{quarkus}/app/*:{quarkus}/lib/main/*"
        command = [self.java, *BARE_FLAGS, "-cp", classes, "dev.penstock.entry.BareVertx"]
        return Server("bare Vert.x", command, 8100, ("get",))

    def bare_entry(self):
        quarkus = self.entry_application()
        command = [self.java, *BARE_FLAGS, "-Dquarkus.vertx.event-loops-pool-size=1", "-jar", quarkus / "quarkus-run.jar"]
        return Server("bare entry", command, 8102, ("get",))

    def entry_application(self):
        application = ENTRY / "target" / "quarkus-app"
        if not (application / "quarkus-run.jar").exists():
            maven(ENTRY, self.java)
        return application

    def dynamodb_local(self):
        if not DYNAMODB_LOCAL.exists():
            maven(PEERS, self.java)
        return Server("DynamoDB Local", [
            self.java, f"-Dsqlite4java.library.path={DYNAMODB_LOCAL}", "-cp", f"{DYNAMODB_LOCAL}/*",
            "com.amazonaws.services.dynamodbv2.local.main.ServerRunner",
            "-inMemory", "-disableTelemetry", "-port", 8120], 8120)

    def dynalite(self):
        require("node", "nodejs")
        return Server("dynalite", ["node", self.node_module("dynalite") / "cli.js", "--port", 8121], 8121,
                      warm_up_share=NODE_WARM_UP_SHARE)

    def dynoxide(self):
        program = self.node_module("@dynoxide/linux-x64") / "dynoxide"
        return Server("Dynoxide", [program, "--port", 8122], 8122, warm_up_share=NATIVE_WARM_UP_SHARE)

    def node_module(self, name):
        module = PEERS / "node_modules" / name
        if not module.exists():
            subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=PEERS, check=True,
                           stdout=subprocess.DEVNULL)
        return module

    def redis(self):
        return self.redis_server("Redis", 8130, "--appendonly", "no")

    def redis_synced(self):
        return self.redis_server("Redis, every write synced", 8131, "--appendonly", "yes", "--appendfsync", "always")

    def redis_server(self, name, port, *flags):
        require("redis-server", "redis-server redis-tools")
        folder = self.work / f"redis-{port}"
        folder.mkdir()
        return Server(name, ["redis-server", "--port", port, "--dir", folder, *REDIS_FLAGS, *flags], port,
                      ("get", "put"), "redis", NATIVE_WARM_UP_SHARE)
