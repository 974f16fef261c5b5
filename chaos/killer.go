package main

import (
	"math/rand/v2"
	"syscall"
	"time"
)

// victim is what a cycle kills and starts again.
type victim struct {
	name  string
	kill  func()
	start func() error
}

func victims(p *Product) []victim {
	service := func(name string, s *Service) victim {
		return victim{name, func() { s.signal(syscall.SIGKILL) }, s.start}
	}
	all := []victim{service("gateway-service", p.gateway), service("rule-service", p.rule), service("user-service", p.user),
		{"todos' database, killed", p.todos.kill, p.todos.start},
		{"todos' database, stopped at once", p.todos.stopAtOnce, p.todos.start},
		{"users' database, killed", p.users.kill, p.users.start}}
	return append(all, victim{"rule-service and its database",
		func() {
			p.rule.signal(syscall.SIGKILL)
			p.todos.kill()
		},
		func() error {
			if err := p.rule.start(); err != nil {
				return err
			}
			return p.todos.start()
		}})
}

// cycle kills one of them while all are working, and returns when all are ready again.
func (r *Run) cycle() (string, error) {
	r.awaitWork()
	all := victims(r.product)
	one := all[rand.N(len(all))]
	one.kill()
	if rand.N(8) == 0 {
		// Longer than the gateway holds requests.
		time.Sleep(r.product.hold + rand.N(time.Second))
	} else {
		time.Sleep(rand.N(400 * time.Millisecond))
	}
	if err := one.start(); err != nil {
		return one.name, err
	}
	return one.name, r.product.awaitReady()
}

// awaitWork lets the clients get some requests done between two cycles.
func (r *Run) awaitWork() {
	enough := r.done.Load() + 20 + rand.N[int64](20)
	for end := time.Now().Add(5 * time.Second); r.done.Load() < enough && time.Now().Before(end); {
		time.Sleep(time.Millisecond)
	}
}
