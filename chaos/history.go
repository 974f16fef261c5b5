package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/anishathalye/porcupine"
)

// firstPause is how long the gateway waits at least before it sends a request again (todolist.downstream.first-pause).
const firstPause = 50 * time.Millisecond

// Request is what a client did.
type Request struct {
	Input  Input
	Output Output
	Call   time.Duration // since the run began
	Return time.Duration
}

func (r Request) isFast() bool {
	return r.Return-r.Call < firstPause
}

// certain are the todos to which a request that was acknowledged has given a new version. To set a status that is there already
// gives none.
func (r Request) certain() []int {
	if r.Output.Outcome != Done || !r.Input.Kind.isWrite() || r.Input.Kind == Create || r.mayMakeNoDifference() {
		return nil
	}
	return r.told()
}

func (r Request) mayMakeNoDifference() bool {
	return r.Input.Kind == Change && r.Input.Name == "" || r.Input.Kind == SetStatus
}

// told are the todos that a request says it has changed.
func (r Request) told() []int {
	return slices.DeleteFunc(slices.Clone(r.Input.Todos), func(number int) bool { return slices.Contains(r.Output.Missing, number) })
}

// operations are the history that Porcupine checks.
//
// A request that was answered in less time than the gateway pauses before it repeats one was sent once: it is one operation.
// Of a slower one, any attempt may have done it, and the last one is answered with the todos as they are by then, which others
// may have changed meanwhile; of several todos, a later attempt may find some that the first did not. So it is an operation
// for each todo, and one for the answer.
//
// A request whose outcome is not known may have been done, at any time later, or never: it is an operation for each todo
// that never returns. One that never happened comes after everything in the order that Porcupine finds, where nobody sees it.
func operations(requests []Request) []porcupine.Operation {
	slices.SortStableFunc(requests, func(one, other Request) int { return cmp.Compare(one.Call, other.Call) })
	end := time.Duration(0)
	keys := map[int]int{}
	for _, request := range requests {
		end = max(end, request.Return+1)
		keys[request.Input.Key]++
	}
	known := newFacts(requests)
	renumbered := isRenumbered(requests)
	var all []porcupine.Operation
	add := func(request Request, part Part, returned time.Duration, todos ...int) {
		in := request.Input
		in.Part = part
		in.Again = part != Whole || keys[in.Key] > 1
		if todos != nil {
			in.Todos = todos
		}
		out := request.Output
		if renumbered {
			out.Todos = slices.Clone(out.Todos)
			for i := range out.Todos {
				out.Todos[i].Place = Place{}
			}
		}
		all = append(all, porcupine.Operation{Input: in, Output: out, Call: int64(request.Call), Return: int64(returned)})
	}
	for _, request := range requests {
		outcome := request.Output.Outcome
		switch {
		case outcome == NothingDone, outcome == Unknown && !request.Input.Kind.isWrite():
		case outcome == Unknown:
			for _, number := range request.Input.Todos {
				if !known.isWithoutEffect(request.Input, number) {
					add(request, Effect, known.noLater(request.Input, number, end), number)
				}
			}
		case outcome == Done && request.Input.Kind.isWrite() && !request.isFast():
			for _, number := range request.told() {
				add(request, Effect, request.Return, number)
			}
			if request.Input.Kind != Delete {
				add(request, Answer, request.Return)
			}
		default:
			add(request, Whole, request.Return)
		}
	}
	useLanes(all)
	return all
}

// isRenumbered tells whether a todo had two places though it was not changed. Where there is no room left between two todos,
// all around them get new places in the same order, which is no change of theirs. Such a history is judged without places.
func isRenumbered(requests []Request) bool {
	type unchanged struct{ todo, version int }
	places := map[unchanged]Place{}
	for _, request := range requests {
		for _, seen := range request.Output.Todos {
			at := unchanged{seen.Todo, seen.Version}
			if place, known := places[at]; known && place != seen.Place {
				return true
			}
			places[at] = seen.Place
		}
	}
	return false
}

// facts follow from what is there in the end, and save Porcupine from trying what can't be: of each request whose outcome is
// not known it would have to try both.
type facts struct {
	seen    map[int]bool // by anybody, ever
	last    map[int]int  // versions in the end
	certain map[int]int  // how many versions come from requests that were acknowledged
	acked   map[change]time.Duration
	isOver  bool // all was read when nobody did anything any more
}

// change is a request and one of its todos.
type change struct{ key, todo int }

func newFacts(requests []Request) facts {
	known := facts{map[int]bool{}, map[int]int{}, map[int]int{}, map[change]time.Duration{}, false}
	var list, bin Request
	lastWrite := time.Duration(0)
	for _, request := range requests {
		for _, seen := range request.Output.Todos {
			known.seen[seen.Todo] = true
		}
		switch kind := request.Input.Kind; {
		case kind.isWrite():
			lastWrite = max(lastWrite, request.Call)
		case kind == List && request.Output.Outcome == Done:
			list = request
		case kind == Bin && request.Output.Outcome == Done:
			bin = request
		}
		if request.Output.Outcome == Done && request.Input.Kind.isWrite() {
			certain := request.certain()
			for _, number := range request.told() {
				of := change{request.Input.Key, number}
				if _, counted := known.acked[of]; !counted && slices.Contains(certain, number) {
					known.certain[number]++
				}
				known.acked[of] = request.Return
			}
		}
	}
	for _, seen := range slices.Concat(list.Output.Todos, bin.Output.Todos) {
		known.last[seen.Todo] = max(known.last[seen.Todo], seen.Version)
	}
	known.isOver = list.Call > lastWrite && bin.Call > list.Return
	return known
}

// isWithoutEffect tells whether a request certainly changed nothing that anybody saw: in the end all versions are other
// requests', or what it would have made is not there.
func (f facts) isWithoutEffect(in Input, number int) bool {
	if _, acked := f.acked[change{in.Key, number}]; acked || !f.isOver {
		return false
	}
	if in.Kind == Create {
		return !f.seen[number]
	}
	last, exists := f.last[number]
	return exists && last == f.certain[number]
}

// noLater is when a request without an answer has been done at the latest, if at all: once its repetition has been
// acknowledged it has no effect any more.
func (f facts) noLater(in Input, number int, end time.Duration) time.Duration {
	if acked, ok := f.acked[change{in.Key, number}]; ok {
		return acked
	}
	return end
}

// useLanes puts operations that overlap into different lines of the visualization.
func useLanes(all []porcupine.Operation) {
	slices.SortStableFunc(all, func(one, other porcupine.Operation) int { return cmp.Compare(one.Call, other.Call) })
	var free []int64
	for i := range all {
		lane := slices.IndexFunc(free, func(since int64) bool { return since < all[i].Call })
		if lane < 0 {
			lane = len(free)
			free = append(free, 0)
		}
		free[lane] = all[i].Return
		all[i].ClientId = lane
	}
}

func describe(in Input, out Output) string {
	var text strings.Builder
	text.WriteString([]string{"", "effect of: ", "answer to: "}[in.Part])
	text.WriteString(string(in.Kind))
	for _, number := range in.Todos {
		fmt.Fprintf(&text, " %d", number)
	}
	if in.Name != "" {
		fmt.Fprintf(&text, " name=%q", in.Name)
	}
	if in.Status != "" {
		fmt.Fprintf(&text, " status=%s", in.Status)
	}
	if in.Kind == Move {
		fmt.Fprintf(&text, " before=%t %d", in.Before, in.Neighbour)
	}
	if in.Version != Any && in.Kind.isWrite() {
		fmt.Fprintf(&text, " if version %d", in.Version)
	}
	if in.Kind.isWrite() {
		fmt.Fprintf(&text, " key=%d", in.Key)
	}
	if in.Part == Effect {
		if out.Outcome == Unknown {
			text.WriteString(", no answer")
		}
		return text.String()
	}
	fmt.Fprintf(&text, " → %s", out.Outcome)
	for _, seen := range out.Todos {
		fmt.Fprintf(&text, " [%d v%d %q %s %s", seen.Todo, seen.Version, seen.Name, seen.Status, seen.Place)
		if seen.Deleted {
			text.WriteString(" in the bin")
		}
		text.WriteString("]")
	}
	if len(out.Missing) > 0 {
		fmt.Fprintf(&text, " missing %v", out.Missing)
	}
	if in.Kind == List || in.Kind == Bin || in.Kind == Home {
		fmt.Fprintf(&text, " total %d", out.Total)
	}
	if out.Counts != nil {
		fmt.Fprintf(&text, " counts %v", *out.Counts)
	}
	return text.String()
}
