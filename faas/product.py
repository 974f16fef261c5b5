"""The whole product inside a contract: PostgreSQL, the three services as functions, and a front door for each."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
# Starts PostgreSQL, and knows how a service is started in each flavour.
sys.path.append(str(FOLDER.parent / "bench"))
import postgres  # noqa: E402
import processes  # noqa: E402

# Both can run side by side.
processes.WORK = FOLDER / "target"
postgres.PORT = 19432

import aliyun  # noqa: E402
import aws  # noqa: E402
import candidates  # noqa: E402
import google  # noqa: E402
import tencent  # noqa: E402
from door import Door  # noqa: E402
from function import MEMORY, Function, artefact  # noqa: E402
from pooler import PgBouncer  # noqa: E402
from postgres import Postgres, Sql  # noqa: E402
from processes import Failed  # noqa: E402

candidates.PORTS = {name: port + 1000 for name, port in candidates.PORTS.items()}
PLATFORMS = {it.name: it for it in (aws.Lambda, aliyun.FunctionCompute, tencent.Scf, google.CloudRun)}
DOORS = {"gateway-service": 3000, "rule-service": 3001, "user-service": 3002}
#: Program: Debian's package
TOOLS = {"bwrap": "bubblewrap", "readelf": "binutils", "openssl": "openssl"}
EMULATOR = "github.com/aws/aws-lambda-runtime-interface-emulator/cmd/aws-lambda-rie@v0.0.0-20261030222936-bef5c4ba774d"
ADAPTER = "lambda_web_adapter@1.0.0-rc1"
# Made for these runs; on a platform they are secrets.
EVENTS_KEY = "key-of-the-services-in-faas"
CALLER_KEY = "key-of-the-installation-in-faas-0123456789"


class Product:

    def __init__(self, platform, flavour="native", pooled=False):
        """@param pooled: with PgBouncer in front of PostgreSQL"""
        prepare(platform)
        self.platform = PLATFORMS[platform](MEMORY)
        self.flavour = flavour
        self.artefacts = {service: artefact(candidates.command(service, flavour)) for service in DOORS}
        self.postgres = Postgres()
        # Past the pooler: Flyway wants a session of its own.
        candidates.migrate(flavour)
        self.pooler = PgBouncer() if pooled else None
        self.functions = {service: Function(self.platform, service, self.artefacts[service], self.environment(service))
                          for service in DOORS}
        self.doors = {service: Door(port, self.functions[service]) for service, port in DOORS.items()}

    def environment(self, service):
        """What each needs, and no more: keys, its database, and the others' front doors, which are all that it can reach."""
        env = {"TODOLIST_JWKS": candidates.JWKS.read_text(), "TODOLIST_CALLER_KEYS": CALLER_KEY}
        if self.flavour != "native":
            # On a platform the JVM sees the memory that the function was given.
            env["JAVA_TOOL_OPTIONS"] = f"-XX:MaxRAM={MEMORY}m"
        rules, users = (f"http://127.0.0.1:{DOORS[it]}" for it in ("rule-service", "user-service"))
        if service == "gateway-service":
            # Whoever hands over requests says in X-Forwarded-Proto and X-Forwarded-For what it knows of the visitor.
            return env | {"QUARKUS_REST_CLIENT_RULE_SERVICE_URL": rules, "QUARKUS_REST_CLIENT_USER_SERVICE_URL": users,
                          "TODOLIST_TRUSTED_PROXIES": "127.0.0.1/32"}
        other = users if service == "rule-service" else rules
        env |= {"QUARKUS_DATASOURCE_REACTIVE_URL": f"{candidates.DATABASE}/{candidates.database(service)}",
                "QUARKUS_DATASOURCE_USERNAME": "bench", "QUARKUS_DATASOURCE_PASSWORD": "bench",
                "TODOLIST_EVENTS_KEYS": EVENTS_KEY, "TODOLIST_EVENTS_FEED": f"{other}/events",
                "TODOLIST_EVENTS_SINK": f"{other}/events"}
        if self.pooler:
            env |= self.pooler.environment(service)
        if service == "user-service":
            env |= {"TODOLIST_SIGNING_KEY": candidates.SIGNING_KEY.read_text(),
                    "TODOLIST_BACKCHANNEL_LOGOUT_URI": f"{rules}/backchannel-logout"}
        return env

    def gateway(self):
        return self.doors["gateway-service"]

    def instances(self):
        return [instance for function in self.functions.values() for instance in function.instances]

    def invocations(self):
        """Since the last time."""
        found = [it for function in self.functions.values() for it in function.invocations]
        for function in self.functions.values():
            function.invocations = []
        return found

    def cut(self):
        """Every connection to PostgreSQL and to a front door ends."""
        for database in ("rules", "users"):
            self.sql(database, "select pg_terminate_backend(pid) from pg_stat_activity"
                               " where datname = current_database() and pid <> pg_backend_pid()")
        for door in self.doors.values():
            door.cut()

    def sql(self, database, statement):
        connection = Sql(database)
        try:
            return connection.run(statement)
        finally:
            connection.socket.close()

    def cool(self):
        for function in self.functions.values():
            function.stop()

    def stop(self):
        for door in self.doors.values():
            door.close()
        self.cool()
        if self.pooler:
            self.pooler.stop()
        self.postgres.stop()


def prepare(platform):
    """The tools: bubblewrap for all, and AWS' own two programs, which are built once."""
    missing = [package for program, package in TOOLS.items() if not shutil.which(program)]
    if missing:
        raise Failed(f"please install {' '.join(missing)}")
    programs = processes.WORK / "bin"
    if platform == "lambda" and not (programs / "aws-lambda-rie").exists():
        _run(["go", "install", EMULATOR], env={"GOBIN": str(programs), "CGO_ENABLED": "0"})
    if platform == "lambda" and not (programs / "lambda-adapter").exists():
        _run(["cargo", "install", "--locked", "--root", str(processes.WORK), ADAPTER])


def _run(command, env=None):
    print("faas:", " ".join(command), flush=True)
    done = subprocess.run(command, env={**os.environ, **(env or {})}, capture_output=True, text=True)
    if done.returncode:
        raise Failed(f"{' '.join(command)}: {done.stderr[-1500:]}")


def digest(artefact):
    """Of an executable: that the platforms were given the same one."""
    return hashlib.sha256(artefact.source.read_bytes()).hexdigest()


def needed_glibc(executable):
    """The newest version of a symbol of glibc that it asks for."""
    listed = subprocess.run(["readelf", "-W", "-V", executable], capture_output=True, text=True, check=True).stdout
    return max(tuple(map(int, it.split("."))) for it in re.findall(r"GLIBC_(\d[\d.]*)", listed))
