package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"maps"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"reflect"
	"strconv"
	"sync"
	"time"
)

// plants are mistakes that the product could have, made by a proxy in front of it. One that is planted must be found.
var plants = map[string]func(*plant, http.ResponseWriter, *http.Request) bool{
	"lost-update": (*plant).loseUpdate,
	"stale-read":  (*plant).readStale,
	"second-time": (*plant).doTwice,
}

// oneInPlanted is the share of the requests that could be done wrong and are.
const oneInPlanted = 10

// quiet is for connections that break, which is what this is about.
var quiet = log.New(io.Discard, "", 0)

type plant struct {
	gateway string
	proxy   *httputil.ReverseProxy
	client  *http.Client

	mutex sync.Mutex
	old   map[string]*httptest.ResponseRecorder // lists, by session and address
}

// startPlant returns the address of the proxy, which passes everything on but what the mistake takes.
func startPlant(name, gateway string) (string, error) {
	mistake, exists := plants[name]
	if !exists {
		return "", fmt.Errorf("there is no plant %q", name)
	}
	target, err := url.Parse(gateway)
	if err != nil {
		return "", err
	}
	transport := &http.Transport{DisableKeepAlives: true}
	p := &plant{gateway: gateway, client: &http.Client{Transport: transport}, old: map[string]*httptest.ResponseRecorder{}}
	p.proxy = &httputil.ReverseProxy{
		Rewrite:      func(r *httputil.ProxyRequest) { r.SetURL(target) },
		Transport:    transport,
		ErrorHandler: func(http.ResponseWriter, *http.Request, error) { panic(http.ErrAbortHandler) },
		ErrorLog:     quiet,
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if rand.N(oneInPlanted) > 0 || !mistake(p, w, r) {
			p.pass(w, r)
		}
	}), ErrorLog: quiet}
	go server.Serve(listener)
	return "http://" + listener.Addr().String(), nil
}

// pass remembers lists, for the mistake that takes old ones.
func (p *plant) pass(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet || r.URL.Path != "/api/todos" {
		p.proxy.ServeHTTP(w, r)
		return
	}
	recorder := httptest.NewRecorder()
	p.proxy.ServeHTTP(recorder, r)
	if recorder.Code == http.StatusOK {
		p.mutex.Lock()
		p.old[r.Header.Get("Cookie")+r.URL.String()] = recorder
		p.mutex.Unlock()
	}
	copyTo(w, recorder.Result().Header, recorder.Code, recorder.Body.Bytes())
}

// loseUpdate answers a change as if it had been made.
func (p *plant) loseUpdate(w http.ResponseWriter, r *http.Request) bool {
	if r.Method != http.MethodPatch {
		return false
	}
	body, patch := read(r)
	now, header, ok := p.now(r)
	r.Body = io.NopCloser(bytes.NewReader(body))
	if !ok || r.Header.Get("If-Match") != "" {
		return false
	}
	before := maps.Clone(now)
	maps.Copy(now, patch)
	if reflect.DeepEqual(before, now) {
		return false
	}
	if now["status"] != "DONE" {
		now["doneAt"] = nil
	} else if now["doneAt"] == nil {
		now["doneAt"] = time.Now().UTC().Format(time.RFC3339Nano)
	}
	version := int(now["version"].(float64)) + 1
	now["version"] = version
	header.Set("ETag", strconv.Quote(strconv.Itoa(version)))
	text, _ := json.Marshal(now)
	copyTo(w, header, http.StatusOK, text)
	return true
}

// readStale shows a list as it was the last time.
func (p *plant) readStale(w http.ResponseWriter, r *http.Request) bool {
	if r.Method != http.MethodGet {
		return false
	}
	p.mutex.Lock()
	old := p.old[r.Header.Get("Cookie")+r.URL.String()]
	p.mutex.Unlock()
	if old != nil {
		copyTo(w, old.Result().Header, old.Code, old.Body.Bytes())
	}
	return old != nil
}

// doTwice sends a creation again under another key, as a proxy does that knows nothing of keys.
func (p *plant) doTwice(w http.ResponseWriter, r *http.Request) bool {
	if r.Method != http.MethodPost || r.URL.Path != "/api/todos" {
		return false
	}
	body, _ := read(r)
	again, _ := http.NewRequestWithContext(r.Context(), r.Method, p.gateway+r.URL.Path, bytes.NewReader(body))
	again.Header = r.Header.Clone()
	again.Header.Del("Idempotency-Key")
	if response, err := p.client.Do(again); err == nil {
		response.Body.Close()
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	return false
}

func (p *plant) now(r *http.Request) (map[string]any, http.Header, bool) {
	get, _ := http.NewRequestWithContext(r.Context(), http.MethodGet, p.gateway+r.URL.Path, nil)
	get.Header.Set("Cookie", r.Header.Get("Cookie"))
	response, err := p.client.Do(get)
	if err != nil {
		return nil, nil, false
	}
	defer response.Body.Close()
	var now map[string]any
	err = json.NewDecoder(response.Body).Decode(&now)
	return now, response.Header.Clone(), err == nil && response.StatusCode == http.StatusOK
}

func read(r *http.Request) ([]byte, map[string]any) {
	body, _ := io.ReadAll(r.Body)
	var content map[string]any
	json.Unmarshal(body, &content)
	return body, content
}

func copyTo(w http.ResponseWriter, header http.Header, status int, body []byte) {
	for name, values := range header {
		if name != "Content-Length" {
			w.Header()[name] = values
		}
	}
	w.WriteHeader(status)
	w.Write(body)
}
