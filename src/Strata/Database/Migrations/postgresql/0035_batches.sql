-- Runs over many sources (docs/adr/0054-batches.md). filter: project or sources, by number, as JSON. after_no: up to which source runs are begun.
create table batches (
    user_id     text collate "C" not null references users (user_id),
    batch_no    bigint not null,
    filter      text collate "C" not null,
    options     text collate "C" not null,
    actor       text collate "C" not null,
    state       text collate "C" not null check (state in ('starting', 'started', 'paused', 'cancelled')),
    total       bigint not null,
    after_no    bigint not null,
    recorded_at bigint not null,
    primary key (user_id, batch_no)
);

-- The run of each source, or why it has none.
create table batch_runs (
    user_id   text collate "C" not null references users (user_id),
    batch_no  bigint not null,
    source_no bigint not null,
    run_no    bigint,
    refusal   text collate "C",
    primary key (user_id, batch_no, source_no),
    foreign key (user_id, batch_no) references batches (user_id, batch_no),
    check (run_no is not null or refusal is not null)
);
create index batch_runs_by_source on batch_runs (user_id, source_no);
