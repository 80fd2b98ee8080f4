-- scope: what a token may do: read, write, admin, each with those before it. last_used_at: within an hour.
alter table tokens add column scope text collate "C" not null default 'admin';
alter table tokens add column last_used_at bigint;

-- The audit log lists corrections beside decisions.
create index observations_corrections on observations (user_id, seq) where class = 2;
