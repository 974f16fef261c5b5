package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"strconv"
	"strings"
	"time"
)

// patience is longer than the gateway holds a request.
const patience = 15 * time.Second

// Session is a browser that somebody is signed in with: its cookies. Several clients may share one, as tabs do.
type Session struct {
	base string
	http *http.Client
}

func newSession(base string) *Session {
	jar, err := cookiejar.New(nil)
	if err != nil {
		panic(err)
	}
	// A connection for each request: Go would send one with an Idempotency-Key again by itself when a kept connection breaks,
	// and nobody would know how often it was sent.
	return &Session{base, &http.Client{Jar: jar, Transport: &http.Transport{DisableKeepAlives: true}}}
}

// reply is what came back, or why nothing did.
type reply struct {
	status int
	header http.Header
	body   []byte
	err    error
}

// send gives up after limit, and the connection is closed then, whatever it is in the middle of.
func (s *Session) send(method, path, key string, version int, body any, limit time.Duration) reply {
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	var content io.Reader
	if body != nil {
		text, err := json.Marshal(body)
		if err != nil {
			panic(err)
		}
		content = bytes.NewReader(text)
	}
	request, err := http.NewRequestWithContext(ctx, method, s.base+path, content)
	if err != nil {
		panic(err)
	}
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	if key != "" {
		request.Header.Set("Idempotency-Key", key)
	}
	if version != Any {
		request.Header.Set("If-Match", strconv.Quote(strconv.Itoa(version)))
	}
	response, err := s.http.Do(request)
	if err != nil {
		return reply{err: err}
	}
	defer response.Body.Close()
	read, err := io.ReadAll(response.Body)
	return reply{response.StatusCode, response.Header, read, err}
}

// outcome is what the answer says of the request. An answer that has no place in the product's API is an error.
func (r reply) outcome() (Outcome, error) {
	if r.err != nil {
		var failure *net.OpError
		if errors.As(r.err, &failure) && failure.Op == "dial" {
			return NothingDone, nil
		}
		return Unknown, nil
	}
	switch r.status {
	case http.StatusOK, http.StatusCreated, http.StatusNoContent:
		return Done, nil
	case http.StatusNotFound:
		return Missing, nil
	case http.StatusPreconditionFailed:
		return Stale, nil
	case http.StatusServiceUnavailable:
		if r.header.Get("Retry-After") != "" {
			return NothingDone, nil
		}
		return Unknown, nil
	case http.StatusBadGateway, http.StatusGatewayTimeout:
		return Unknown, nil
	}
	return Unknown, fmt.Errorf("status %d: %s", r.status, r.body)
}

// wireTodo is the API's.
type wireTodo struct {
	ID          string
	Name        string
	Description string
	Status      string
	Position    string
	DoneAt      *string
	DeletedAt   *string
	Version     int
}

const numbered = "number "

// seen also checks what is true of every todo by itself.
func (w wireTodo) seen() (Seen, error) {
	number, err := strconv.Atoi(strings.TrimPrefix(w.Description, numbered))
	if err != nil {
		return Seen{}, fmt.Errorf("a todo that nobody made: %+v", w)
	}
	place, err := parsePlace(w.Position)
	if err != nil {
		return Seen{}, err
	}
	if (w.Status == "DONE") != (w.DoneAt != nil) {
		return Seen{}, fmt.Errorf("doneAt does not fit the status: %+v", w)
	}
	return Seen{number, w.Version, w.Name, w.Status, place, w.DeletedAt != nil}, nil
}

// wirePage is the API's list.
type wirePage struct {
	Items        []wireTodo
	Total        int
	TotalIsExact bool
	Next         *string
}
