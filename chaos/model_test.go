package main

import (
	"testing"
	"time"

	"github.com/anishathalye/porcupine"
)

const slow = firstPause + time.Millisecond

// history is made of requests that come one after the other, each in a moment, unless at says something else.
type history []Request

func (h *history) add(in Input, out Output) {
	call := time.Duration(len(*h)+1) * time.Second
	*h = append(*h, Request{in, out, call, call + time.Millisecond})
}

// during makes the last requests come one after the other while the first of them is not answered yet.
func (h history) during(last int) {
	first := &h[len(h)-last]
	for i := 1; i < last; i++ {
		one := &h[len(h)-last+i]
		one.Call = first.Call + time.Duration(2*i)*time.Millisecond
		one.Return = one.Call + time.Millisecond
	}
	first.Return = first.Call + time.Duration(2*last)*time.Millisecond
}

func (h history) isLinearizable() bool {
	return porcupine.CheckOperations(Model, operations(h))
}

func (h history) mustBe(t *testing.T, wanted bool) {
	t.Helper()
	if h.isLinearizable() != wanted {
		for _, one := range operations(h) {
			t.Log(describe(one.Input.(Input), one.Output.(Output)))
		}
		t.Errorf("linearizable is %t", !wanted)
	}
}

func place(whole int64) Place {
	return Place{true, whole, 0}
}

func seen(number, version int, name string) Seen {
	return Seen{Todo: number, Version: version, Name: name, Status: "IN_PROGRESS", Place: place(int64(-number))}
}

func deleted(number, version int, name string) Seen {
	one := seen(number, version, name)
	one.Deleted = true
	return one
}

func shown(todos ...Seen) Output {
	return Output{Outcome: Done, Todos: todos, Total: len(todos)}
}

var lost = Output{Outcome: Unknown}

func creation(key, number int) Input {
	return Input{Kind: Create, Key: key, Todos: []int{number}, Name: "made", Version: Any}
}

func renaming(key, number int, name string) Input {
	return Input{Kind: Change, Key: key, Todos: []int{number}, Name: name, Version: Any}
}

func simple(kind Kind, key int, numbers ...int) Input {
	return Input{Kind: kind, Key: key, Todos: numbers, Version: Any}
}

func reading(kind Kind, numbers ...int) Input {
	return Input{Kind: kind, Todos: numbers, Version: Any}
}

// withTwo begins with the todos 1 and 2, in the order 2, 1.
func withTwo() history {
	var h history
	h.add(creation(1, 1), shown(seen(1, 0, "made")))
	h.add(creation(2, 2), shown(seen(2, 0, "made")))
	return h
}

func TestWhatAllPromisesHoldIn(t *testing.T) {
	h := withTwo()
	h.add(renaming(3, 1, "new"), shown(seen(1, 1, "new")))
	h.add(simple(Delete, 4, 2), Output{Outcome: Done})
	h.add(simple(Delete, 5, 2), Output{Outcome: Missing})
	h.add(reading(Get, 2), Output{Outcome: Missing})
	h.add(reading(List), shown(seen(1, 1, "new")))
	h.add(reading(Bin), shown(deleted(2, 1, "made")))
	h.add(reading(Count), Output{Outcome: Done, Counts: &Counts{map[string]int{"CLOSED": 0, "IN_PROGRESS": 1, "DONE": 0, "PAUSED": 0}, 1, 1}})
	h.add(simple(Restore, 6, 2), shown(seen(2, 2, "made")))
	stale := renaming(7, 2, "too late")
	stale.Version = 1
	h.add(stale, Output{Outcome: Stale})
	h.add(simple(DeleteAll, 8, 1, 3), Output{Outcome: Done, Todos: []Seen{deleted(1, 2, "new")}, Missing: []int{3}})
	h.mustBe(t, true)
}

func TestALostUpdateIsFound(t *testing.T) {
	h := withTwo()
	h.add(renaming(3, 1, "new"), shown(seen(1, 1, "new")))
	h.add(reading(Get, 1), shown(seen(1, 0, "made")))
	h.mustBe(t, false)
}

func TestAStaleListIsFound(t *testing.T) {
	h := withTwo()
	h.add(reading(List), shown(seen(1, 0, "made")))
	h.mustBe(t, false)
}

func TestCountsThatDoNotFitTheListAreFound(t *testing.T) {
	h := withTwo()
	h.add(reading(Count), Output{Outcome: Done, Counts: &Counts{map[string]int{"CLOSED": 0, "IN_PROGRESS": 1, "DONE": 0, "PAUSED": 0}, 1, 0}})
	h.mustBe(t, false)
}

func TestAWriteWithoutAnswerMayHaveHappened(t *testing.T) {
	h := withTwo()
	h.add(renaming(3, 1, "new"), lost)
	h.add(reading(Get, 1), shown(seen(1, 1, "new")))
	h.mustBe(t, true)
}

func TestAWriteWithoutAnswerMayHappenLater(t *testing.T) {
	h := withTwo()
	h.add(renaming(3, 1, "new"), lost)
	h.add(reading(Get, 1), shown(seen(1, 0, "made")))
	h.add(reading(Get, 1), shown(seen(1, 1, "new")))
	h.mustBe(t, true)
}

func TestAWriteWithoutAnswerMayNeverHappen(t *testing.T) {
	h := withTwo()
	h.add(renaming(3, 1, "new"), lost)
	h.add(reading(List), shown(seen(2, 0, "made"), seen(1, 0, "made")))
	h.add(reading(Bin), shown())
	h.mustBe(t, true)
}

func TestAWriteWithoutAnswerIsNotTakenBack(t *testing.T) {
	h := withTwo()
	h.add(renaming(3, 1, "new"), lost)
	h.add(reading(Get, 1), shown(seen(1, 1, "new")))
	h.add(reading(Get, 1), shown(seen(1, 0, "made")))
	h.mustBe(t, false)
}

func TestAWriteThatDidNothingDidNothing(t *testing.T) {
	h := withTwo()
	h.add(renaming(3, 1, "new"), Output{Outcome: NothingDone})
	h.add(reading(Get, 1), shown(seen(1, 1, "new")))
	h.mustBe(t, false)
}

func TestARepeatedCreationMakesOneTodo(t *testing.T) {
	var h history
	h.add(creation(1, 1), lost)
	h.add(creation(1, 1), shown(seen(1, 0, "made")))
	h.add(reading(List), shown(seen(1, 0, "made")))
	h.mustBe(t, true)
	h.add(reading(List), shown(seen(1, 0, "made"), seen(1, 0, "made")))
	h.mustBe(t, false)
}

func TestARepeatedChangeIsMadeOnce(t *testing.T) {
	h := withTwo()
	h.add(simple(Delete, 3, 1), lost)
	h.add(simple(Restore, 4, 1), shown(seen(1, 2, "made")))
	repetition := append(history{}, h...)
	repetition.add(simple(Delete, 3, 1), Output{Outcome: Done})
	repetition.add(reading(Get, 1), shown(seen(1, 2, "made")))
	repetition.mustBe(t, true)
	twice := append(history{}, h...)
	twice.add(simple(Delete, 3, 1), Output{Outcome: Done})
	twice.add(reading(Get, 1), Output{Outcome: Missing})
	twice.mustBe(t, false)
}

func TestASlowAnswerShowsWhatOthersDidMeanwhile(t *testing.T) {
	for _, isSlow := range []bool{true, false} {
		h := withTwo()
		h.add(renaming(3, 1, "mine"), shown(seen(1, 2, "yours")))
		mine := &h[len(h)-1]
		h.add(renaming(4, 1, "yours"), shown(seen(1, 2, "yours")))
		if isSlow {
			mine.Return = h[len(h)-1].Return + slow
		} else {
			h[len(h)-1].Call, h[len(h)-1].Return = mine.Call, mine.Return
		}
		h.mustBe(t, isSlow)
	}
}

func TestAWriteOfSeveralIsOne(t *testing.T) {
	h := withTwo()
	h.add(simple(DeleteAll, 3, 1, 2), shown(deleted(1, 1, "made"), deleted(2, 1, "made")))
	h.add(reading(List), shown(seen(2, 0, "made")))
	h[len(h)-1].Call, h[len(h)-1].Return = h[len(h)-2].Call, h[len(h)-2].Return
	h.mustBe(t, false)
}

// What was left out was free when the change was seen: only who reads meanwhile notices.
func TestAChangeOfSeveralLooksAndActsAtOneMoment(t *testing.T) {
	h := withTwo()
	h.add(simple(Delete, 3, 1), Output{Outcome: Done})
	h.add(simple(RestoreAll, 4, 1, 2), Output{Outcome: Done, Todos: []Seen{seen(1, 2, "made")}, Missing: []int{2}})
	h.add(simple(Delete, 5, 2), Output{Outcome: Done})
	h.add(reading(Bin), shown(deleted(2, 1, "made"), deleted(1, 1, "made")))
	h.during(3)
	h.mustBe(t, false)
}

func TestATodoIsNotMovedBesideOneThatHasJustGone(t *testing.T) {
	h := withTwo()
	move := simple(Move, 3, 1)
	move.Neighbour, move.Before = 2, true
	moved := seen(1, 1, "made")
	moved.Place = place(-3)
	h.add(move, shown(moved))
	h.add(simple(Delete, 4, 2), Output{Outcome: Done})
	h.add(reading(List), shown(seen(1, 0, "made")))
	h.during(3)
	h.mustBe(t, false)
}

func TestAMovedTodoIsBesideTheOther(t *testing.T) {
	for at, wanted := range map[int64]bool{-4: true, -1: false, -6: false} {
		h := withTwo()
		h.add(creation(3, 5), shown(seen(5, 0, "made")))
		move := simple(Move, 4, 1)
		move.Neighbour, move.Before = 2, true
		moved := seen(1, 1, "made")
		moved.Place = place(at)
		h.add(move, shown(moved))
		h.mustBe(t, wanted)
	}
}

func TestNewPlacesOfUnchangedTodosAreNotJudged(t *testing.T) {
	h := withTwo()
	renumbered := seen(1, 0, "made")
	renumbered.Place = place(-9)
	h.add(reading(Get, 1), shown(renumbered))
	h.mustBe(t, true)
	h.add(reading(Get, 1), shown(seen(1, 1, "made")))
	h.mustBe(t, false)
}

func TestAPlaceThatNobodyKnewIsKeptOnceItIsSeen(t *testing.T) {
	h := withTwo()
	move := simple(Move, 3, 1)
	move.Neighbour = 2
	h.add(move, lost)
	moved := seen(1, 1, "made")
	moved.Place = place(-7)
	h.add(reading(Get, 1), shown(moved))
	h.mustBe(t, true)
	moved.Version, moved.Name = 2, "new"
	moved.Place = place(-1)
	h.add(renaming(4, 1, "new"), shown(moved))
	h.mustBe(t, false)
}

func TestPlacesAreOrderedAsDecimals(t *testing.T) {
	texts := []string{"-2", "-1.5", "-1.25", "-1", "-0.5", "0", "0.000001", "3.1", "3.25"}
	for i := 1; i < len(texts); i++ {
		low, err := parsePlace(texts[i-1])
		high, err2 := parsePlace(texts[i])
		if err != nil || err2 != nil || !low.less(high) || high.less(low) {
			t.Errorf("%s and %s: %v %v %v %v", texts[i-1], texts[i], low, high, err, err2)
		}
	}
}

func TestShrinkingLeavesWhatIsWrong(t *testing.T) {
	h := withTwo()
	h.add(reading(List), shown(seen(2, 0, "made"), seen(1, 0, "made")))
	h.add(renaming(3, 2, "other"), shown(seen(2, 1, "other")))
	h.add(renaming(4, 1, "new"), shown(seen(1, 1, "new")))
	h.add(reading(Get, 1), shown(seen(1, 0, "made")))
	h.add(reading(Get, 2), shown(seen(2, 1, "other")))
	small := shrink(operations(h), 30*time.Second)
	for _, one := range small {
		t.Log(describe(one.Input.(Input), one.Output.(Output)))
	}
	if len(small) != 3 {
		t.Errorf("%d operations are left", len(small))
	}
}
