-- Run once as a superuser, in the new database: psql -v login=strata -d strata -f roles.sql
-- A login that may create roles makes all of this itself at its first start; this is for those that may not.
-- None of the four roles can log in. The login is a member of all; programs take the narrowest for each thing they do.
create role strata_owner nologin;   -- owns the tables, migrates
create role strata_app nologin;     -- everything users ask for, under row-level security
create role strata_search nologin;  -- owns what full-text search reads
create role strata_queue nologin;   -- workers: the jobs of all users, and nothing else of them
grant strata_search to strata_owner;
grant strata_owner, strata_app, strata_search, strata_queue to :"login";
grant create on database :DBNAME to strata_owner;
create schema strata authorization strata_owner;
grant usage on schema strata to strata_app, strata_queue;
grant usage, create on schema strata to strata_search;
