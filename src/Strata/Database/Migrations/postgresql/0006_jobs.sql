-- The queue. Workers claim jobs of all users, so they come as strata_queue, which sees these tables, the clock of running runs, and
-- nothing else; strata_app, as everywhere, sees its transaction's user (docs/adr/0008-jobs.md).

-- How many numbers a user's jobs have used: a job's own, and its places in the line. Taken under the ledger lock, so that they
-- become visible in their order.
create table job_numbers (
    user_id text collate "C" not null primary key references users (user_id),
    last_no bigint not null
);

-- What is not finished. state: 0 ready, 1 running, 2 waiting for run_at. place: where a ready job stands in the line of its user and
-- kind. attempt counts claims and never falls: who writes for a job must name it. releases: claims that were given back unfailed.
create table jobs (
    user_id      text collate "C" not null,
    job_no       bigint not null,
    kind         text collate "C" not null,
    state        bigint not null,
    place        bigint not null,
    work_key     text collate "C",
    payload      text collate "C" not null,
    actor        text collate "C",
    attempt      bigint not null,
    releases     bigint not null,
    max_attempts bigint not null,
    run_at       bigint not null,
    enqueued_at  bigint not null,
    started_at   bigint,
    owner        text collate "C",
    lease_until  bigint,
    errors       text collate "C" not null,
    primary key (user_id, job_no)
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0);
create index jobs_ready on jobs (user_id, kind, place) where state = 0;
create index jobs_running on jobs (kind, lease_until, user_id) where state = 1;
create index jobs_waiting on jobs (run_at, user_id) where state = 2;
create unique index jobs_by_key on jobs (user_id, work_key) where work_key is not null;

-- What is finished. state: 3 done, 4 dead, 5 cancelled.
create table job_archive (
    user_id      text collate "C" not null,
    job_no       bigint not null,
    kind         text collate "C" not null,
    state        bigint not null,
    work_key     text collate "C",
    payload      text collate "C" not null,
    actor        text collate "C",
    attempt      bigint not null,
    releases     bigint not null,
    max_attempts bigint not null,
    run_at       bigint not null,
    enqueued_at  bigint not null,
    started_at   bigint,
    finished_at  bigint not null,
    owner        text collate "C",
    result       text collate "C",
    errors       text collate "C" not null,
    primary key (user_id, job_no)
);
create index job_archive_by_end on job_archive (finished_at) where state <> 4;
create index job_archive_dead on job_archive (user_id, job_no) where state = 4;

-- Kinds of a user that are not to be claimed; kind '*': none is.
create table job_pauses (
    user_id   text collate "C" not null references users (user_id),
    kind      text collate "C" not null,
    actor     text collate "C",
    paused_at bigint not null,
    primary key (user_id, kind)
);

create table job_schedules (
    user_id    text collate "C" not null references users (user_id),
    name       text collate "C" not null,
    cron       text collate "C" not null,
    time_zone  text collate "C" not null,
    kind       text collate "C" not null,
    payload    text collate "C" not null,
    actor      text collate "C",
    next_at    bigint not null,
    last_at    bigint,
    last_job   bigint,
    created_at bigint not null,
    primary key (user_id, name)
);
create index job_schedules_due on job_schedules (next_at);

create index runs_by_lease on runs (lease_until) where status = 'running';

create policy strata_queue on jobs to strata_queue using (true) with check (true);
create policy strata_queue on job_archive to strata_queue using (true) with check (true);
create policy strata_queue on job_pauses for select to strata_queue using (true);
create policy strata_queue on job_schedules for select to strata_queue using (true);
create policy strata_queue on runs for select to strata_queue using (status = 'running');
grant select, insert, update, delete on jobs, job_archive to strata_queue;
grant select on job_pauses, job_schedules to strata_queue;
grant select (user_id, run_no, status, lease_until) on runs to strata_queue;
