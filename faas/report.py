"""RESULTS.md: what faas/test all has seen."""

import os
import platform
import subprocess
import time

import candidates
from function import MEMORY
from product import FOLDER, digest

FILE = FOLDER / "RESULTS.md"


def digests(product):
    return {name: digest(artefact) if artefact.source.is_file() else "a JVM's folder" for name, artefact in product.artefacts.items()}


def write(results, arguments, seconds, load):
    artefacts = [it["artefacts"] for it in results.values()]
    if any(it != artefacts[0] for it in artefacts):
        raise AssertionError("the platforms were given different artefacts")
    parts = [f"""# Results

Written by `faas/test all` in {seconds:.0f} s on {time.strftime('%Y-%m-%d', time.gmtime())}, {arguments.flavour}, from a checkout at commit {_commit(arguments.flavour)}, on {os.cpu_count()} cores of {platform.machine()} that the services, PostgreSQL and the front doors share; load average {load:.1f} before and {os.getloadavg()[0]:.1f} behind it. On a busy machine trust the ratios. How, and what it does not show: [README.md](README.md).

The same executables were given to all platforms (SHA-256):

""" + _table(["service", "SHA-256"], [[name, f"`{value[:16]}…`"] for name, value in artefacts[0].items()])]
    parts.append("## Checks\n\n" + _table(["platform", "passed", "failed", "skipped", "which failed"], [
        [name, it["passed"], it["failed"], it["skipped"], ", ".join(it["broken"])] for name, it in results.items()]))
    whats = list(dict.fromkeys(what for it in results.values() for what in it["seen"]))
    parts.append("## Seen\n\n" + _table(["", *results], [
        [what, *(it["seen"].get(what, "–") for it in results.values())] for what in whats]))
    rows = [[name, what, *(_ms(one.get(key)) for key in ("cold", "plain cold", "warm", "plain warm")),
             ", ".join(f"{mib:.0f} {program}" for program, mib in one.get("memory", {}).items())]
            for name, it in results.items() for what, one in it["measured"].items()]
    parts.append(f"## Cold and warm\n\nMilliseconds, medians; cold: no instance, the first answer through the front door; plain: the same"
                 f" program launched as a process, in turn with it. MiB: the most that was resident, of {MEMORY} given.\n\n"
                 + _table(["platform", "", "cold", "plain process", "warm", "plain process", "MiB"], rows))
    rows = [[name, what, one["billed cold"], one["billed warm"]]
            for name, it in results.items() for what, one in it["measured"].items() if "billed cold" in one]
    parts.append("## Billed\n\nThe middle one of the requests above, in each platform's units and steps.\n\n"
                 + _table(["platform", "", "cold", "warm"], rows))
    FILE.write_text("\n\n".join(parts) + "\n")


def _ms(value):
    return "" if value is None else f"{value:.1f}"


def _commit(flavour):
    """Of the checkout that holds the executables."""
    done = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=candidates.FLAVOURS[flavour], capture_output=True, text=True)
    return done.stdout.strip()


def _table(head, rows):
    return "\n".join("| " + " | ".join(str(it).replace("|", "\\|").replace("\n", " ") for it in line) + " |"
                     for line in [head, ["---"] * len(head), *rows])
