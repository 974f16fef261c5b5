package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync/atomic"
	"syscall"
	"time"
)

// Process is a program that can be killed and started again; what it says is in target/NAME.log.
type Process struct {
	name    string
	command []string
	env     []string
	folder  string
	user    *syscall.Credential // nil: ours

	running *exec.Cmd
	ended   chan struct{}
	wanted  atomic.Bool // it should be running
}

func (p *Process) start() error {
	log, err := os.OpenFile(filepath.Join(target, p.name+".log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer log.Close()
	running := exec.Command(p.command[0], p.command[1:]...)
	running.Env = append(os.Environ(), p.env...)
	running.Dir = p.folder
	running.Stdout, running.Stderr = log, log
	// Whatever happens to us, nothing is left running; and a Ctrl-C of the terminal is for us alone.
	running.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL, Setpgid: true, Credential: p.user}
	if err := running.Start(); err != nil {
		return err
	}
	ended := make(chan struct{})
	go func() {
		running.Wait()
		close(ended)
	}()
	p.running, p.ended = running, ended
	p.wanted.Store(true)
	return nil
}

// signal is for a process that ends by it.
func (p *Process) signal(signal syscall.Signal) {
	if p.wanted.Swap(false) {
		p.running.Process.Signal(signal)
		<-p.ended
	}
}

func (p *Process) hasEnded() bool {
	select {
	case <-p.ended:
		return true
	default:
		return false
	}
}

// await asks, every few milliseconds, until the process is ready.
func (p *Process) await(isReady func() bool) error {
	for end := time.Now().Add(2 * time.Minute); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if p.hasEnded() {
			return fmt.Errorf("%s has ended by itself, see %s/%s.log", p.name, target, p.name)
		}
		if isReady() {
			return nil
		}
	}
	return fmt.Errorf("%s was not ready in two minutes, see %s/%s.log", p.name, target, p.name)
}

// run lets the process do its work, with further arguments, and end.
func (p *Process) run(arguments ...string) error {
	once := &Process{name: p.name, command: slices.Concat(p.command, arguments),
		env: p.env, folder: p.folder, user: p.user}
	if err := once.start(); err != nil {
		return err
	}
	<-once.ended
	if !once.running.ProcessState.Success() {
		return errors.New(p.name + " failed, see " + filepath.Join(target, p.name+".log"))
	}
	return nil
}

var given = map[int]bool{}

// freePort gives each port once: until somebody listens there, the system could give it away again.
func freePort() int {
	for {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			panic(err)
		}
		port := listener.Addr().(*net.TCPAddr).Port
		listener.Close()
		if !given[port] {
			given[port] = true
			return port
		}
	}
}

var probes = http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: 2 * time.Second}

func isReady(url string) bool {
	request, err := http.NewRequestWithContext(context.Background(), http.MethodGet, url+"/q/health/ready", nil)
	if err != nil {
		panic(err)
	}
	response, err := probes.Do(request)
	if err != nil {
		return false
	}
	response.Body.Close()
	return response.StatusCode == http.StatusOK
}
