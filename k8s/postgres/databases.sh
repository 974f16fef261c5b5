# Makes a database and two roles for each service: one owns the database and migrates it, with the other one the service reads
# and writes rows. Run by the server's image when the volume is new; by hand when an installation from before gets its second
# role. It may run again and again.
export PGHOST="${PGHOST:-/var/run/postgresql}" PGUSER=postgres PGDATABASE=postgres

database() { # database, and how the names of the variables with roles and passwords begin: what is an argument, everybody can see
  psql -q -v ON_ERROR_STOP=1 -v database="$1" <<SQL
\getenv service $2_USERNAME
\getenv service_password $2_PASSWORD
-- Without the owner's secret there is one role for both, as there was before.
\set owner :service
\set owner_password :service_password
\getenv owner $2_OWNER_USERNAME
\getenv owner_password $2_OWNER_PASSWORD
select distinct format('create role %I login', role) from unnest(array[:'service', :'owner']) as role
  where to_regrole(quote_ident(role)) is null \gexec
alter role :"service" password :'service_password';
alter role :"owner" password :'owner_password';
select format('create database %I owner %I', :'database', :'owner')
  where not exists (select from pg_database where datname = :'database') \gexec
-- Anybody with a role may connect to a database, unless:
revoke connect on database :"database", postgres, template1 from public;
select :'owner' <> :'service' as two \gset
\if :two
\connect :"database"
\i /docker-entrypoint-initdb.d/roles.psql
\else
\echo One role owns and uses :database, because there was no secret with another one when this pod began.
\endif
SQL
}
database todos TODOS
database users USERS
