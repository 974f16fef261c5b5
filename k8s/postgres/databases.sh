# Run once, by the server's image, when the volume is new.
export PGHOST="${PGHOST:-/var/run/postgresql}" PGUSER=postgres PGDATABASE=postgres

create() { # database, user, password
  psql -v ON_ERROR_STOP=1 -v database="$1" -v user="$2" -v password="$3" <<'SQL'
create role :"user" login password :'password';
create database :"database" owner :"user";
-- Anybody with a role may connect to a database, unless:
revoke connect on database :"database" from public;
SQL
}
create todos "$TODOS_USERNAME" "$TODOS_PASSWORD"
create users "$USERS_USERNAME" "$USERS_PASSWORD"
