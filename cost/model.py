"""A year of so many visits a day on a platform: what is used, who waits, and what it costs."""

import math
import random
import zlib
from datetime import date

from facts import Failed
from simulate import REQUESTS, Clock, Pool, Product, Visit

#: Of this many visits a day everything is played, on as many days as make FEW visits; of more, a window of each hour; of many more,
#: of each three hours.
ALL, FEW, MOST_DAYS, MANY = 12_000, 2_000, 50, 1_000_000
#: A visit is over after so many seconds: in a window, those that began before it are still going on.
LONGEST = 150
YEAR = 365


def use(facts, day, platform, keep, visits, seed, assumed):
    """What a day of so many visits takes, on average, and how those who come fare."""
    if platform["billing"] == "machine" and keep is None:
        platform = _grown(facts, day, platform, visits, assumed)
    rng = random.Random(zlib.crc32(repr((seed, day.name, platform["name"], platform["size"], keep, visits)).encode()))
    if visits <= ALL:
        days = min(MOST_DAYS, max(1, math.ceil(FEW / visits)))
        runs, scale = [_days(facts, day, platform, keep, visits, rng, days, assumed)], 1 / days
    else:
        part = 3600 if visits <= MANY else 3 * 3600
        length = part * ALL / visits
        runs = [_window(facts, day, platform, keep, visits, rng, from_ + rng.random() * (part - length), length)
                for from_ in range(0, 86400, part)]
        scale = part / length
    waits = sorted(wait for run in runs for wait in run.waits)
    came = sum(run.visits for run in runs)
    if not waits:
        raise Failed(f"{day.name}: of {visits} visits a day none came in {len(runs)} runs")
    pools = [pool for run in runs for pool in run.pools.values()]
    changes = assumed["changes"] if day.visit else day.changes()
    kb = assumed["first"] * assumed["kb_first"] + (1 - assumed["first"]) * assumed["kb_later"] + changes * assumed["kb_change"]
    return {
        "visits": visits, "played": came, "cold_share": sum(run.cold for run in runs) / came,
        "wait_p50": waits[len(waits) // 2], "wait_p99": waits[min(len(waits) - 1, len(waits) * 99 // 100)],
        "requests": scale * sum(it.requests for it in pools), "starts": scale * sum(it.launched for it in pools),
        "billed_s": scale * sum(it.billed for it in pools), "resident_s": scale * sum(it.resident for it in pools),
        "most_instances": max(it.peak for it in pools),
        "cpu_s": scale * sum(run.cpu for run in runs), "database_cpu_s": scale * sum(run.database_cpu for run in runs),
        "awake_s": {window: scale * sum(run.awake[window] for run in runs) for window in runs[0].awake},
        "busiest_minute": day.busiest(), "gb": visits * kb / 1e6,
    }


def _grown(facts, day, platform, visits, assumed):
    """As one machine with the cores of as many as will be rented."""
    cpu = REQUESTS * (facts.gateway["list"].cpu + facts.rule["list"].cpu) + facts.user["refresh"].cpu
    cores = visits * day.busiest() / 60 * cpu / 1000
    vcpu = platform["size"]["vcpu"]
    return {**platform, "size": {**platform["size"], "vcpu": vcpu * max(1, math.ceil(cores / vcpu / assumed["most_load"]))}}


def _days(facts, day, platform, keep, visits, rng, days, assumed):
    product, until = Product(facts, platform, keep, rng), 86400.0 * days
    pings = platform.get("pings", assumed["pings"])
    if pings:
        product.spawn(product.pings(pings, until))
    product.spawn(product.arrivals(day.visits(visits, rng, 0.0, until)))
    product.run(until)
    product.finish()
    return product


def _window(facts, day, platform, keep, visits, rng, begin, length):
    # First as long again, or for as long as an instance is kept, without counting.
    start = begin - min(keep or 0, length)
    product = Product(facts, platform, keep, rng, start, begin, day.rate(visits, begin))
    product.spawn(product.arrivals(day.visits(visits, rng, start - LONGEST, begin + length)))
    product.run(begin + length)
    product.finish()
    return product


def bill(prices, platform, used, assumed, free=False):
    """What a year costs, in the currency of `prices`, in its four parts."""
    parts = {"platform": _platform(prices, platform, used, assumed, free), "database": 0.0, "ingress": 0.0, "traffic": 0.0}
    if platform["database"]:
        parts["database"] = _database(prices, prices["databases"][platform["database"]], used, assumed)
    if platform["ingress"]:
        it = prices["ingress"][platform["ingress"]]
        parts["ingress"] = _in(prices, it, it["hour"] * 24 * YEAR)
    if platform["traffic"]:
        it = prices["traffic"][platform["traffic"]]
        gb = used["gb"] * YEAR - (12 * it["free_gb_month"] if free else 0)
        parts["traffic"] = _in(prices, it, max(0, gb) * it["gb"])
    return {**parts, "whole": sum(parts.values())}


def _in(prices, it, amount):
    return amount * (1 if it["currency"] == prices["currency"] else prices["rates"][it["currency"]]["value"])


def _platform(prices, platform, used, assumed, free):
    if platform["billing"] == "machine":
        return _in(prices, platform, machines(platform, used, assumed) * platform["month"] * 12)
    seconds = used["billed_s" if platform["billing"] == "execution" else "resident_s"]
    amounts = {"request": used["requests"], "vcpu_s": seconds * platform["size"]["vcpu"], "gib_s": seconds * platform["size"]["gib"]}
    units = 0.0
    for name, factor in platform["units"].items():
        month = amounts[name] * YEAR / 12 - (platform.get("free", {}).get(name, 0) if free else 0)
        units += max(0, month) * factor
    return _in(prices, platform, 12 * tiered(platform["tiers"], units))


def tiered(tiers, units):
    """Each tier's price holds for what is above the one before it."""
    amount, below = 0.0, 0.0
    for limit, price in tiers:
        within = units - below if limit is None else min(units, limit) - below
        if within <= 0:
            break
        amount += within * price
        below = limit
    return amount


def machines(platform, used, assumed):
    """How many are rented, for the busiest minute and for the traffic. A machine without a database of its own runs it, too."""
    cpu = used["cpu_s"] + (0 if platform["database"] else used["database_cpu_s"])
    cores = cpu * used["busiest_minute"] / 60 + platform.get("system", {}).get("vcpu", 0)
    return max(math.ceil(cores / (platform["size"]["vcpu"] * assumed["most_load"])),
               math.ceil(used["gb"] * YEAR / 12 / platform["included_gb"]))


def _database(prices, it, used, assumed):
    """It is awake while it is asked, and as long again as it waits; as large as its CPU needs, in the middle."""
    awake = used["awake_s"][it["sleeps_after"]]
    units = max(it["least"], used["database_cpu_s"] / max(1, awake) / assumed["most_load"])
    gb = assumed["gb_least"] + used["visits"] * assumed["kb_person"] / 1e6
    return _in(prices, it, awake / 3600 * YEAR * units * it["hour"] + gb * 12 * it["gb_month"])


def crossing(volumes, one, other):
    """At how many visits one becomes dearer than the other: by straight lines between the points of a chart with logarithmic axes."""
    found = []
    for n in range(len(volumes) - 1):
        before, after = math.log(one[n] / other[n]), math.log(one[n + 1] / other[n + 1])
        if before < 0 <= after or after < 0 <= before:
            share = before / (before - after)
            found.append((volumes[n] * (volumes[n + 1] / volumes[n]) ** share, after >= before))
    return found


def warnings(prices, today=None):
    """What is older than a year, or does not say how old it is."""
    today = today or date.today()
    found = []
    for kind in ("platforms", "databases", "ingress", "traffic"):
        for it in prices[kind].values():
            for source in it["sources"]:
                found += _age(f"{it['name']} ({it['vendor']})" if "vendor" in it else it["name"], source["date"], source["url"], today)
    for currency, it in prices["rates"].items():
        found += _age(f"rate of {currency}", it["date"], it["source"], today)
    return found


def _age(name, day, url, today):
    if day is None:
        return [f"{name}: {url} has no date"]
    days = (today - date.fromisoformat(day)).days
    return [f"{name}: {url} is of {day}, older than a year"] if days > YEAR else []


def alone(rate, work, cold, slots, keep, seconds, seed):
    """One service whose requests come by chance, and take a time of chance: what formulas and SimFaaS can be held against."""
    rng, clock, took = random.Random(seed), Clock(), [0, 0]
    pool = Pool(slots, keep, lambda: (0.0, 0.0))

    def request():
        before = pool.launched
        instance, _ = pool.take(clock.now)
        mean = cold if pool.launched > before else work
        took[pool.launched > before] += 1
        yield rng.expovariate(1 / mean) if mean else 0.0
        pool.give(instance, clock.now)

    def arrivals():
        while True:
            yield rng.expovariate(rate)
            clock.spawn(request())
    clock.spawn(arrivals())
    clock.run(seconds)
    pool.finish(seconds)
    return {"requests": sum(took), "cold_share": took[1] / max(1, sum(took)), "instances": pool.resident / seconds,
            "busy": pool.billed / seconds}


def asleep(facts, platform, rng, times):
    """All three asleep, then a visit: seconds until the page, and until the data of somebody who is signed in, in the middle."""
    seconds = {"page": [], "home": []}
    for operation, found in seconds.items():
        for _ in range(times):
            product = Product(facts, platform, 60, rng)

            def visit():
                yield from product.call(operation, Visit(True))
                found.append(product.now)
            product.spawn(visit())
            product.run(60)
    return [sorted(it)[times // 2] for it in seconds.values()]
