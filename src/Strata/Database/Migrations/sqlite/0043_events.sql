-- What is being worked on, and what ended lately, of one user: streams of events ask for it a few times a second (docs/adr/0060-events.md).
create index runs_executing on runs (user_id, run_no) where status = 'running' and owner is not null;
create index runs_waiting on runs (user_id, run_no) where status = 'running' and owner is null;
create index runs_by_end on runs (user_id, finished_at) where finished_at is not null and interpreter <> 'structured';
create index jobs_executing on jobs (user_id, job_no) where state = 1;
create index job_archive_by_user on job_archive (user_id, finished_at);
insert into sqlite_stat1 (tbl, idx, stat) values
    ('runs', 'runs_executing', '10 10 1'),
    ('runs', 'runs_waiting', '100 100 1'),
    ('runs', 'runs_by_end', '10000 10000 1'),
    ('jobs', 'jobs_executing', '10 10 1'),
    ('job_archive', 'job_archive_by_user', '10000 10000 1');
