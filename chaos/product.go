package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"time"
)

// Service is a packaged service, native executable or jar.
type Service struct {
	Process
	url string
}

// Product is all of it, each part a process.
type Product struct {
	folder  string
	flavour string
	hold    time.Duration // of requests, by the gateway
	todos   *Database
	users   *Database
	rule    *Service
	user    *Service
	gateway *Service
}

// newProduct starts what was built in the folder services, and PostgreSQL as root's pom.xml names it.
func newProduct(root, services string) (*Product, error) {
	folder, err := os.MkdirTemp("", "todolist-chaos-")
	if err != nil {
		return nil, err
	}
	p := &Product{folder: folder}
	if err := p.make(root, services); err != nil {
		p.stop()
		return nil, err
	}
	return p, nil
}

func (p *Product) make(root, services string) error {
	owner, err := unprivileged()
	if err != nil {
		return err
	}
	if err := unpackPostgres(root, p.folder); err != nil {
		return err
	}
	if owner != nil {
		if err := os.Chown(p.folder, int(owner.Uid), int(owner.Gid)); err != nil {
			return err
		}
	}
	for name, database := range map[string]**Database{"todos": &p.todos, "users": &p.users} {
		if *database, err = newDatabase(name, p.folder, owner); err != nil {
			return err
		}
		if err := (*database).start(); err != nil {
			return err
		}
	}
	keys, err := keys(services)
	if err != nil {
		return err
	}
	if p.rule, err = p.service("rule-service", services, keys, p.todos.env()...); err != nil {
		return err
	}
	// Shorter than in production, so that the gateway gives up now and then; but a service may start meanwhile.
	p.hold = 2 * time.Second
	if p.flavour == "JVM" {
		p.hold = 6 * time.Second
	}
	// What a hash costs is not what is tested here; a session is renewed within a person's life.
	if p.user, err = p.service("user-service", services, keys, append(p.users.env(), "TODOLIST_PASSWORDS_MEMORY=8",
		"TODOLIST_PASSWORDS_ITERATIONS=1", "TODOLIST_TOKENS_ACCESS_TOKEN_LIFE=10S")...); err != nil {
		return err
	}
	if p.gateway, err = p.service("gateway-service", services, keys, "QUARKUS_REST_CLIENT_RULE_SERVICE_URL="+p.rule.url,
		"QUARKUS_REST_CLIENT_USER_SERVICE_URL="+p.user.url, fmt.Sprintf("TODOLIST_DOWNSTREAM_HOLD=%dms", p.hold.Milliseconds()),
		"QUARKUS_REST_CLIENT_CONNECT_TIMEOUT=500", "QUARKUS_REST_CLIENT_READ_TIMEOUT=1000",
		fmt.Sprintf("TODOLIST_DOWNSTREAM_FIRST_PAUSE=%dms", firstPause.Milliseconds())); err != nil {
		return err
	}
	for _, service := range []*Service{p.rule, p.user} {
		if err := service.run("migrate"); err != nil {
			return err
		}
	}
	for _, service := range p.services() {
		if err := service.start(); err != nil {
			return err
		}
	}
	return p.awaitReady()
}

func (p *Product) services() []*Service {
	return []*Service{p.rule, p.user, p.gateway}
}

func (p *Product) awaitReady() error {
	for _, service := range p.services() {
		if err := service.awaitReady(); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) awaitReady() error {
	return s.await(func() bool { return isReady(s.url) })
}

// stop ends all that was started; nothing is kept but the logs.
func (p *Product) stop() {
	for _, service := range p.services() {
		if service != nil {
			service.signal(syscall.SIGKILL)
		}
	}
	for _, database := range []*Database{p.todos, p.users} {
		if database != nil {
			database.stopAtOnce()
		}
	}
	os.RemoveAll(p.folder)
}

func (p *Product) service(name, services string, keys []string, settings ...string) (*Service, error) {
	port := freePort()
	command, flavour, err := command(filepath.Join(services, name, "target"), name)
	if err != nil {
		return nil, err
	}
	p.flavour = flavour
	env := append([]string{"PORT=" + strconv.Itoa(port)}, keys...)
	return &Service{Process{name: name, folder: p.folder, command: command, env: append(env, settings...)}, fmt.Sprintf("http://127.0.0.1:%d", port)}, nil
}

// command prefers the native executable.
func command(built, name string) ([]string, string, error) {
	if runners, _ := filepath.Glob(filepath.Join(built, name+"-*-runner")); len(runners) > 0 {
		return runners[:1], "native", nil
	}
	jar := filepath.Join(built, "quarkus-app/quarkus-run.jar")
	if _, err := os.Stat(jar); err != nil {
		return nil, "", fmt.Errorf("%w: ./mvnw package makes it", err)
	}
	java := "java"
	if home := os.Getenv("JAVA_HOME"); home != "" {
		java = filepath.Join(home, "bin/java")
	}
	return []string{java, "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", jar}, "JVM", nil
}

// keys are those that the build made for dev mode and tests.
func keys(services string) ([]string, error) {
	var settings []string
	for setting, file := range map[string]string{"TODOLIST_JWKS": "jwks.json", "TODOLIST_SIGNING_KEY": "signing-key.pem"} {
		content, err := os.ReadFile(filepath.Join(services, ".dev", file))
		if err != nil {
			return nil, fmt.Errorf("%w: ./mvnw package makes it", err)
		}
		settings = append(settings, setting+"="+string(content))
	}
	return settings, nil
}
