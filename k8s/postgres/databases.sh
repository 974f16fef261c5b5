# Run once, by the server's image, when the volume is new.
export PGHOST="${PGHOST:-/var/run/postgresql}" PGUSER=postgres PGDATABASE=postgres

create() { # database, and the names of the variables with user and password: what is an argument, everybody can see
  psql -v ON_ERROR_STOP=1 -v database="$1" <<SQL
\getenv user $2
\getenv password $3
create role :"user" login password :'password';
create database :"database" owner :"user";
-- Anybody with a role may connect to a database, unless:
revoke connect on database :"database" from public;
SQL
}
create todos TODOS_USERNAME TODOS_PASSWORD
create users USERS_USERNAME USERS_PASSWORD
