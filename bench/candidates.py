"""Who is measured: our services in each flavour, the peers, and how each is started."""

import base64
import json
import os
import re
import shutil
import subprocess
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path

import postgres
from processes import ROOT, WORK, Failed, Process, ask, http, until_200

PEERS = ROOT / "bench" / "peers"
SIGNING_KEY = ROOT / ".dev" / "signing-key.pem"
JWKS = ROOT / ".dev" / "jwks.json"
SERVICES = ("rule-service", "user-service", "gateway-service")
#: Each flavour, and the checkout that it has been built in: this one, unless the environment names another.
FLAVOURS = {flavour: Path(os.environ.get(variable, ROOT)).resolve() for flavour, variable in (
    ("native", "BENCH_NATIVE"), ("jvm-aot", "BENCH_AOT"), ("jvm", "BENCH_JVM"))}
# All below the ports that the system gives to clients: a connection to one of those can meet itself.
PORTS = {"gateway-service": 18080, "rule-service": 18081, "user-service": 18082, "express": 18083, "fastify": 18084,
         "go": 18085, "hello": 18086, "nginx": 18087, "nginx-fastify": 18088, "gateway-service jvm": 18089,
         "rule-service jvm": 18090}
DATABASE = f"postgresql://127.0.0.1:{postgres.PORT}"


@dataclass
class Candidate:
    """A program that can be started, and the request whose 200 shows that it is there."""
    name: str
    command: list
    port: int
    request: bytes
    env: dict = field(default_factory=dict)
    cwd: Path = None
    #: What it reads from disk when it starts.
    files: list = field(default_factory=list)

    def start(self):
        return Process(self.name.replace(" ", "-"), self.command, {"PORT": str(self.port), **self.env}, self.cwd)

    def ready(self):
        """Starts it and waits until it answers."""
        process = self.start()
        until_200(process, self.port, self.request)
        return process


def flavours():
    """The flavours that all three services have been built in."""
    return [flavour for flavour in FLAVOURS if all(command(service, flavour) for service in SERVICES)]


def command(service, flavour):
    """How it is started, or None if it has not been built."""
    target = FLAVOURS[flavour] / service / "target"
    jar = target / "quarkus-app" / "quarkus-run.jar"
    cache = target / "quarkus-app" / "app.aot"
    if flavour == "native":
        executable = next(target.glob(f"{service}-*-runner"), None)
        return executable and [executable]
    if not jar.exists() or flavour == "jvm-aot" and not cache.exists():
        return None
    # AOTMode=on: a cache that does not fit ends the start, instead of being ignored.
    aot = [f"-XX:AOTCache={cache}", "-XX:AOTMode=on"] if flavour == "jvm-aot" else []
    # A cache fits the Java that it was trained with.
    own = target / "jre" / "bin" / "java"
    return [own if flavour == "jvm-aot" else java(), "-XX:+UseSerialGC", *aot, "-jar", jar]


def java():
    homes = [os.environ.get("JAVA_HOME"), *sorted(map(str, Path("/usr/lib/jvm").glob("*25*")), reverse=True)]
    found = [f"{home}/bin/java" for home in homes if home] + ["java"]
    return next((it for it in found if shutil.which(it) and java_version(it) >= 25), found[-1])


def java_version(executable):
    text = subprocess.run([executable, "-version"], capture_output=True, text=True).stderr
    return int(re.search(r'version "(\d+)', text).group(1))


def service(name, flavour, request, rule_port=PORTS["rule-service"], user_port=PORTS["user-service"], port=None):
    if not JWKS.exists():
        raise Failed(f"{JWKS} is missing: ./mvnw verify and ./mvnw quarkus:dev make it")
    env = {"TODOLIST_JWKS": JWKS.read_text(), "TODOLIST_SIGNING_KEY": SIGNING_KEY.read_text(),
           "QUARKUS_REST_CLIENT_RULE_SERVICE_URL": f"http://127.0.0.1:{rule_port}",
           "QUARKUS_REST_CLIENT_USER_SERVICE_URL": f"http://127.0.0.1:{user_port}"}
    if name != "gateway-service":
        env |= {"QUARKUS_DATASOURCE_REACTIVE_URL": f"{DATABASE}/{database(name)}",
                "QUARKUS_DATASOURCE_USERNAME": "bench", "QUARKUS_DATASOURCE_PASSWORD": "bench"}
    start = command(name, flavour)
    return Candidate(f"{name} {flavour}", start, port or PORTS[name], request, {key: str(value) for key, value in env.items()},
                     files=_files(start))


def peer(name, request):
    env = {"DATABASE_URL": f"postgresql://bench@127.0.0.1:{postgres.PORT}/rules", "JWKS": str(JWKS),
           "LIST_SQL": str(PEERS / "list.sql"), "NODE_ENV": "production", "QUARKUS_HTTP_PORT": str(PORTS[name])}
    start = {"express": ["node", "server.js"], "fastify": ["node", "server.js"], "go": [WORK / "go-peer"],
             "hello": [hello()]}[name]
    folder = PEERS / name
    return Candidate(name, start, PORTS[name], request, env, folder if folder.exists() else None,
                     files=_files([shutil.which(str(start[0])), folder]))


def hello():
    return next((PEERS / "quarkus-hello" / "target").glob("*-runner"), None)


def nginx():
    """A proxy in front of rule-service and one in front of Fastify, with kept connections: nothing else is its business."""
    servers = "".join(
        f"upstream {name} {{ server 127.0.0.1:{port}; keepalive 256; }}\n"
        f"server {{ listen 127.0.0.1:{listen}; location / {{ proxy_pass http://{name}; proxy_http_version 1.1;"
        f" proxy_set_header Connection ''; }} }}\n"
        for name, port, listen in (("rule", PORTS["rule-service"], PORTS["nginx"]),
                                   ("fastify", PORTS["fastify"], PORTS["nginx-fastify"])))
    config = WORK / "nginx.conf"
    config.write_text(
        f"worker_processes auto; daemon off; pid {WORK}/nginx.pid; error_log stderr;\n"
        f"events {{ worker_connections 4096; }}\n"
        f"http {{ access_log off; keepalive_requests 100000000;\n{servers}}}\n")
    return Process("nginx", ["nginx", "-c", config, "-p", WORK])


def migrate(flavour):
    for name in ("rule-service", "user-service"):
        candidate = service(name, flavour, b"")
        start = [*candidate.command, "migrate"]
        done = subprocess.run(start, env={**os.environ, **candidate.env}, capture_output=True, text=True, timeout=120)
        if done.returncode:
            raise Failed(f"{name} migrate: {done.stdout[-800:]}{done.stderr[-800:]}")


def database(name):
    return {"rule-service": "rules", "user-service": "users"}[name]


def token(owner):
    """An access token as user-service makes them, but for hours."""
    now = int(time.time())
    kid = json.loads(JWKS.read_text())["keys"][0]["kid"]
    text = ".".join(_base64(json.dumps(part).encode()) for part in (
        {"typ": "JWT", "alg": "ES256", "kid": kid},
        {"iss": "todolist", "aud": "todolist", "sub": owner, "upn": "bench", "sid": "bench", "groups": ["user"], "iat": now,
         "exp": now + 6 * 3600, "jti": str(uuid.uuid4())}))
    signed = subprocess.run(["openssl", "dgst", "-sha256", "-sign", SIGNING_KEY], input=text.encode(),
                            capture_output=True, check=True)
    return f"{text}.{_base64(_concatenated(signed.stdout))}"


def _concatenated(der):
    """A signature of P-256 as JWS has it (RFC 7518, 3.4): two numbers of 32 bytes, which OpenSSL puts into DER."""
    numbers, at = b"", 2
    for _ in range(2):
        length = der[at + 1]
        numbers += der[at + 2:at + 2 + length].lstrip(b"\0").rjust(32, b"\0")
        at += 2 + length
    return numbers


def bearer(owner):
    return {"Authorization": f"Bearer {token(owner)}"}


def cookie(owner):
    return {"Cookie": f"jwtToken={token(owner)}"}


def sessions(count):
    """Refresh tokens of one new user with that many sessions; user-service must be up."""
    account = {"name": f"bench{int(time.time())}", "password": "correct horse battery"}
    port = PORTS["user-service"]
    ask(port, http("POST", "/users", body=account))
    logins = [json.loads(ask(port, http("POST", "/sessions", body=account))[1]) for _ in range(count)]
    return logins[0]["user"]["id"], [login["refreshToken"] for login in logins]


def _files(parts):
    found = []
    for part in map(Path, filter(None, parts)):
        folder = part.parent if part.name == "quarkus-run.jar" else part
        found += [file for file in folder.rglob("*") if file.is_file()] if folder.is_dir() else [folder]
    return [file for file in found if file.is_file()]


def _base64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
