"""Starts the product with nothing but the variables of each descriptor, on this machine. faas/lint --start runs this.

References are followed as the platform would do it: secrets to files that faas/secrets makes, addresses to ports of this machine.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import yaml

from product import Postgres, candidates, processes
from visitor import Visitor

FOLDER = Path(__file__).resolve().parent
PORTS = {"gateway-service": 3000, "rule-service": 3001, "user-service": 3002}
ADDRESSES = {service: f"http://127.0.0.1:{port}" for service, port in PORTS.items()}


def read(file):
    return yaml.safe_load((FOLDER / file).read_text())


#: By platform: a service's variables as they are written; and how a secret and another service's address are named there.
WRITTEN = {
    "aliyun": lambda service: read("aliyun/s.yaml")["resources"][service]["props"]["environmentVariables"],
    "aws": lambda service: next(
        it["Properties"]["Environment"]["Variables"] for it in read("aws/template.yaml")["Resources"].values()
        if it["Properties"]["FunctionName"] == service),
    "azure": lambda service: listed(read(f"azure/{service}.yaml")["properties"]["template"]["containers"][0]["env"]),
    "cloudrun": lambda service: listed(read(f"cloudrun/{service}.yaml")["spec"]["template"]["spec"]["containers"][0]["env"]),
    "tencent": lambda service: read(f"tencent/{service}/serverless.yml")["inputs"]["environment"]["variables"],
}
MIGRATIONS = {
    "azure": lambda service: listed(read(f"azure/{service}-migration.yaml")["properties"]["template"]["containers"][0]["env"]),
    "cloudrun": lambda service: listed(
        read(f"cloudrun/{service}-migration.yaml")["spec"]["template"]["spec"]["template"]["spec"]["containers"][0]["env"]),
}
SECRET = re.compile(r"\{\{resolve:secretsmanager:todolist:SecretString:([-a-z]+)}}|\$\{env[:(]'?([A-Z_]+)'?\)?}")
ADDRESS = re.compile(r"\$\{env[:(]'?([A-Z_]+)_ADDRESS'?\)?}|\$\{(\w+)Address}|https://([-a-z]+)-\$\{PROJECT_NUMBER}\.\$\{REGION}\.run\.app"
                     r"|http://([-a-z]+-service)(?=/|$)")


def listed(variables):
    """Names of secrets in the form of a reference."""
    def value(variable):
        if "value" in variable:
            return variable["value"]
        name = variable.get("secretRef") or variable["valueFrom"]["secretKeyRef"]["name"]
        return f"${{env:{name.replace('-', '_').upper()}}}"
    return {it["name"]: value(it) for it in variables}


def followed(written, secrets):
    def secret(found):
        return secrets[(found[1] or found[2]).replace("_", "-").lower()]

    def address(found):
        name = next(it for it in found.groups() if it)
        return ADDRESSES[re.sub(r"(?<=[a-z])(?=[A-Z])|_", "-", name).lower()]

    texts = {name: value["Fn::Sub"] if isinstance(value, dict) else value for name, value in written.items()}
    return {name: SECRET.sub(secret, ADDRESS.sub(address, text)) for name, text in texts.items()}


def try_out(platform, secrets):
    """What is wrong, or nothing."""
    started, postgres = [], Postgres()
    try:
        for service in ("rule-service", "user-service"):
            written = MIGRATIONS.get(platform, MIGRATIONS["cloudrun"])(service)
            program = candidates.command(service, "native")
            subprocess.run([*program, "migrate"], env=followed(written, secrets), check=True, timeout=60, capture_output=True)
        for service, port in PORTS.items():
            log = open(processes.WORK / "logs" / f"started-{platform}-{service}.log", "wb")
            env = followed(WRITTEN[platform](service), secrets) | {"PORT": str(port)}
            started.append(subprocess.Popen(candidates.command(service, "native"), env=env, stdout=log, stderr=log))
        for address in ADDRESSES.values():
            ready(address)
        return journey()
    finally:
        for process in started:
            process.terminate()
            process.wait(30)
        postgres.stop()


def ready(address):
    end = time.monotonic() + 30
    while True:
        try:
            return urllib.request.urlopen(f"{address}/q/health/ready", timeout=5).close()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)


def journey():
    visitor = Visitor(ADDRESSES["gateway-service"])
    visitor.registered().added("Buy milk")
    if b"Buy milk" not in visitor.ask("GET", "/api/home").body:
        return "the todo is not there"
    # The platform is believed: over https the cookies of http are none.
    if visitor.ask("GET", "/api/home", None, {"X-Forwarded-Proto": "https"}).status != 401:
        return "the gateway does not believe who hands over requests"
    for service in ("rule-service", "user-service"):
        timer = urllib.request.Request(f"{ADDRESSES[service]}/events", data=b"", method="POST")
        if urllib.request.urlopen(timer, timeout=30).status != 204:
            return f"{service} does not take the timer's call"
    return None


def main():
    failed = 0
    (processes.WORK / "logs").mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        databases = {f"{name}_{what}": value for name, database in (("TODOS", "rules"), ("USERS", "users"))
                     for what, value in (("URL", f"{candidates.DATABASE}/{database}"), ("USERNAME", "bench"), ("PASSWORD", "bench"))}
        subprocess.run([FOLDER / "secrets", folder], env={**os.environ, **databases}, check=True, stdout=subprocess.DEVNULL)
        secrets = {file.name: file.read_text() for file in Path(folder).iterdir()}
        for platform in WRITTEN:
            try:
                wrong = try_out(platform, secrets)
            except (OSError, subprocess.SubprocessError) as failure:
                wrong = f"{failure}, see target/logs/started-{platform}-…"
            print(f"{platform}: {wrong or 'the product starts with its variables'}", flush=True)
            failed += bool(wrong)
    print(f"{len(WRITTEN) - failed} passed, {failed} failed")
    return failed


try:
    sys.exit(1 if main() else 0)
except processes.Failed as failure:
    sys.exit(f"faas/lint: {failure}")
