"""What the points say: in sentences and tables, for RESULTS.md and for the page."""

import model

#: Of these the parts of the bill are shown.
SHOWN = (10, 1_000, 100_000, 10_000_000)
LIMIT = 1_000


class Told:
    def __init__(self, results, prices, assumptions):
        self.results, self.prices, self.assumptions = results, prices, assumptions
        self.volumes, self.platforms = results["volumes"], prices["platforms"]
        self._points = {(it["platform"], it["keep"], it["visits"]): it for it in results["points"]}

    def line(self, platform, value, keep="usual"):
        """A value over all volumes; the first keep of prices.json is the usual one."""
        keep = self.platforms[platform]["keep"][0] if keep == "usual" else keep
        return [value(self._points[platform, keep, it]) for it in self.volumes]

    def whole(self, platform):
        return self.line(platform, lambda it: it["cost"]["whole"])

    def name(self, platform):
        return f"{self.platforms[platform]['name']} ({self.platforms[platform]['vendor']})"

    def up_to(self, line, limit=LIMIT):
        """Up to how many visits a day a line stays below the limit; 0 if it never is."""
        if line[0] >= limit:
            return 0
        found = model.crossing(self.volumes, line, [limit] * len(line))
        return rounded(found[0][0]) if found else self.volumes[-1]

    def claim(self):
        """The course's claim: from 10,000 to under 1,000 CNY a year."""
        functions, machine = self.line("fc", lambda it: it["cost"]["platform"]), self.whole("machine-cn")
        whole, quiet = self.whole("fc"), self.pings()[0]
        few = f"with {self.volumes[0]} visits a day"
        return (f"From 10,000 to under 1,000 CNY a year is true of what runs the code, which on Function Compute costs {amount(functions[0])} CNY"
                f" {few} and stays under 1,000 up to {self.up_to(functions):,}; the whole product {self.stays(whole, few)}, because a timer wakes"
                f" its database {self.platforms['fc']['pings']:,} times a day (without one, and so without morning mail, it {self.stays(quiet, few)});"
                f" and one rented machine with everything on it costs {amount(machine[0])} CNY up to"
                f" {self.up_to(machine, machine[0] * 1.01):,}, and nobody waits.")

    def pings(self):
        """By pings a day: what a year on Function Compute costs with everything. Keys of JSON are texts."""
        return {self.platforms["fc"]["pings"]: self.whole("fc"), **{int(it): line for it, line in self.results["fewer_pings"].items()}}

    def stays(self, line, few):
        up_to = self.up_to(line)
        return f"is under it up to {up_to:,} visits a day" if up_to else f"costs {amount(line[0])} CNY even {few}"

    def claim_assumes(self):
        free = "with what is free each month subtracted" if self.results["free_tier"] else "nothing free subtracted"
        it = {name: it["value"] for name, it in self.assumptions.items()}
        return (f"List prices, {free}; a visit opens the page, reads the list and makes {it['changes']} changes;"
                f" {it['pings']} pings a day, of functions {self.platforms['fc']['pings']:,}; native executables, whose starts and CPU are those of the bench of {self.results['bench']['when'][:10]};"
                f" USD at {self.prices['rates']['USD']['value']} CNY; nobody's work, no backup, no second machine.")

    def crossings(self):
        """Where a platform becomes dearer or cheaper than the machine of its part of the world."""
        found = []
        for platform in (it for it in self.platforms if not it.startswith("machine")):
            machine = "machine-cn" if "China" in self.platforms[platform]["region"] else "machine"
            says = []
            for value in (lambda it: it["cost"]["whole"], lambda it: it["cost"]["platform"]):
                one, other = self.line(platform, value), self.line(machine, value)
                crossed = model.crossing(self.volumes, one, other)
                says.append(", ".join(f"{'dearer' if dearer else 'cheaper'} from {rounded(at):,}" for at, dearer in crossed)
                            or f"always {'dearer' if one[0] > other[0] else 'cheaper'}")
            found.append([self.name(platform), *says, self.name(machine)])
        return found

    def other_day(self):
        rows = []
        for point in self.results["other_day"]["points"]:
            both = self._points[point["platform"], point["keep"], point["visits"]], point
            rows.append([self.name(point["platform"]), *(
                value for it in both for value in (amount(it["cost"]["whole"]), share(it["cold_share"]), seconds(it["wait_p99"])))])
        return rows

    def typical(self):
        return 1_000 if 1_000 in self.volumes else self.volumes[0]

    def text(self):
        results = self.results
        keeps = [(platform, keep) for platform, it in self.platforms.items() for keep in it["keep"]]
        head = ["", *(f"{it:,}" for it in self.volumes)]
        parts = [f"""# Results

Written by `cost/run` in {results['seconds']} s on {results['when']}, seed {results['seed']}; day: {results['day']}; bench of {results['bench']['when']}, commit {results['bench']['commit']}. How, and what it does not show: [README.md](README.md). The page with the charts is [page.html](page.html), all numbers are in [results.json](results.json).

## The course's claim

{self.claim()}

Assumed: {self.claim_assumes()}""",
                 "## A year, by visits a day\n\nCNY for platform, database, ingress and traffic together.\n\n" + table(
                     head, [[self.name(it), *map(amount, self.whole(it))] for it in self.platforms]),
                 "## Of that\n\nCNY a year: platform + database + ingress + traffic.\n\n" + table(
                     ["", *(f"{it:,}" for it in self.shown())],
                     [[self.name(platform), *(" + ".join(amount(value) for value in cost) for cost in self.parts(platform))]
                      for platform in self.platforms]),
                 "## How often it is woken\n\nCNY a year for everything on Function Compute, by pings a day.\n\n" + table(
                     head, [[f"{pings:,}", *map(amount, line)] for pings, line in self.pings().items()]),
                 "## Where the lines cross\n\nVisits a day, beside one machine in the same part of the world.\n\n" + table(
                     ["", "with everything", "the platform alone", "beside"], self.crossings()),
                 "## Who waits for a start\n\nShare of the visits in which any request found something asleep, by seconds that an instance is kept.\n\n"
                 + table(["", "kept s", *head[1:]], [[self.name(platform), keep or "always", *(
                     share(it) for it in self.line(platform, lambda it: it["cold_share"], keep))] for platform, keep in keeps]),
                 "## How long\n\nSeconds until the list is there, without the visitor's own network: p50 / p99.\n\n"
                 + table(["", "kept s", *head[1:]], [[self.name(platform), keep or "always", *self.line(
                     platform, lambda it: f"{seconds(it['wait_p50'])} / {seconds(it['wait_p99'])}", keep)] for platform, keep in keeps]),
                 "## Held against a cluster\n\nAll three asleep, seconds in the middle: simulated, and measured by `e2e/run`"
                 " ([REPORT.md](../e2e/REPORT.md)). What the platform takes was taken from the page, so only the data say anything.\n\n" + table(["until", "simulated", "measured", "difference"], [
                     [what, f"{it['simulated']:.2f}", f"{it['measured']:.2f}", f"{it['simulated'] / it['measured'] - 1:+.0%}"]
                     for what, it in results["asleep"].items()]),
                 f"## Another day\n\n{self.typical():,} visits, {results['other_day']['day']}, beside the one above: CNY a year, share that waits, p99 in s."
                 "\n\n" + table(["", "above", "", "", "the other", "", ""], self.other_day()),
                 "## Assumed\n\n" + table(["", "", ""], [[name, it["value"], it["why"]] for name, it in self.assumptions.items()]),
                 f"## Prices\n\nRead on {self.prices['read']}; the date is that of the text.\n\n" + table(["", "date", "says", "where"], self.sources()),
                 "\n".join(f"- **Left out**: {it['what']}: {it['why']}." for it in self.prices["left_out"])
                 + "\n" + "\n".join(f"- **Warning**: {it}." for it in results["warnings"])]
        return "\n\n".join(parts) + "\n"

    def shown(self):
        return [it for it in SHOWN if it in self.volumes] or self.volumes[:1]

    def parts(self, platform):
        costs = dict(zip(self.volumes, self.line(platform, lambda it: it["cost"])))
        return [[costs[it][part] for part in ("platform", "database", "ingress", "traffic")] for it in self.shown()]

    def sources(self):
        rows = []
        for kind in ("platforms", "databases", "ingress", "traffic"):
            for key, it in self.prices[kind].items():
                name = self.name(key) if kind == "platforms" else it["name"]
                rows += [[name, source["date"] or "none", source["says"], source["url"]] for source in it["sources"]]
        return rows + [[f"1 {currency}", it["date"], f"{it['value']} {self.prices['currency']}, {it['says']}", it["source"]]
                       for currency, it in self.prices["rates"].items()]


def amount(value):
    return f"{value:,.0f}" if value >= 10 or value == 0 else f"{value:.1f}" if value >= 0.05 else f"{value:.2f}"


def seconds(value):
    return f"{value:.2f}" if value >= 0.1 else f"{value:.3f}"


def share(value):
    return "0" if value == 0 else "<0.1%" if value < 0.0005 else f"{value:.1%}"


def rounded(value):
    """Two digits: more would promise too much."""
    return int(float(f"{value:.2g}"))


def table(head, rows):
    return "\n".join("| " + " | ".join(str(it).replace("|", "\\|") for it in line) + " |" for line in [head, ["---"] * len(head), *rows])
