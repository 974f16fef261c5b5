package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"github.com/anishathalye/porcupine"
)

// longestCheck of one history; one that takes longer is not decided, and that is no success.
const longestCheck = 2 * time.Minute

// mostExplained is how many operations are told, the last ones: it is there that something does not fit.
const mostExplained = 15

const longestShrinking = 30 * time.Second

// Verdict is what was found out about the persons so far.
type Verdict struct {
	persons        int
	checked        int
	open           int // operations without an answer that may have happened or not
	renumbered     int // histories in which todos got new places in the same order
	slowest        time.Duration
	acknowledged   int      // writes
	lost           int      // of these
	wrong          []string // answers that the API does not have
	undecided      []string
	contradictions []string
}

// isGood tells whether nothing was lost, nothing contradicts anything, and everything could be decided.
func (v *Verdict) isGood() bool {
	return v.lost == 0 && len(v.contradictions) == 0 && len(v.undecided) == 0
}

// add takes over what another one has found.
func (v *Verdict) add(other Verdict) {
	v.persons += other.persons
	v.checked += other.checked
	v.open += other.open
	v.renumbered += other.renumbered
	v.slowest = max(v.slowest, other.slowest)
	v.acknowledged += other.acknowledged
	v.lost += other.lost
	v.wrong = append(v.wrong, other.wrong...)
	v.undecided = append(v.undecided, other.undecided...)
	v.contradictions = append(v.contradictions, other.contradictions...)
}

// judge holds a person's whole history against the model.
func judge(p *Person) Verdict {
	v := Verdict{persons: 1, wrong: p.wrong, contradictions: slices.Clone(p.contradictions)}
	if !p.isContradicted() {
		v.check(p)
	}
	return v
}

func (v *Verdict) check(p *Person) {
	if p.hasMany {
		return
	}
	v.checked++
	if isRenumbered(p.requests) {
		v.renumbered++
	}
	began := time.Now()
	history := operations(p.requests)
	for _, one := range history {
		if isOpen(one) {
			v.open++
		}
	}
	result, info := decide(history)
	v.slowest = max(v.slowest, time.Since(began))
	switch result {
	case porcupine.Illegal:
		v.contradictions = append(v.contradictions, p.name+": the history is not linearizable, see "+page(p, info)+explain(shrink(history, longestShrinking)))
	case porcupine.Unknown:
		v.undecided = append(v.undecided, fmt.Sprintf("%s: not decided in %s, see %s", p.name, longestCheck, page(p, info)))
	}
}

// decide looks at each todo by itself first: it takes far longer to find that there is no order for all of them.
func decide(history []porcupine.Operation) (porcupine.CheckResult, porcupine.LinearizationInfo) {
	isWrong := func(part []porcupine.Operation) bool {
		return porcupine.CheckOperationsTimeout(Model, part, longestCheck/20) == porcupine.Illegal
	}
	if part, found := partThatIs(isWrong, history, ones(history), time.Now().Add(longestCheck)); found {
		return porcupine.CheckOperationsVerbose(Model, part, longestCheck)
	}
	return porcupine.CheckOperationsVerbose(Model, history, longestCheck)
}

// page shows the history, or the part of it that is wrong by itself.
func page(p *Person, info porcupine.LinearizationInfo) string {
	file := filepath.Join(target, p.name+".html")
	if err := porcupine.VisualizePath(Model, info, file); err != nil {
		return err.Error()
	}
	return file
}

// explain shows what is enough to be wrong, with milliseconds since the run began.
func explain(history []porcupine.Operation) string {
	text := "; this is enough of it:"
	if more := len(history) - mostExplained; more > 0 {
		text = fmt.Sprintf("; this is enough of it, but for %d operations before:", more)
		history = history[more:]
	}
	for _, one := range history {
		returned := "never"
		if !isOpen(one) {
			returned = fmt.Sprintf("%.3f", float64(one.Return)/1e6)
		}
		text += fmt.Sprintf("\n    %.3f to %s  %s", float64(one.Call)/1e6, returned, describe(one.Input.(Input), one.Output.(Output)))
	}
	return text
}

// compare reads what a person has when the run is over, and counts what was acknowledged and is not there. What has changed
// since the person's last look was done by a request without an answer, or it is a contradiction.
func (v *Verdict) compare(p *Person) error {
	if p.isContradicted() {
		// What it has can't be read.
		return nil
	}
	before := len(p.requests)
	session := newSession(p.base)
	if err := p.enter(session, "/api/session"); err != nil {
		return err
	}
	if err := p.readAll(session); err != nil {
		return err
	}
	if p.isContradicted() {
		v.contradictions = append(v.contradictions, p.contradictions...)
		return nil
	}
	// Reads that had to be repeated are in between.
	now, then := latest(p.requests[before:]), latest(p.requests[:before])
	rows := slices.Concat(now[List].Todos, now[Bin].Todos)
	v.count(p, rows)
	all := state(nil)
	for _, seen := range rows {
		all = all.with(seen.Todo, &todo{version: seen.Version, name: seen.Name, status: seen.Status, deleted: seen.Deleted, place: seen.Place})
	}
	for kind, out := range now {
		if ok, _ := all.read(Input{Kind: kind}, out); !ok {
			v.contradictions = append(v.contradictions, fmt.Sprintf("%s: in the end %s does not agree with the rows: %+v\n%v", p.name, kind, out, all))
		}
	}
	if !slices.Equal(rows, slices.Concat(then[List].Todos, then[Bin].Todos)) {
		v.check(p)
	}
	return nil
}

// latest are the last answers to the reads of all that there is.
func latest(requests []Request) map[Kind]Output {
	found := map[Kind]Output{}
	for _, request := range requests {
		if slices.Contains([]Kind{Home, Count, List, Bin}, request.Input.Kind) && request.Output.Outcome == Done {
			found[request.Input.Kind] = request.Output
		}
	}
	return found
}

// count needs no model: a todo has as many versions as it was changed, no fewer than were acknowledged and no more than were
// asked for.
func (v *Verdict) count(p *Person, rows []Seen) {
	last := map[int]int{}
	for _, seen := range rows {
		last[seen.Todo] = seen.Version
	}
	least, most := map[int]int{}, map[int]int{}
	counted := map[change]bool{}
	// Of a request and its repetitions, the one that was acknowledged counts.
	for _, outcome := range []Outcome{Done, Unknown} {
		for _, request := range p.requests {
			if request.Output.Outcome != outcome || !request.Input.Kind.isWrite() {
				continue
			}
			if outcome == Done {
				v.acknowledged++
			}
			for _, number := range request.told() {
				_, exists := last[number]
				if outcome == Done && !exists {
					v.lost++
					v.contradictions = append(v.contradictions, fmt.Sprintf("%s: acknowledged and gone: %s", p.name, describe(request.Input, request.Output)))
				}
				of := change{request.Input.Key, number}
				if counted[of] || request.Input.Kind == Create {
					continue
				}
				counted[of] = true
				most[number]++
				if slices.Contains(request.certain(), number) {
					least[number]++
				}
			}
		}
	}
	for number, version := range last {
		if version < least[number] {
			v.lost += least[number] - version
			v.contradictions = append(v.contradictions, fmt.Sprintf("%s: todo %d is at version %d after %d changes that were acknowledged", p.name, number, version, least[number]))
		}
		if version > most[number] {
			v.contradictions = append(v.contradictions, fmt.Sprintf("%s: todo %d is at version %d, and only %d changes were asked for", p.name, number, version, most[number]))
		}
	}
}
