package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// report says what was done and found, and returns whether all is well.
func (r *Run) report() bool {
	line := func(name, format string, values ...any) {
		fmt.Printf("%-16s%s\n", name, fmt.Sprintf(format, values...))
	}
	cycles := 0
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(r.killed)) {
		cycles += r.killed[name]
		parts = append(parts, fmt.Sprintf("%s %d", name, r.killed[name]))
	}
	line("services", "%s", r.product.flavour)
	line("cycles", "%d: %s", cycles, strings.Join(parts, "; "))
	r.operations(line)
	v := &r.verdict
	line("histories", "%d of %d persons checked, %d of these without places; %d operations in them have an outcome that was not known; the slowest check took %s",
		v.checked, v.persons, v.renumbered, v.open, v.slowest.Round(time.Millisecond))
	line("acknowledged", "%d writes, %d lost", v.acknowledged, v.lost)
	line("wrong answers", "%d", len(v.wrong))
	line("undecided", "%d", len(v.undecided))
	line("contradictions", "%d", len(v.contradictions))
	line("duration", "%s", time.Since(r.began).Round(time.Second))
	for _, text := range slices.Concat(v.wrong, v.undecided, v.contradictions) {
		fmt.Println("  " + text)
	}
	switch {
	case v.lost > 0 || len(v.contradictions) > 0:
		line("result", "VIOLATION")
	case len(v.undecided) > 0:
		line("result", "UNDECIDED")
	case len(v.wrong) > 0:
		line("result", "WRONG ANSWERS, and no violation")
	default:
		line("result", "OK")
		return true
	}
	return false
}

func (r *Run) operations(line func(string, string, ...any)) {
	outcomes := []Outcome{Done, Missing, Stale, NothingDone, Unknown}
	table := map[Kind]map[Outcome]int{}
	sums := map[Outcome]int{}
	total := 0
	for _, person := range r.persons {
		for _, request := range person.requests {
			kind, outcome := request.Input.Kind, request.Output.Outcome
			if table[kind] == nil {
				table[kind] = map[Outcome]int{}
			}
			table[kind][outcome]++
			sums[outcome]++
			total++
		}
	}
	row := func(counts map[Outcome]int) string {
		var cells []string
		for _, outcome := range outcomes {
			cells = append(cells, fmt.Sprintf("%7d %s", counts[outcome], outcome))
		}
		return strings.Join(cells, "  ")
	}
	line("requests", "%d:%s", total, row(sums))
	for _, kind := range slices.Sorted(maps.Keys(table)) {
		fmt.Printf("  %-26s%s\n", kind, row(table[kind]))
	}
}
