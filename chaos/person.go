package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

const (
	password = "correct horse battery"
	// A person's history must stay short enough to be checked.
	mostRequests = 240
	mostTodos    = 24
	mostUnknown  = 12
	// Clients of a person; the first two share a session.
	clients = 3
	// Between two requests of a client.
	longestThought = 60 * time.Millisecond
	// A request in so many is cut off by the client, so soon.
	oneInCut   = 25
	soonestCut = time.Millisecond
	latestCut  = 40 * time.Millisecond
	// Of somebody with many clients, which wait for each other. Half of what is under way is given up at once, so often.
	manyClients  = 10
	longestHurry = 10 * time.Millisecond
	wave         = 50 * time.Millisecond
	repetitions  = 6
)

// known is what a person's clients know of a todo, possibly not the latest.
type known struct {
	id      string
	number  int
	version int
	deleted bool
}

// Person has todos, and clients that change and read them side by side.
type Person struct {
	name    string
	base    string
	hasMany bool          // clients: what they do side by side is too much for the checker
	began   time.Time     // the run, whose clock this is
	allDone *atomic.Int64 // everybody's requests

	mutex    sync.Mutex
	requests []Request
	done     int // of these, by whatever answered
	todos    map[int]*known
	numbers  int // of todos, used so far
	unused   int // of these, given to creations that came to nothing
	keys     int // of requests, used so far
	unknown  int
	// What is wrong without any history: answers that the API does not have, and those that contradict themselves.
	wrong, contradictions []string
}

func newPerson(name, base string, hasMany bool, began time.Time, allDone *atomic.Int64) *Person {
	return &Person{name: name, base: base, hasMany: hasMany, began: began, allDone: allDone, todos: map[int]*known{}}
}

// live registers, works until there is enough to check or it is told to stop, and reads all in the end.
func (p *Person) live(stop <-chan struct{}) error {
	shared := newSession(p.base)
	if err := p.enter(shared, "/api/users"); err != nil {
		return err
	}
	own := newSession(p.base)
	if err := p.enter(own, "/api/session"); err != nil {
		return err
	}
	number, thought := clients, longestThought
	if p.hasMany {
		number, thought = manyClients, longestHurry
	}
	var working sync.WaitGroup
	for number := range number {
		session := shared
		if number >= 2 {
			session = own
		}
		working.Go(func() {
			for !p.hasEnough() {
				select {
				case <-stop:
					return
				case <-time.After(rand.N(thought)):
					p.work(session)
				}
			}
		})
	}
	working.Wait()
	return p.readAll(own)
}

// enter registers or signs in, for as long as it takes; registering is repeated with its key.
func (p *Person) enter(session *Session, path string) error {
	body := map[string]string{"name": p.name, "password": password}
	var last reply
	for end := time.Now().Add(2 * time.Minute); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		last = session.send(http.MethodPost, path, p.name+path, Any, body, patience)
		outcome, wrong := last.outcome()
		switch {
		case outcome == Done:
			return nil
		case wrong != nil && last.status >= 500:
			p.wrong = append(p.wrong, fmt.Sprintf("%s: %s: %v", p.name, path, wrong))
		case last.err == nil && last.status < 500:
			return fmt.Errorf("%s can't enter by %s: %d %s", p.name, path, last.status, last.body)
		}
	}
	return fmt.Errorf("%s could not enter by %s for two minutes: %d %s %v", p.name, path, last.status, last.body, last.err)
}

func (p *Person) isContradicted() bool {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	return len(p.contradictions) > 0
}

func (p *Person) hasEnough() bool {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	return len(p.contradictions) > 0 || p.done >= mostRequests || !p.hasMany && p.unknown >= mostUnknown
}

// readAll reads all that there is, when the clients are done.
func (p *Person) readAll(session *Session) error {
	for _, kind := range []Kind{Home, Count, List, Bin} {
		outcome := NothingDone
		for end := time.Now().Add(2 * time.Minute); outcome != Done; time.Sleep(longestThought) {
			if p.isContradicted() {
				// As often as it is read.
				return nil
			}
			if time.Now().After(end) {
				return fmt.Errorf("%s could not read %s for two minutes", p.name, kind)
			}
			outcome = p.do(session, Input{Kind: kind, Version: Any}, "", patience).Outcome
		}
	}
	return nil
}

// work does one thing, and some of those whose answer got lost again, with the same key.
func (p *Person) work(session *Session) {
	in := p.choose()
	key := ""
	if in.Kind.isWrite() && rand.N(4) > 0 {
		key = fmt.Sprintf("%s %d", p.name, in.Key)
	}
	limit := patience
	switch {
	case p.hasMany && rand.N(2) == 0:
		limit = wave - time.Since(p.began)%wave
	case !p.hasMany && rand.N(oneInCut) == 0:
		limit = soonestCut + rand.N(latestCut-soonestCut)
	}
	outcome := p.do(session, in, key, limit).Outcome
	if outcome == Unknown && key != "" && rand.N(3) > 0 {
		for range repetitions {
			if outcome != Unknown && outcome != NothingDone {
				return
			}
			time.Sleep(rand.N(4 * longestThought))
			outcome = p.do(session, in, key, patience).Outcome
		}
	}
	if outcome == NothingDone {
		time.Sleep(4 * longestThought)
	}
}

// choose takes todos that the client knows of, whether the request will do for them or not.
func (p *Person) choose() Input {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	in := Input{Kind: weighted(), Version: Any}
	if len(p.todos) < 2 && in.Kind != List && in.Kind != Home {
		in.Kind = Create
	}
	if in.Kind == Create && p.numbers-p.unused >= mostTodos {
		in.Kind = Change
		if len(p.todos) < 2 {
			in.Kind = List
		}
	}
	if in.Kind.isWrite() {
		p.keys++
		in.Key = p.keys
	}
	switch {
	case in.Kind == Create:
		p.numbers++
		in.Todos = []int{p.numbers}
		in.Name = fmt.Sprintf("made by %d", in.Key)
		return in
	case !in.Kind.isWrite() && in.Kind != Get:
		return in
	}
	some := p.some(in.Kind)
	in.Todos = []int{some[0].number}
	switch in.Kind {
	case Change:
		if rand.N(4) > 0 {
			in.Name = fmt.Sprintf("changed by %d", in.Key)
		}
		if in.Name == "" || rand.N(3) == 0 {
			in.Status = anyStatus()
		}
		if rand.N(3) == 0 {
			in.Version = some[0].version
		}
	case Delete:
		if rand.N(4) == 0 {
			in.Version = some[0].version
		}
	case Move:
		in.Neighbour = some[1].number
		in.Before = rand.N(2) == 0
	}
	if in.Kind.isOfSeveral() {
		in.Todos = nil
		for _, one := range some[:min(len(some), 2+rand.N(3))] {
			in.Todos = append(in.Todos, one.number)
		}
		if in.Kind == SetStatus {
			in.Status = anyStatus()
		}
	}
	return in
}

// some are at least two of the todos by chance; mostly those for which the request will do come first.
func (p *Person) some(kind Kind) []known {
	var all []known
	for _, one := range p.todos {
		all = append(all, *one)
	}
	slices.SortFunc(all, func(one, other known) int { return one.number - other.number })
	rand.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	if rand.N(6) > 0 {
		slices.SortStableFunc(all, func(one, other known) int {
			return rank(one.deleted != kind.restores()) - rank(other.deleted != kind.restores())
		})
	}
	return all
}

func rank(isLater bool) int {
	if isLater {
		return 1
	}
	return 0
}

func anyStatus() string {
	return []string{"CLOSED", "IN_PROGRESS", "DONE", "PAUSED"}[rand.N(4)]
}

func weighted() Kind {
	weights := []struct {
		kind   Kind
		weight int
	}{{Create, 12}, {Change, 26}, {Delete, 7}, {Restore, 7}, {Move, 10}, {SetStatus, 5}, {DeleteAll, 3}, {RestoreAll, 3},
		{Get, 6}, {List, 11}, {Bin, 4}, {Count, 3}, {Home, 3}}
	number := rand.N(100)
	for _, one := range weights {
		if number -= one.weight; number < 0 {
			return one.kind
		}
	}
	panic("the weights are 100")
}

// do sends a request and notes what became of it.
func (p *Person) do(session *Session, in Input, key string, limit time.Duration) Output {
	method, path, body := p.request(in)
	call := time.Since(p.began)
	answer := session.send(method, path, key, in.Version, body, limit)
	returned := time.Since(p.began)
	outcome, wrong := answer.outcome()
	out := Output{Outcome: outcome}
	var contradiction error
	if outcome == Done && answer.status != http.StatusNoContent {
		out, contradiction = p.understand(in, answer)
	}
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if wrong != nil {
		p.wrong = append(p.wrong, fmt.Sprintf("%s: %s: %v", p.name, describe(in, out), wrong))
	}
	if contradiction != nil {
		p.contradictions = append(p.contradictions, fmt.Sprintf("%s: %s: %v", p.name, describe(in, out), contradiction))
	}
	p.requests = append(p.requests, Request{in, out, call, returned})
	if out.Outcome != NothingDone {
		p.done++
		p.allDone.Add(1)
	} else if in.Kind == Create {
		p.unused++
	}
	if out.Outcome == Unknown && in.Kind.isWrite() {
		p.unknown += len(in.Todos)
	}
	return out
}

func (p *Person) request(in Input) (method, path string, body any) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	var ids []string
	for _, number := range in.Todos {
		if one := p.todos[number]; one != nil {
			ids = append(ids, one.id)
		}
	}
	one := ""
	if len(ids) > 0 {
		one = "/api/todos/" + ids[0]
	}
	switch in.Kind {
	case Create:
		return http.MethodPost, "/api/todos", map[string]string{"name": in.Name, "description": numbered + strconv.Itoa(in.Todos[0])}
	case Change:
		patch := map[string]string{}
		if in.Name != "" {
			patch["name"] = in.Name
		}
		if in.Status != "" {
			patch["status"] = in.Status
		}
		return http.MethodPatch, one, patch
	case Delete:
		return http.MethodDelete, one, nil
	case Restore:
		return http.MethodPost, one + "/restore", nil
	case Move:
		side := "after"
		if in.Before {
			side = "before"
		}
		return http.MethodPost, one + "/move", map[string]string{side: p.todos[in.Neighbour].id}
	case SetStatus:
		return http.MethodPost, "/api/todos/status", map[string]any{"ids": ids, "status": in.Status}
	case DeleteAll:
		return http.MethodPost, "/api/todos/delete", map[string]any{"ids": ids}
	case RestoreAll:
		return http.MethodPost, "/api/todos/restore", map[string]any{"ids": ids}
	case Get:
		return http.MethodGet, one, nil
	case List:
		return http.MethodGet, "/api/todos?size=100", nil
	case Bin:
		return http.MethodGet, "/api/todos?size=100&deleted=true", nil
	case Count:
		return http.MethodGet, "/api/todos/counts", nil
	case Home:
		return http.MethodGet, "/api/home?size=100", nil
	}
	panic(in.Kind)
}

// understand reads an answer, and remembers the todos that it shows. What can't be is an error, and the request's outcome
// unknown then.
func (p *Person) understand(in Input, answer reply) (Output, error) {
	var todos []wireTodo
	out := Output{Outcome: Done}
	var err error
	switch in.Kind {
	case List, Bin:
		var page wirePage
		err = json.Unmarshal(answer.body, &page)
		todos, out.Total = page.Items, page.Total
		if err == nil && (page.Next != nil || !page.TotalIsExact) {
			err = fmt.Errorf("a short list with a next page: %s", answer.body)
		}
	case Home:
		var home struct {
			Todos  *wirePage
			Counts *Counts
		}
		err = json.Unmarshal(answer.body, &home)
		if err == nil && (home.Todos == nil || home.Counts == nil) {
			// It says why, and is a 200 all the same.
			return Output{Outcome: NothingDone}, nil
		}
		if err == nil {
			todos, out.Total, out.Counts = home.Todos.Items, home.Todos.Total, home.Counts
		}
	case Count:
		err = json.Unmarshal(answer.body, &out.Counts)
	case SetStatus, DeleteAll, RestoreAll:
		var report struct {
			Todos   []wireTodo
			Missing []string
		}
		err = json.Unmarshal(answer.body, &report)
		todos = report.Todos
		for _, id := range report.Missing {
			out.Missing = append(out.Missing, p.numberOf(id))
		}
	default:
		var one wireTodo
		err = json.Unmarshal(answer.body, &one)
		todos = []wireTodo{one}
		if tag := strconv.Quote(strconv.Itoa(one.Version)); err == nil && answer.header.Get("ETag") != tag {
			err = fmt.Errorf("ETag %s of version %s", answer.header.Get("ETag"), tag)
		}
	}
	if err == nil {
		out.Todos, err = p.learn(todos)
	}
	if err == nil && (in.Kind == List || in.Kind == Home) && !slices.IsSortedFunc(out.Todos, func(one, other Seen) int { return one.Place.compare(other.Place) }) {
		err = fmt.Errorf("a list that is not in its order: %s", answer.body)
	}
	if err != nil {
		return Output{Outcome: Unknown}, err
	}
	return out, nil
}

func (p *Person) numberOf(id string) int {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	for number, one := range p.todos {
		if one.id == id {
			return number
		}
	}
	return 0
}

func (p *Person) learn(todos []wireTodo) ([]Seen, error) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	all := make([]Seen, 0, len(todos))
	for _, each := range todos {
		seen, err := each.seen()
		if err != nil {
			return nil, err
		}
		all = append(all, seen)
		one := p.todos[seen.Todo]
		switch {
		case one == nil:
			p.todos[seen.Todo] = &known{each.ID, seen.Todo, seen.Version, seen.Deleted}
		case one.id != each.ID:
			return nil, fmt.Errorf("%s and %s are both number %d: one creation made two todos", one.id, each.ID, seen.Todo)
		case one.version < seen.Version:
			one.version, one.deleted = seen.Version, seen.Deleted
		}
	}
	return all, nil
}
