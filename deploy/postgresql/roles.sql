-- As a superuser, in the new database: psql --set=ON_ERROR_STOP=1 --set=login=strata --dbname=strata --file=roles.sql
-- A login that may create roles makes all of this itself at its first start; this is for those that may not. May be run again.
-- None of the four roles can log in. The login is a member of all; programs take the narrowest for each thing they do.
-- strata_owner owns the tables and migrates; strata_app does everything users ask for, under row-level security; strata_search owns what
-- full-text search reads; strata_queue is for workers: the jobs of all users, and nothing else of them.
select format('create role %I nologin', name) from unnest(array['strata_owner', 'strata_app', 'strata_search', 'strata_queue']) name
where not exists (select from pg_roles where rolname = name)
\gexec
grant strata_search to strata_owner;
grant strata_owner, strata_app, strata_search, strata_queue to :"login";
grant create on database :"DBNAME" to strata_owner;
create schema if not exists strata authorization strata_owner;
grant usage on schema strata to strata_app, strata_queue;
grant usage, create on schema strata to strata_search;
