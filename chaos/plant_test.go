package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

func TestALostUpdateIsAnsweredAndNotPassedOn(t *testing.T) {
	var changes atomic.Int32
	gateway := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPatch {
			changes.Add(1)
		}
		fmt.Fprint(w, `{"name":"old","status":"DONE","version":3,"doneAt":"2030-01-01T00:00:00Z"}`)
	}))
	defer gateway.Close()
	base, err := startPlant("lost-update", gateway.URL)
	if err != nil {
		t.Fatal(err)
	}
	session := newSession(base)
	lost := int32(0)
	const sent = 400
	for range sent {
		answer := session.send(http.MethodPatch, "/api/todos/1", "", Any, map[string]string{"name": "new"}, time.Minute)
		if strings.Contains(string(answer.body), `"new"`) {
			if answer.header.Get("ETag") != `"4"` {
				t.Fatal(answer.header)
			}
			lost++
		}
	}
	if lost == 0 || changes.Load() != sent-lost {
		t.Errorf("%d of %d answers were made up, %d changes passed on", lost, sent, changes.Load())
	}
}

func TestWhatAnAnswerSaysOfTheRequest(t *testing.T) {
	answer := http.HandlerFunc(nil)
	gateway := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { answer(w, r) }))
	status := func(status int, header ...string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			for _, name := range header {
				w.Header().Set(name, "1")
			}
			w.WriteHeader(status)
		}
	}
	hangUp := func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }
	gateway.Config.ErrorLog = quiet
	send := func() reply {
		return newSession(gateway.URL).send(http.MethodDelete, "/", "key", Any, nil, time.Minute)
	}
	for _, one := range []struct {
		answer  http.HandlerFunc
		wanted  Outcome
		isWrong bool
	}{
		{status(204), Done, false}, {status(404), Missing, false}, {status(412), Stale, false},
		{status(503, "Retry-After"), NothingDone, false}, {status(503), Unknown, false}, {status(502), Unknown, false},
		{hangUp, Unknown, false}, {status(500), Unknown, true}, {status(401), Unknown, true},
	} {
		answer = one.answer
		if outcome, err := send().outcome(); outcome != one.wanted || (err != nil) != one.isWrong {
			t.Errorf("%s %v, not %s", outcome, err, one.wanted)
		}
	}
	gateway.Close()
	if outcome, err := send().outcome(); outcome != NothingDone || err != nil {
		t.Errorf("refused: %s %v", outcome, err)
	}
}

func TestABrokenOffAnswerIsNoAnswer(t *testing.T) {
	gateway := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "10")
		io.WriteString(w, "half")
	}))
	gateway.Config.ErrorLog = quiet
	defer gateway.Close()
	if outcome, err := newSession(gateway.URL).send(http.MethodGet, "/", "", Any, nil, time.Minute).outcome(); outcome != Unknown || err != nil {
		t.Errorf("%s %v", outcome, err)
	}
}
