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
	if one, found := oneWrong(history, isWrong); found {
		history = one
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

// oneWrong looks for a todo with which something is wrong whatever the others are.
func oneWrong(history []porcupine.Operation, isWrong func([]porcupine.Operation) bool) ([]porcupine.Operation, bool) {
	numbers := map[int]bool{}
	for _, one := range history {
		for _, number := range one.Input.(Input).Todos {
			numbers[number] = true
		}
	}
	for _, number := range slices.Sorted(maps.Keys(numbers)) {
		if one := alone(history, number); isWrong(one) {
			return one, true
		}
	}
	return nil, false
}

// alone is the part of a history that is about one todo. Where a todo was moved to, and how many there are, is left out.
func alone(history []porcupine.Operation, number int) []porcupine.Operation {
	var part []porcupine.Operation
	for _, one := range history {
		in, out := one.Input.(Input), one.Output.(Output)
		isMeant := slices.Contains(in.Todos, number)
		isList := in.Kind == List || in.Kind == Bin || in.Kind == Home
		if !isList && !isMeant || in.Kind == Move && out.Outcome == Missing {
			continue
		}
		in.Todos, in.Alone = []int{number}, true
		if in.Kind == Get {
			in.Alone = false
		}
		out.Todos = slices.DeleteFunc(slices.Clone(out.Todos), func(seen Seen) bool { return seen.Todo != number })
		out.Missing = slices.DeleteFunc(slices.Clone(out.Missing), func(missing int) bool { return missing != number })
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
			for _, number := range one.Input.(Input).Todos {
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
