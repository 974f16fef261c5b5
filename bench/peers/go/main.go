// The list of rule-service in Go: net/http and pgx, the same answer from the same table for the same token.
package main

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"encoding/base64"
	"encoding/json"
	"log"
	"math/big"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/jackc/pgx/v5/pgxpool"
)

var statuses = [...]string{"CLOSED", "IN_PROGRESS", "DONE", "PAUSED"}

type claims struct {
	jwt.RegisteredClaims
	Groups []string `json:"groups"`
}

type todo struct {
	ID          pgtype.UUID `json:"id"`
	Name        string      `json:"name"`
	Description string      `json:"description"`
	Status      string      `json:"status"`
	Due         pgtype.Date `json:"due"`
	Position    string      `json:"position"`
	CreatedAt   time.Time   `json:"createdAt"`
	UpdatedAt   time.Time   `json:"updatedAt"`
	DoneAt      *time.Time  `json:"doneAt"`
	DeletedAt   *time.Time  `json:"deletedAt"`
	Version     int         `json:"version"`
}

type page struct {
	Items        []todo  `json:"items"`
	Total        int64   `json:"total"`
	TotalIsExact bool    `json:"totalIsExact"`
	Size         int     `json:"size"`
	Next         *string `json:"next"`
}

type server struct {
	pool   *pgxpool.Pool
	key    *ecdsa.PublicKey
	parser *jwt.Parser
	list   string
}

func main() {
	config, err := pgxpool.ParseConfig(os.Getenv("DATABASE_URL"))
	check(err)
	config.MaxConns = 8
	pool, err := pgxpool.NewWithConfig(context.Background(), config)
	check(err)
	list, err := os.ReadFile(os.Getenv("LIST_SQL"))
	check(err)
	s := &server{pool: pool, key: publicKey(os.Getenv("JWKS")), list: string(list), parser: jwt.NewParser(
		jwt.WithValidMethods([]string{"ES256"}), jwt.WithIssuer("todolist"), jwt.WithAudience("todolist"))}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /todos", s.todos)
	log.Fatal(http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), mux))
}

func (s *server) todos(w http.ResponseWriter, r *http.Request) {
	caller := &claims{}
	token := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
	if _, err := s.parser.ParseWithClaims(token, caller, func(*jwt.Token) (any, error) { return s.key, nil }); err != nil {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	if !slices.Contains(caller.Groups, "user") {
		w.WriteHeader(http.StatusForbidden)
		return
	}
	size := 10
	if text := r.URL.Query().Get("size"); text != "" {
		var err error
		if size, err = strconv.Atoi(text); err != nil || size < 1 || size > 100 {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
	}
	answer, err := s.page(r.Context(), caller.Subject, size)
	if err != nil {
		log.Print(err)
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(answer)
}

func (s *server) page(ctx context.Context, owner string, size int) (*page, error) {
	rows, err := s.pool.Query(ctx, s.list, owner, size+1)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	answer := &page{Items: make([]todo, 0, size+1), TotalIsExact: true, Size: size}
	for rows.Next() {
		var t todo
		var status int
		if err := rows.Scan(&t.ID, &t.Name, &t.Description, &status, &t.Due, &t.Position, &t.CreatedAt, &t.UpdatedAt,
			&t.DoneAt, &t.DeletedAt, &t.Version, &answer.Total); err != nil {
			return nil, err
		}
		t.Status = statuses[status]
		answer.Items = append(answer.Items, t)
	}
	if len(answer.Items) > size {
		answer.Items = answer.Items[:size]
		last := answer.Items[size-1]
		next := base64.RawURLEncoding.EncodeToString([]byte("position " + last.ID.String() + " " + last.Position))
		answer.Next = &next
	}
	return answer, rows.Err()
}

// publicKey reads the first key of a JWK set.
func publicKey(file string) *ecdsa.PublicKey {
	text, err := os.ReadFile(file)
	check(err)
	var set struct{ Keys []struct{ X, Y string } }
	check(json.Unmarshal(text, &set))
	number := func(text string) *big.Int {
		bytes, err := base64.RawURLEncoding.DecodeString(text)
		check(err)
		return new(big.Int).SetBytes(bytes)
	}
	return &ecdsa.PublicKey{Curve: elliptic.P256(), X: number(set.Keys[0].X), Y: number(set.Keys[0].Y)}
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
