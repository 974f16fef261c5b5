-- Whoever takes over a service can't make the next migration believe that it was done: of Flyway's own table others than its owner
-- may only read. They have the rights that k8s/postgres/roles.psql gives them for all tables.
do $$ declare other text; begin
  -- Two migrations at once would otherwise change the same rights.
  lock table flyway_schema_history in share update exclusive mode;
  for other in select distinct grantee from information_schema.role_table_grants
    where table_schema = current_schema and table_name = 'flyway_schema_history' and grantee <> current_user
  loop
    execute format('revoke insert, update, delete on flyway_schema_history from %I', other);
  end loop;
end $$;
