-- The queue. Workers claim jobs of all users, through a session that sees these tables, the clock of running runs, and nothing else
-- (docs/adr/0008-jobs.md).

-- How many numbers a user's jobs have used: a job's own, and its places in the line. Taken under the ledger lock, so that they
-- become visible in their order.
create table job_numbers (
    user_id text not null primary key references users (user_id),
    last_no integer not null
) without rowid;

-- What is not finished. state: 0 ready, 1 running, 2 waiting for run_at. place: where a ready job stands in the line of its user and
-- kind. attempt counts claims and never falls: who writes for a job must name it. releases: claims that were given back unfailed.
create table jobs (
    user_id      text not null,
    job_no       integer not null,
    kind         text not null,
    state        integer not null,
    place        integer not null,
    work_key     text,
    payload      text not null,
    actor        text,
    attempt      integer not null,
    releases     integer not null,
    max_attempts integer not null,
    run_at       integer not null,
    enqueued_at  integer not null,
    started_at   integer,
    owner        text,
    lease_until  integer,
    errors       text not null,
    primary key (user_id, job_no)
) without rowid;
create index jobs_ready on jobs (user_id, kind, place) where state = 0;
create index jobs_running on jobs (kind, lease_until, user_id) where state = 1;
create index jobs_waiting on jobs (run_at, user_id) where state = 2;
create unique index jobs_by_key on jobs (user_id, work_key) where work_key is not null;

-- What is finished. state: 3 done, 4 dead, 5 cancelled.
create table job_archive (
    user_id      text not null,
    job_no       integer not null,
    kind         text not null,
    state        integer not null,
    work_key     text,
    payload      text not null,
    actor        text,
    attempt      integer not null,
    releases     integer not null,
    max_attempts integer not null,
    run_at       integer not null,
    enqueued_at  integer not null,
    started_at   integer,
    finished_at  integer not null,
    owner        text,
    result       text,
    errors       text not null,
    primary key (user_id, job_no)
) without rowid;
create index job_archive_by_end on job_archive (finished_at) where state <> 4;
create index job_archive_dead on job_archive (user_id, job_no) where state = 4;

-- Kinds of a user that are not to be claimed; kind '*': none is.
create table job_pauses (
    user_id   text not null references users (user_id),
    kind      text not null,
    actor     text,
    paused_at integer not null,
    primary key (user_id, kind)
) without rowid;

create table job_schedules (
    user_id    text not null references users (user_id),
    name       text not null,
    cron       text not null,
    time_zone  text not null,
    kind       text not null,
    payload    text not null,
    actor      text,
    next_at    integer not null,
    last_at    integer,
    last_job   integer,
    created_at integer not null,
    primary key (user_id, name)
) without rowid;
create index job_schedules_due on job_schedules (next_at);

create index runs_by_lease on runs (lease_until) where status = 'running';
