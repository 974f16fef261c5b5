"""The machine: what it is, whether it is quiet, and the tools that the bench needs on it."""

import os
import platform
import re
import shutil
import subprocess
import time
from pathlib import Path

import candidates
import postgres
from processes import ROOT, WORK, Failed, machine_busy

#: Program: Debian's package
TOOLS = {"wrk": "wrk", "ab": "apache2-utils", "nginx": "nginx-light", "openssl": "openssl"}
#: Cores; a small Kubernetes at rest uses a fifth of one.
QUIET = 0.3
VEGETA = "github.com/tsenart/vegeta/v12@v12.13.0"


def prepare(log):
    """Everything that needs time but is not measured: tools, peers."""
    WORK.mkdir(exist_ok=True)
    os.environ["PATH"] += ":/usr/sbin"
    missing = [package for program, package in TOOLS.items() if not shutil.which(program)]
    if missing:
        if os.geteuid() or not shutil.which("apt-get"):
            raise Failed(f"please install {' '.join(missing)}")
        log(f"installing {' '.join(missing)}")
        _run(["apt-get", "install", "-y", "--no-install-recommends", *missing],
             env={"DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"})
    for program in ("go", "npm"):
        if not shutil.which(program):
            raise Failed(f"the peers need {program}")
    if not shutil.which("vegeta") and not (WORK / "vegeta").exists():
        log("building vegeta")
        _run(["go", "install", VEGETA], env={"GOBIN": str(WORK)})
    for name in ("express", "fastify"):
        folder = candidates.PEERS / name
        if not (folder / "node_modules").exists():
            _run(["npm", "ci"], cwd=folder)
    _run(["go", "build", "-o", WORK / "go-peer", "."], cwd=candidates.PEERS / "go")
    if not candidates.hello():
        if os.environ.get("GRAALVM_HOME"):
            log("building the empty Quarkus application, once")
            _run([ROOT / "mvnw", "-q", "-f", candidates.PEERS / "quarkus-hello" / "pom.xml", "package", "-Dnative"])
        else:
            log("WARNING: GRAALVM_HOME is not set: without the empty Quarkus native application")


def demand_quiet(log, only_warn):
    busy = machine_busy()
    time.sleep(3)
    cores = (machine_busy() - busy) / 3
    log(f"load average {os.getloadavg()[0]:.2f}, {cores:.2f} cores in use")
    if cores > QUIET:
        text = f"the machine is not quiet: {cores:.2f} cores are in use by others"
        if not only_warn:
            raise Failed(f"{text}; --anyway measures all the same")
        log(f"LOUD WARNING: {text}")


def describe(flavours):
    cpu = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2 ** 30
    return {
        "when": time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime()),
        "commit": _commit(ROOT),
        "machine": {"cpu": cpu[1] if cpu else platform.machine(), "cores": os.cpu_count(), "memory_gib": round(memory),
                    "system": f"{_os_name()}, Linux {platform.release()}", "load_before": os.getloadavg()[0]},
        "versions": {
            "java": _out(candidates.java(), "-version").splitlines()[1], "quarkus": _quarkus(), "node": _out("node", "-v"),
            "go": _out("go", "version").split()[2], "postgresql": postgres.VERSION,
            "nginx": _out("nginx", "-v").partition("/")[2], "wrk": _out("wrk", "-v").split()[1],
            "vegeta": VEGETA.partition("@")[2], "ab": _out("ab", "-V").split()[4],
            **{name: (candidates.PEERS / name / "package.json").read_text().split(f'"{name}": "')[1].split('"')[0]
               for name in ("express", "fastify")}},
        "flavours": {flavour: _commit(candidates.FLAVOURS[flavour]) for flavour in flavours},
        "postgresql_settings": postgres.SETTINGS,
        "executables_mib": {service: round(command[0].stat().st_size / 2 ** 20, 1) for service in candidates.SERVICES
                            if (command := candidates.command(service, "native"))},
    }


def _commit(checkout):
    changes = _out("git", "-C", checkout, "status", "--porcelain", "-uno")
    return _out("git", "-C", checkout, "rev-parse", "--short", "HEAD") + (" with changes" if changes else "")


def _quarkus():
    return re.search(r"<quarkus.version>(.*?)<", (ROOT / "pom.xml").read_text())[1]


def _os_name():
    found = re.search(r'PRETTY_NAME="(.*?)"', Path("/etc/os-release").read_text())
    return found[1] if found else platform.system()


def _out(*command):
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True)
    return (done.stdout + done.stderr).strip()


def _run(command, env=None, cwd=None):
    done = subprocess.run(list(map(str, command)), env={**os.environ, **(env or {})}, cwd=cwd, capture_output=True, text=True)
    if done.returncode:
        raise Failed(f"{' '.join(map(str, command))}: {done.stdout[-1500:]}{done.stderr[-1500:]}")
