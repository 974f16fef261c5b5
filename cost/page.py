"""One page for who decides: what it costs, who waits, where the lines cross. Nothing in it is fetched from elsewhere."""

import math
from html import escape

from report import LIMIT, amount, seconds, share

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 860, 400, 68, 306, 16, 48

#: By how it is billed: execution in blues, resident pods in oranges and reds, machines in greys.
COLOURS = {"fc": "#0b4f9e", "lambda": "#2a8fd8", "cloudrun-requests": "#6fb7c9", "cloudrun": "#b3261e", "container-apps": "#e07b39",
           "knative-pods": "#c99700", "knative-nodes": "#7a5a9a", "machine-cn": "#222222", "machine": "#7d7d7d"}
PARTS = {"platform": "#0b4f9e", "database": "#c99700", "ingress": "#7a5a9a", "traffic": "#8fb8a8"}
DASHED = {"machine-cn", "machine", "knative-nodes"}

STYLE = """
:root { color-scheme: light; font: 16px/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.6rem; line-height: 1.25 } h2 { font-size: 1.2rem; margin-top: 2.5rem }
.answer { font-size: 1.1rem; border-left: 4px solid #0b4f9e; padding: .25rem 1rem; background: #f2f6fb }
.small, figcaption { font-size: .85rem; color: #555 } figure { margin: 1rem 0 } svg { width: 100%; height: auto }
.wide { overflow-x: auto } table { border-collapse: collapse; font-size: .85rem } th, td { padding: .25rem .6rem; border-bottom: 1px solid #ddd; text-align: right; vertical-align: top }
th:first-child, td:first-child, .words th, .words td { text-align: left } .words td:nth-child(2) { white-space: nowrap } .words td:last-child { white-space: normal }
svg text { font: 12px system-ui, sans-serif; fill: #333; paint-order: stroke; stroke: #fff; stroke-width: 3px } svg .grid { stroke: #e6e6e6 } svg .axis { stroke: #999 }
.key { display: inline-block; width: .8rem; height: .8rem; border-radius: 2px; margin-right: .3rem; vertical-align: -1px }
@media print { body { margin: 0 } }
"""


def html(told):
    results = told.results
    return f"""<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>What the todo list costs to run</title><style>{STYLE}</style>
<h1>What the todo list costs to run, and who waits for it</h1>
<p class="answer">{escape(told.claim())}</p>
<p class="small">{escape(told.claim_assumes())}</p>
<h2>A year with everything</h2>
<p>Three ways to be billed: <span class="key" style="background:#0b4f9e"></span><b>for each execution</b> (blue),
<span class="key" style="background:#c99700"></span><b>for each pod while it is there</b> (yellow to red),
<span class="key" style="background:#222"></span><b>for machines</b> (dashed), which are there whether anybody comes or not.
Database, entrance and traffic are in it.</p>
{chart(told, told.whole, "CNY a year", money, limit=LIMIT)}
<h2>Of that, the platform alone</h2>
<p>What is paid for running the code. The difference to the chart above is mostly the database, which is the same whoever runs the code;
a machine has it on board.</p>
{chart(told, lambda it: told.line(it, lambda point: point["cost"]["platform"]), "CNY a year", money, limit=LIMIT)}
<h2>What a year is made of, with {told.typical():,} visits a day</h2>
<p>{"".join(f'<span class="key" style="background:{colour}"></span>{"entrance" if part == "ingress" else part} ' for part, colour in PARTS.items())}</p>
{bars(told, told.typical())}
<h2>Where the lines cross</h2>
<p>From how many visits a day each is dearer or cheaper than one machine in the same part of the world.</p>
<div class="wide">{rows(["", "with everything", "the platform alone", "beside"], told.crossings(), "words")}</div>
<h2>How many visits wait for a start</h2>
<p>Whoever comes when everything sleeps waits until it has started. The more people come, the rarer that is; a machine never sleeps.
How long an instance is kept after its last request is in brackets, as it is usual there. Beyond 12,000 visits a day it is an upper bound.</p>
{chart(told, lambda it: told.line(it, lambda point: point["cold_share"]), "of the visits; 0.01 % or less at the bottom", percent, fixed=(1e-4, 1),
       kept=True)}
<h2>How long they wait</h2>
<p>Seconds from the click to the list, without the visitor's own network: first what half of the visits wait at most, then all but one in
a hundred. From a million visits a day on, small instances are slow before they are many: they take ten requests at a time with a part of a CPU.</p>
{chart(told, lambda it: told.line(it, lambda point: point["wait_p50"]), "seconds, half of the visits", plain, kept=True, fixed=(0.01, 10))}
{chart(told, lambda it: told.line(it, lambda point: point["wait_p99"]), "seconds, all but one in a hundred", plain, kept=True, fixed=(0.01, 10))}
<p>Keeping instances for longer costs and saves waiting:</p>
<div class="wide">{keeping(told)}</div>
<h2>How sure this is</h2>
<p>Starts, CPU and latency of a request were measured (bench of {results['bench']['when']}). What a platform takes of a start was measured on
Knative only, where the page came {results['asleep']['page']['measured']:.2f} s after everything had slept; elsewhere it is assumed to be the same,
and functions are likely to be faster. From that the simulation says {results['asleep']['data']['simulated']:.2f} s until the list; the cluster took
{results['asleep']['data']['measured']:.2f} s. A database that sleeps, too, makes its first visitor wait for longer; that is not in it. The year is
an upper bound where it is billed by execution, because the dearest step of a visit, the renewed token, is counted as the first one of a process.
Assumed are:</p>
<div class="wide">{rows(["", ""], [[it["value"], it["why"]] for it in told.assumptions.values()], "words")}</div>
<p>Prices were read on {told.prices['read']}; the date is that of the text.</p>
<div class="wide">{rows(["", "date", "says", "where"], told.sources(), "words")}</div>
<ul class="small">{"".join(f"<li>Left out: {escape(it['what'])}: {escape(it['why'])}.</li>" for it in told.prices["left_out"])}
{"".join(f"<li>Warning: {escape(it)}.</li>" for it in results["warnings"])}</ul>
<p class="small">Written by cost/run on {results['when']}, seed {results['seed']}; day: {escape(results['day'])}.</p>
</html>
"""


def chart(told, line, unit, label, fixed=None, limit=None, kept=False):
    """Lines over the visits of a day, both axes logarithmic, each with its name at its end."""
    lines = {it: line(it) for it in told.platforms}
    values = [value for it in lines.values() for value in it if value > 0]
    low, high = fixed or (10 ** math.floor(math.log10(min(values))), 10 ** math.ceil(math.log10(max(values))))
    xs = told.volumes

    def x(value):
        return LEFT + (WIDTH - LEFT - RIGHT) * math.log(value / xs[0]) / max(1e-9, math.log(xs[-1] / xs[0]))

    def y(value):
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - math.log(min(high, max(low, value)) / low) / math.log(high / low))

    parts = []
    power = round(math.log10(low))
    while 10 ** power <= high * 1.001:
        at = y(10 ** power)
        parts.append(f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{at:.1f}" y2="{at:.1f}"/>'
                     f'<text x="{LEFT - 6}" y="{at + 4:.1f}" text-anchor="end">{label(10 ** power)}</text>')
        power += 1
    for value in (it for it in xs if math.log10(it) % 1 == 0):
        parts.append(f'<line class="grid" x1="{x(value):.1f}" x2="{x(value):.1f}" y1="{TOP}" y2="{HEIGHT - BOTTOM}"/>'
                     f'<text x="{x(value):.1f}" y="{HEIGHT - BOTTOM + 16}" text-anchor="{"end" if value == xs[-1] else "middle"}">{short(value)}</text>')
    parts.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 8}" text-anchor="middle">visits a day</text>'
                 f'<text x="{WIDTH - RIGHT + 8}" y="{TOP - 2}" style="fill:#888">{unit}</text>')
    if limit and low < limit < high:
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y(limit):.1f}" y2="{y(limit):.1f}" stroke="#2e7d32" stroke-dasharray="2 4"/>'
                     f'<text x="{WIDTH - RIGHT - 4}" y="{y(limit) + 15:.1f}" text-anchor="end" style="fill:#2e7d32">the course: under {limit:,}</text>')
    for platform, of in lines.items():
        path = " ".join(f"{x(a):.1f},{y(b):.1f}" for a, b in zip(xs, of))
        dash = ' stroke-dasharray="6 4"' if platform in DASHED else ""
        told_at = " · ".join(f"{short(a)}: {label(b)}" for a, b in zip(xs, of))
        parts.append(f'<polyline fill="none" stroke="{COLOURS.get(platform, "#000")}" stroke-width="2"{dash} points="{path}">'
                     f'<title>{escape(told.name(platform))}: {told_at}</title></polyline>')
    parts += names(told, {it: y(of[-1]) for it, of in lines.items()}, kept)
    return f'<figure><svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(unit)} by visits a day">{"".join(parts)}</svg></figure>'


def names(told, ends, kept):
    """At the end of each line, apart from each other."""
    space, parts, below = 15, [], -math.inf
    order = sorted(ends, key=ends.get)
    places = {}
    for it in order:
        below = places[it] = max(ends[it], below + space)
    above = HEIGHT - BOTTOM + 4
    for it in reversed(order):
        above = places[it] = min(places[it], above)
        above -= space
    for it in order:
        keep = told.platforms[it]["keep"][0]
        text = escape(told.name(it)) + (f" [{keep} s]" if kept and keep else "")
        parts.append(f'<path d="M{WIDTH - RIGHT} {ends[it]:.1f} L{WIDTH - RIGHT + 10} {places[it]:.1f}" fill="none" stroke="{COLOURS.get(it, "#000")}"/>'
                     f'<text x="{WIDTH - RIGHT + 13}" y="{places[it] + 4:.1f}" style="fill:{COLOURS.get(it, "#000")}">{text}</text>')
    return parts


def bars(told, volume):
    costs = {it: dict(zip(told.volumes, told.line(it, lambda point: point["cost"])))[volume] for it in told.platforms}
    most, height = max(it["whole"] for it in costs.values()), 26
    drawn = []
    for number, (platform, cost) in enumerate(sorted(costs.items(), key=lambda it: it[1]["whole"])):
        x, y = RIGHT - 40.0, number * height + 4
        drawn.append(f'<text x="{x - 8}" y="{y + 14}" text-anchor="end">{escape(told.name(platform))}</text>')
        for part, colour in PARTS.items():
            width = (WIDTH - RIGHT - 60) * cost[part] / most
            drawn.append(f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="{height - 8}" fill="{colour}"><title>{part}: {amount(cost[part])}</title></rect>')
            x += width
        drawn.append(f'<text x="{x + 6:.1f}" y="{y + 14}">{amount(cost["whole"])}</text>')
    return (f'<figure><svg viewBox="0 0 {WIDTH} {len(costs) * height + 8}" role="img" aria-label="parts of a year\'s cost">{"".join(drawn)}</svg>'
            f"<figcaption>CNY a year</figcaption></figure>")


def keeping(told):
    shown = [it for it in (100, 10_000) if it in told.volumes] or told.volumes[:1]
    head = ["", "kept s", *(f"{it:,} a day: {what}" for it in shown for what in ("CNY a year", "wait", "p99 s"))]
    lines = []
    for platform, it in told.platforms.items():
        for keep in it["keep"]:
            points = dict(zip(told.volumes, told.line(platform, lambda point: point, keep)))
            lines.append([told.name(platform), keep or "always", *(
                value for volume in shown for value in (amount(points[volume]["cost"]["whole"]), share(points[volume]["cold_share"]),
                                                        seconds(points[volume]["wait_p99"])))])
    return rows(head, lines)


def rows(head, lines, kind=""):
    cells = "".join("<tr>" + "".join(f"<td>{link(str(it))}</td>" for it in line) + "</tr>" for line in lines)
    return f'<table class="{kind}"><tr>{"".join(f"<th>{escape(it)}</th>" for it in head)}</tr>{cells}</table>'


def link(text):
    return f'<a href="{escape(text)}">{escape(text.split("/")[2])}</a>' if text.startswith("https://") else escape(text)


def short(value):
    return f"{value // 1_000_000} M" if value >= 1_000_000 else f"{value // 1000},000" if value >= 1000 else str(value)


def money(value):
    return f"{value:,.0f}" if value >= 1 else f"{value:g}"


def percent(value):
    return f"{value:.3%}".rstrip("0%").rstrip(".") + " %" if value < 1 else "100 %"


def plain(value):
    return f"{value:g}" if value >= 1 else f"{value:.3g}"
