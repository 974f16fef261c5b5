package main

import (
	"maps"
	"math"
	"slices"
	"sort"
	"time"

	"github.com/anishathalye/porcupine"
)

// shrink makes a history that is wrong short enough to be understood. What it leaves out or weakens could only explain more:
// a history that is still wrong is wrong because of what is left.
func shrink(history []porcupine.Operation, longest time.Duration) []porcupine.Operation {
	end := time.Now().Add(longest)
	isWrong := func(smaller []porcupine.Operation) bool {
		return porcupine.CheckOperationsTimeout(Model, smaller, longest/30) == porcupine.Illegal
	}
	if part, found := partThatIs(isWrong, history, slices.Concat(ones(history), twos(history)), end); found {
		history = part
	}
	history = shortest(history, isWrong)
	for i := len(history) - 1; i >= 0 && time.Now().Before(end); i-- {
		if isOpen(history[i]) {
			continue
		}
		if smaller := slices.Concat(history[:i], weakened(history[i]), history[i+1:]); isWrong(smaller) {
			history = smaller
		}
	}
	return aboutTheSame(history)
}

// partThatIs looks for some of the todos with which something is wrong whatever the others are.
func partThatIs(wrong func([]porcupine.Operation) bool, history []porcupine.Operation, all [][]int, end time.Time) ([]porcupine.Operation, bool) {
	for _, some := range all {
		if part := about(history, some); time.Now().Before(end) && wrong(part) {
			return part, true
		}
	}
	return nil, false
}

func ones(history []porcupine.Operation) [][]int {
	all := map[int]bool{}
	for _, one := range history {
		for _, number := range one.Input.(Input).Todos {
			all[number] = true
		}
	}
	var found [][]int
	for _, number := range slices.Sorted(maps.Keys(all)) {
		found = append(found, []int{number})
	}
	return found
}

func twos(history []porcupine.Operation) [][]int {
	var found [][]int
	all := ones(history)
	for i, one := range all {
		for _, other := range all[:i] {
			found = append(found, slices.Concat(other, one))
		}
	}
	return found
}

// about is the part of a history that is about some todos. How many there are is left out, and so is whether another todo was
// there to which one was moved.
func about(history []porcupine.Operation, some []int) []porcupine.Operation {
	isOther := func(number int) bool { return !slices.Contains(some, number) }
	var part []porcupine.Operation
	for _, one := range history {
		in, out := one.Input.(Input), one.Output.(Output)
		isList := in.Kind == List || in.Kind == Bin || in.Kind == Home
		if isList {
			in.Todos, in.Alone = some, true
		}
		in.Todos = slices.DeleteFunc(slices.Clone(in.Todos), isOther)
		if in.Kind == Move && isOther(in.Neighbour) {
			if out.Outcome == Missing {
				continue
			}
			in.Alone = true
		}
		if len(in.Todos) == 0 {
			continue
		}
		out.Todos = slices.DeleteFunc(slices.Clone(out.Todos), func(seen Seen) bool { return isOther(seen.Todo) })
		out.Missing = slices.DeleteFunc(slices.Clone(out.Missing), isOther)
		out.Total, out.Counts = len(out.Todos), nil
		one.Input, one.Output = in, out
		part = append(part, one)
	}
	return part
}

// shortest is the beginning until the moment at which it went wrong.
func shortest(history []porcupine.Operation, isWrong func([]porcupine.Operation) bool) []porcupine.Operation {
	moments := make([]int64, 0, len(history))
	for _, one := range history {
		moments = append(moments, one.Return)
	}
	slices.Sort(moments)
	first := sort.Search(len(moments), func(i int) bool { return isWrong(until(history, moments[i])) })
	if first == len(moments) {
		return history
	}
	return until(history, moments[first])
}

// until is what was called until then; of what was not answered by then, nothing is known.
func until(history []porcupine.Operation, moment int64) []porcupine.Operation {
	var beginning []porcupine.Operation
	for _, one := range history {
		switch {
		case one.Return <= moment:
			beginning = append(beginning, one)
		case one.Call <= moment:
			beginning = append(beginning, weakened(one)...)
		}
	}
	return beginning
}

// weakened is an operation whose answer nobody has heard: a read is nothing then.
func weakened(one porcupine.Operation) []porcupine.Operation {
	in := one.Input.(Input)
	if !in.Kind.isWrite() || in.Part == Answer {
		return nil
	}
	var effects []porcupine.Operation
	for _, number := range in.Todos {
		effect := in
		effect.Part, effect.Again, effect.Todos = Effect, true, []int{number}
		effects = append(effects, porcupine.Operation{ClientId: one.ClientId, Input: effect, Output: Output{Outcome: Unknown}, Call: one.Call, Return: math.MaxInt64})
	}
	return effects
}

func isOpen(one porcupine.Operation) bool {
	return one.Output.(Output).Outcome == Unknown
}

// aboutTheSame leaves out what was open and is about other todos than all the rest.
func aboutTheSame(history []porcupine.Operation) []porcupine.Operation {
	meant := map[int]bool{}
	for _, one := range history {
		if !isOpen(one) {
			in := one.Input.(Input)
			for _, number := range append(slices.Clone(in.Todos), in.Neighbour) {
				meant[number] = true
			}
		}
	}
	if len(meant) == 0 {
		return history
	}
	return slices.DeleteFunc(slices.Clone(history), func(one porcupine.Operation) bool {
		return isOpen(one) && !meant[one.Input.(Input).Todos[0]]
	})
}
