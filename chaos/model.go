package main

import (
	"fmt"
	"hash/maphash"
	"maps"
	"slices"
	"strings"

	"github.com/anishathalye/porcupine"
)

// Kind says what a request asks for.
type Kind string

const (
	Create     Kind = "create"
	Change     Kind = "change"
	Delete     Kind = "delete"
	Restore    Kind = "restore"
	Move       Kind = "move"
	SetStatus  Kind = "set status of several"
	DeleteAll  Kind = "delete several"
	RestoreAll Kind = "restore several"
	Get        Kind = "get"
	List       Kind = "list"
	Bin        Kind = "bin"
	Count      Kind = "counts"
	Home       Kind = "home"
)

func (k Kind) isWrite() bool {
	return !slices.Contains([]Kind{Get, List, Bin, Count, Home}, k)
}

func (k Kind) isOfSeveral() bool {
	return k == SetStatus || k == DeleteAll || k == RestoreAll
}

func (k Kind) restores() bool {
	return k == Restore || k == RestoreAll
}

// Part says how much of a request an operation of the history is, see operations.
type Part int

const (
	// Whole is a request that was done, and answered, at one point of time.
	Whole Part = iota
	// Effect is what a request did to one todo, at some point of time.
	Effect
	// Answer is what was told at the end of a request whose effects came at points of time of their own.
	Answer
)

// Any version will do: there was no If-Match.
const Any = -1

// Input is what was asked for. A todo is known by its number, which is in its description and never changes.
type Input struct {
	Kind      Kind
	Part      Part
	Key       int    // tells requests apart; a repetition has the key of the first
	Again     bool   // operations with this key come more than once in the history
	Todos     []int  // those that are meant
	Name      string // of a creation or change; empty: it stays as it is
	Status    string // of a change; empty: it stays as it is
	Version   int    // of If-Match
	Neighbour int    // what a todo is moved to
	Before    bool   // directly before that one, or else directly after it
	Alone     bool   // of a list: only these todos are looked at; of a move: not whether the other is there, nor what is between
}

// Outcome is what is known of a request.
type Outcome string

const (
	Done        Outcome = "done"
	Missing     Outcome = "404"
	Stale       Outcome = "412"
	NothingDone Outcome = "nothing done"
	Unknown     Outcome = "unknown"
)

// Seen is a todo as an answer shows it.
type Seen struct {
	Todo    int
	Version int
	Name    string
	Status  string
	Place   Place
	Deleted bool
}

// Counts are how many todos there are.
type Counts struct {
	ByStatus map[string]int
	Total    int
	Deleted  int
}

// Output is what was answered.
type Output struct {
	Outcome Outcome
	Todos   []Seen
	Missing []int // of several, those that could not be changed
	Total   int   // of a list
	Counts  *Counts
}

// todo is one in the model. Its place is not known as long as only a request could tell whose answer got lost: then the first
// answer that shows the todo tells it, and all others must agree.
type todo struct {
	version int
	name    string
	status  string
	deleted bool
	place   Place
	done    []int // keys of its changes, in ascending order
}

// state is all that one person has: by the numbers of the todos, nil for those that do not exist. States are never changed.
type state []*todo

func (s state) at(number int) *todo {
	if number < len(s) {
		return s[number]
	}
	return nil
}

func (s state) isOpen(number int) bool {
	t := s.at(number)
	return t != nil && !t.deleted
}

func (s state) with(number int, t *todo) state {
	next := make(state, max(len(s), number+1))
	copy(next, s)
	next[number] = t
	return next
}

// made is what became of a change.
type made int

const (
	changed made = iota
	repeated
	missing
	stale
)

// apply is the whole of what the product promises about one write: it happens once, however often it comes with its key.
func (s state) apply(in Input, number int) (state, made) {
	t := s.at(number)
	if in.Kind == Create {
		if t != nil {
			return s, repeated
		}
		return s.with(number, &todo{name: in.Name, status: "IN_PROGRESS"}), changed
	}
	switch {
	case t == nil:
		return s, missing
	case slices.Contains(t.done, in.Key):
		return s, repeated
	case t.deleted != in.Kind.restores(), in.Kind == Move && !in.Alone && !s.isOpen(in.Neighbour):
		return s, missing
	case in.Version != Any && in.Version != t.version:
		return s, stale
	}
	next := *t
	switch in.Kind {
	case Change, SetStatus:
		if in.Name != "" {
			next.name = in.Name
		}
		if in.Status != "" {
			next.status = in.Status
		}
	case Delete, DeleteAll:
		next.deleted = true
	case Restore, RestoreAll:
		next.deleted = false
	case Move:
		next.place = Place{}
	}
	// A change that makes no difference is none.
	if in.Kind != Change && in.Kind != SetStatus || next.name != t.name || next.status != t.status {
		next.version++
	}
	if in.Again {
		next.done = append(slices.Clone(t.done), in.Key)
		slices.Sort(next.done)
	}
	return s.with(number, &next), changed
}

// sees holds a todo against what an answer shows of it.
func (s state) sees(seen Seen) (bool, state) {
	t := s.at(seen.Todo)
	if t == nil || t.version != seen.Version || t.name != seen.Name || t.status != seen.Status || t.deleted != seen.Deleted {
		return false, s
	}
	if t.place.Known || !seen.Place.Known {
		return t.place == seen.Place, s
	}
	next := *t
	next.place = seen.Place
	return true, s.with(seen.Todo, &next)
}

func (s state) seesAll(todos []Seen) (bool, state) {
	for _, seen := range todos {
		var ok bool
		if ok, s = s.sees(seen); !ok {
			return false, s
		}
	}
	return true, s
}

// isBeside tells whether a todo is where it was moved to, as far as the places are known.
func (s state) isBeside(in Input, number int) bool {
	neighbour := s.at(in.Neighbour)
	low := s.at(number).place
	if neighbour == nil || !neighbour.place.Known || !low.Known {
		return true
	}
	high := neighbour.place
	if !in.Before {
		low, high = high, low
	}
	if !low.less(high) || in.Alone {
		return low.less(high)
	}
	for other, t := range s {
		if other != number && other != in.Neighbour && s.isOpen(other) && t.place.Known && low.less(t.place) && t.place.less(high) {
			return false
		}
	}
	return true
}

func (s state) step(in Input, out Output) (bool, state) {
	switch {
	case !in.Kind.isWrite():
		return s.read(in, out)
	case in.Part == Effect:
		return s.effect(in, out)
	case in.Part == Answer:
		return s.answer(in, out)
	}
	switch out.Outcome {
	case Missing, Stale:
		_, how := s.apply(in, in.Todos[0])
		return how == missing && out.Outcome == Missing || how == stale && out.Outcome == Stale, s
	}
	next := s
	moved := false
	for _, number := range in.Todos {
		var how made
		next, how = next.apply(in, number)
		if (how == missing) != slices.Contains(out.Missing, number) || how == stale {
			return false, s
		}
		moved = in.Kind == Move && how == changed
	}
	if !sameTodos(in, out) {
		return false, s
	}
	ok, next := next.seesAll(out.Todos)
	return ok && (!moved || next.isBeside(in, in.Todos[0])), next
}

// effect of a request whose answer is not known may stay away.
func (s state) effect(in Input, out Output) (bool, state) {
	number := in.Todos[0]
	next, how := s.apply(in, number)
	if how == missing || how == stale {
		return out.Outcome == Unknown, s
	}
	if in.Kind == Move && how == changed {
		for _, seen := range out.Todos {
			// It is shown as the move left it.
			if seen.Version == next.at(number).version {
				ok, bound := next.sees(seen)
				return ok && bound.isBeside(in, number), bound
			}
		}
	}
	return true, next
}

// answer comes after the effects, and shows the todos as they are then.
func (s state) answer(in Input, out Output) (bool, state) {
	for _, seen := range out.Todos {
		t := s.at(seen.Todo)
		if t == nil || in.Kind != Create && !slices.Contains(t.done, in.Key) {
			return false, s
		}
	}
	for _, number := range out.Missing {
		if _, how := s.apply(in, number); how != missing {
			return false, s
		}
	}
	if !sameTodos(in, out) {
		return false, s
	}
	return s.seesAll(out.Todos)
}

// sameTodos tells whether an answer is about all that was asked for, each once; that of a deletion shows nothing.
func sameTodos(in Input, out Output) bool {
	if in.Kind == Delete {
		return len(out.Todos) == 0
	}
	told := slices.Clone(out.Missing)
	for _, seen := range out.Todos {
		told = append(told, seen.Todo)
	}
	slices.Sort(told)
	asked := slices.Clone(in.Todos)
	slices.Sort(asked)
	return slices.Equal(told, asked)
}

func (s state) read(in Input, out Output) (bool, state) {
	if in.Alone {
		return s.readAlone(in, out)
	}
	counts := s.counts()
	ok := true
	switch in.Kind {
	case Get:
		if out.Outcome == Missing {
			return !s.isOpen(in.Todos[0]), s
		}
		ok = s.isOpen(in.Todos[0]) && sameTodos(in, out)
	case List:
		ok = areAll(out, false, counts.Total)
	case Bin:
		ok = areAll(out, true, counts.Deleted)
	case Home:
		ok = areAll(out, false, counts.Total) && out.Counts.equal(counts)
	case Count:
		ok = out.Counts.equal(counts)
	}
	if !ok {
		return false, s
	}
	return s.seesAll(out.Todos)
}

// readAlone is for a list from which some todos were taken: each is there, or it is not.
func (s state) readAlone(in Input, out Output) (bool, state) {
	for _, number := range in.Todos {
		t := s.at(number)
		isThere := t != nil && t.deleted == (in.Kind == Bin)
		if isThere != slices.ContainsFunc(out.Todos, func(seen Seen) bool { return seen.Todo == number }) {
			return false, s
		}
	}
	return s.seesAll(out.Todos)
}

// areAll tells whether a list has so many todos, each once.
func areAll(out Output, deleted bool, total int) bool {
	seen := map[int]bool{}
	for _, one := range out.Todos {
		if one.Deleted != deleted || seen[one.Todo] {
			return false
		}
		seen[one.Todo] = true
	}
	return len(seen) == total && out.Total == total
}

func (s state) counts() Counts {
	counts := Counts{ByStatus: map[string]int{"CLOSED": 0, "IN_PROGRESS": 0, "DONE": 0, "PAUSED": 0}}
	for _, t := range s {
		switch {
		case t == nil:
		case t.deleted:
			counts.Deleted++
		default:
			counts.Total++
			counts.ByStatus[t.status]++
		}
	}
	return counts
}

func (c *Counts) equal(other Counts) bool {
	return c != nil && c.Total == other.Total && c.Deleted == other.Deleted && maps.Equal(c.ByStatus, other.ByStatus)
}

func (t *todo) equal(other *todo) bool {
	if t == other || t == nil || other == nil {
		return t == other
	}
	return t.version == other.version && t.name == other.name && t.status == other.status && t.deleted == other.deleted &&
		t.place == other.place && slices.Equal(t.done, other.done)
}

func (s state) equal(other state) bool {
	return slices.EqualFunc(s, other, (*todo).equal)
}

var seed = maphash.MakeSeed()

func (s state) hash() uint64 {
	var hash maphash.Hash
	hash.SetSeed(seed)
	for _, t := range s {
		if t != nil {
			maphash.WriteComparable(&hash, t.version)
			hash.WriteString(t.name)
			hash.WriteString(t.status)
			maphash.WriteComparable(&hash, t.deleted)
			maphash.WriteComparable(&hash, t.place)
		}
	}
	return hash.Sum64()
}

func (s state) String() string {
	var lines []string
	for number, t := range s {
		if t != nil {
			place := "somewhere"
			if t.place.Known {
				place = t.place.String()
			}
			bin := ""
			if t.deleted {
				bin = ", in the bin"
			}
			lines = append(lines, fmt.Sprintf("%d: version %d %q %s at %s%s", number, t.version, t.name, t.status, place, bin))
		}
	}
	return strings.Join(lines, "<br>")
}

// Model of what one person has. What an unknown outcome may mean is not its business: see operations.
var Model = porcupine.Model{
	Init: func() any { return state(nil) },
	Step: func(s, in, out any) (bool, any) {
		ok, next := s.(state).step(in.(Input), out.(Output))
		return ok, next
	},
	Equal:             func(one, other any) bool { return one.(state).equal(other.(state)) },
	Hash:              func(s any) uint64 { return s.(state).hash() },
	DescribeOperation: func(in, out any) string { return describe(in.(Input), out.(Output)) },
	DescribeState:     func(s any) string { return s.(state).String() },
}
