// Chaos judges whether the product loses or contradicts anything while its parts are killed; see README.md.
package main

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// target is where logs and the pages of failed histories go; set once.
var target string

// persons who work at the same time; the first one has many clients.
const atOnce = 4

// Run is one run with all that it has found out.
type Run struct {
	product *Product
	base    string // what the clients talk to
	began   time.Time
	stop    chan struct{} // closed when enough was done
	once    sync.Once
	done    atomic.Int64 // requests

	mutex   sync.Mutex
	verdict Verdict
	persons []*Person
	killed  map[string]int
}

func main() {
	cycles := flag.Int("cycles", 20, "kill and restart so often")
	minutes := flag.Float64("minutes", 60, "but no longer than this")
	planted := flag.String("plant", "", "a mistake that must be found: "+strings.Join(slices.Sorted(maps.Keys(plants)), ", "))
	root := flag.String("root", "..", "")
	services := flag.String("services", "", "a checkout with the services, built; this one if missing")
	flag.Parse()
	if flag.NArg() > 0 {
		fail(2, fmt.Errorf("unknown: %s", strings.Join(flag.Args(), " ")))
	}
	checkout, err := filepath.Abs(*root)
	if err != nil {
		fail(2, err)
	}
	target = filepath.Join(checkout, "chaos/target")
	if *services == "" {
		*services = checkout
	}
	if *services, err = filepath.Abs(*services); err != nil {
		fail(2, err)
	}
	run := &Run{began: time.Now(), stop: make(chan struct{}), killed: map[string]int{}}
	run.product, err = newProduct(checkout, *services)
	if err != nil {
		fail(2, err)
	}
	defer run.product.stop()
	status := 0
	if err := run.all(*cycles, time.Duration(*minutes*float64(time.Minute)), *planted); err != nil {
		fmt.Fprintln(os.Stderr, "chaos/run:", err)
		status = 2
	}
	if !run.report() {
		status = max(status, 1)
	}
	run.product.stop()
	os.Exit(status)
}

func fail(status int, err error) {
	fmt.Fprintln(os.Stderr, "chaos/run:", err)
	os.Exit(status)
}

// all lets persons work until the cycles are done, or something is wrong already.
func (r *Run) all(cycles int, longest time.Duration, planted string) error {
	r.base = r.product.gateway.url
	if planted != "" {
		var err error
		if r.base, err = startPlant(planted, r.base); err != nil {
			return err
		}
	}
	interrupted := make(chan os.Signal, 1)
	signal.Notify(interrupted, syscall.SIGINT, syscall.SIGTERM)
	go func() {
		<-interrupted
		r.end()
	}()
	failures := make(chan error, atOnce)
	var working sync.WaitGroup
	for number := range atOnce {
		working.Go(func() { failures <- r.inhabit(number) })
	}
	err := r.kill(cycles, r.began.Add(longest))
	r.end()
	working.Wait()
	for range atOnce {
		if failure := <-failures; err == nil {
			err = failure
		}
	}
	if err != nil {
		return err
	}
	for _, person := range r.persons {
		if err := r.verdict.compare(person); err != nil {
			r.verdict.contradictions = append(r.verdict.contradictions, err.Error())
		}
	}
	return nil
}

func (r *Run) end() {
	r.once.Do(func() { close(r.stop) })
}

// inhabit lets one person after the other live.
func (r *Run) inhabit(number int) error {
	for life := 1; ; life++ {
		select {
		case <-r.stop:
			return nil
		default:
		}
		person := newPerson(fmt.Sprintf("person-%d-%d", number+1, life), r.base, number == 0, r.began, &r.done)
		if err := person.live(r.stop); err != nil {
			r.end()
			return err
		}
		r.mutex.Lock()
		r.persons = append(r.persons, person)
		r.mutex.Unlock()
		verdict := judge(person)
		r.mutex.Lock()
		r.verdict.add(verdict)
		r.mutex.Unlock()
		if !verdict.isGood() {
			r.end()
		}
	}
}

func (r *Run) kill(cycles int, end time.Time) error {
	for done := 0; done < cycles && time.Now().Before(end); done++ {
		select {
		case <-r.stop:
			return nil
		default:
		}
		name, err := r.cycle()
		if err != nil {
			return err
		}
		r.killed[name]++
		if (done+1)%50 == 0 {
			r.mutex.Lock()
			fmt.Printf("%s  %d cycles, %d persons\n", time.Since(r.began).Round(time.Second), done+1, r.verdict.persons)
			r.mutex.Unlock()
		}
	}
	return nil
}
