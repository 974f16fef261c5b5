"""RESULTS.md: what results.json says, as tables, targets first."""

from load import CONNECTIONS


def text(results):
    parts = [_head(results), _targets(results)]
    for section, of in (("start", _start), ("chain", _chain), ("load", _load), ("memory", _memory), ("lists", _lists),
                        ("events", _events)):
        if results.get(section):
            parts.append(of(results[section]))
    return "\n\n".join(parts) + "\n"


def _head(results):
    machine = results["machine"]
    versions = ", ".join(f"{name} {version}" for name, version in results["versions"].items())
    settings = ", ".join(f"{name}={value}" for name, value in results["postgresql_settings"].items())
    size = ", ".join(f"{name} {value} MiB" for name, value in results["executables_mib"].items()) or "none built"
    flavours = ", ".join(f"{name} {commit}" for name, commit in results["flavours"].items())
    return f"""# Results

Written by `bench/run`{' quick: a smoke test, no measurement' if results['quick'] else ''} in {results['seconds']} s on {results['when']}, commit {results['commit']}. How it is measured: [README.md](README.md).

- {machine['cpu']}, {machine['cores']} cores, {machine['memory_gib']} GiB, {machine['system']}; load average before: {machine['load_before']:.2f}. Clients, services and database share the cores.
- {versions}
- PostgreSQL: {settings}, the rest its defaults (fsync on)
- Flavours, with the commit of the checkout that holds them: {flavours}; load and lists on {next(iter(results['flavours']))}; native executables: {size}"""


def _targets(results):
    rows = [[it["text"], f"{it['sense']} {it['target']:g}", "–" if it["measured"] is None else f"{it['measured']:g}",
             "yes" if it["reached"] else "not measured" if it["measured"] is None else "**no**"]
            for it in results["targets"].values()]
    return "## Targets\n\n" + _table(["", "target", "measured", "reached"], rows)


def _start(start):
    base = start["express, query"]["ms"]
    rows = [[name, it["ms"], f"{it['ms'] / base:.2f}", it["cpu_ms"], it["mib"], *(_pair(it["cold"]))]
            for name, it in sorted(start.items(), key=lambda entry: entry[1]["ms"])]
    return ("## Launch to the first 200\n\nMedians of launches in turn, page cache warm; cold: its own files forgotten by the page"
            " cache. CPU is all that the process used until then, RSS what is resident then.\n\n"
            + _table(["", "ms", "by Express", "CPU ms", "RSS MiB", "cold ms", "cold CPU ms"], rows))


def _chain(chain):
    rows = [[flavour, name, it["ms"], f"{it['ms'] / of['measures'][of['slowest']]['ms']:.2f}", it["cpu_ms"]]
            for flavour, of in chain.items() for name, it in of["measures"].items()]
    return ("## All three asleep\n\nUntil the data of the signed-in page (`/api/home`, access token run out), by the slowest of"
            " the three alone.\n\n" + _table(["flavour", "", "ms", "by slowest alone", "CPU ms"], rows))


def _load(load):
    parts = [f"## Load ({load['flavour']})\n\nrequests a second (p50 / p99 in ms) at 1, 8, 50, 200 kept connections, closed loop."]
    points = {(it["operation"], it["way"], it["connections"]): it for it in load["closed"]}
    names = dict.fromkeys((operation, way) for operation, way, _ in points)
    parts.append(_table(
        ["", "", *(f"c={it}" for it in CONNECTIONS)],
        [[operation, way, *(_rate(points[operation, way, it]) for it in CONNECTIONS)] for operation, way in names]))
    programs = sorted({name for it in load["closed"] for name in it["cpu_s_per_1000"]})
    parts.append("CPU seconds a thousand requests at c=50; others: the most cores that anything else used meanwhile.\n\n" + _table(
        ["", "", *programs, "others"],
        [[operation, way, *(points[operation, way, 50]["cpu_s_per_1000"].get(it) or "" for it in programs),
          points[operation, way, 50]["others_cores"]] for operation, way in names]))
    parts.append("Open loop, list of ten, ms.\n\n" + _table(
        ["a second", "", "p50", "p99", "max", "answered"],
        [[it["rate"], it["way"], it["p50"], it["p99"], it["max"], f"{it['success']:.1%}"] for it in load["open"]]))
    parts.append("Overload: the gateway alone, open loop over 200 connections, by the rate of the closed loop at c=50. Refused is"
                 " 503 with Retry-After: each service behind it may have so many requests under way and no more. p50 / p99 in ms.\n\n"
                 + _table(["", "share", "offered a second", "served", "refused", "failed"],
                          [[it["operation"], it["share"], it["offered"], *(_answered(it[kind]) for kind in ("served", "refused", "failed"))]
                           for it in load["overload"]]))
    parts.append("`ab -n 1000 -c 200`, the course's command, for the record: a connection for each request.\n\n" + _table(
        ["", "a second", "p99 ms", "failed"], [[way, it["rps"], it["p99"], it["failed"]] for way, it in load["ab"].items()]))
    return "\n\n".join(parts)


def _memory(memory):
    rows = [[name, idle["rss"], idle["anonymous"], idle["pss"],
             memory["loaded"][name]["rss"], memory["loaded"][name]["anonymous"], memory["loaded"][name]["peak"]]
            for name, idle in memory["idle"].items()]
    return ("## Memory\n\nMiB; nginx without its workers. Anonymous is what is no file's; pages of files, such as the"
            " executable, are shared by the pods of a node, and the kernel may drop them.\n\n" + _table(
                ["", "idle RSS", "of it anonymous", "idle PSS", "RSS after load", "of it anonymous", "most under load"], rows))


def _lists(lists):
    sizes = list(next(iter(lists["ms"].values())))
    rows = [[kind, *(of[size] for size in sizes), f"{lists['ratio'][kind]:.2f}"] for kind, of in lists["ms"].items()]
    return ("## Length of the list\n\nMilliseconds of a page of ten by how many todos the owner has; the last column of sizes:"
            f" {lists['owners']:,} owners of 100.\n\n"
            + _table(["", *(f"{int(it):,}" if it.isdigit() else it for it in sizes),
                      f"{int(lists['to']):,} by {int(lists['from']):,}"], rows))


def _events(events):
    return ("## Events\n\nFrom the commit of a change at user-service to the commit of what it does at rule-service, both awake:"
            f" {events['changes']:,} changes, {events['rate']} a second, ms.\n\n"
            + _table(["p50", "p99", "max"], [[events["p50"], events["p99"], events["max"]]]))


def _rate(it):
    errors = f" **{it['errors']} errors**" if it["errors"] else ""
    return f"{it['rps']} ({it['p50']:.2f} / {it['p99']:.2f}){errors}"


def _answered(it):
    return f"{it['rps']} ({it['p50']} / {it['p99']})" if it["rps"] else "–"


def _pair(cold):
    return (cold["ms"], cold["cpu_ms"]) if cold else ("", "")


def _table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)
