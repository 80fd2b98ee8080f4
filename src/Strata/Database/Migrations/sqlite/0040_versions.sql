-- Sources that replace each other (docs/adr/0057-decisions-follow-content.md). line_no: the same for all versions, the first one's number.
-- replaces_no: the one that it replaces. origin, path: what a later version is recognised by; null: by nothing.
create table source_versions (
    user_id     text not null references users (user_id),
    source_no   integer not null,
    line_no     integer not null,
    replaces_no integer,
    origin      text,
    path        text,
    primary key (user_id, source_no),
    foreign key (user_id, source_no) references sources (user_id, source_no),
    check (replaces_no is null or replaces_no <> source_no),
    check ((origin is null) = (path is null))
) without rowid;
create index source_versions_by_line on source_versions (user_id, line_no);
create index source_versions_by_path on source_versions (user_id, origin, path, source_no);
create index source_versions_by_replaced on source_versions (user_id, replaces_no);

-- Runs that follow an earlier one, and how far that is done. seq: since when. decision_no: what was decided follows by it; null: nothing was.
-- after_no, gone_no: up to which subjects of this run, and of the earlier one, it is done. kept, asked, gone: findings.
-- is_whole: 0 if it asks again about some findings only, so that the others of the earlier run are still open.
create table run_follows (
    user_id     text not null references users (user_id),
    run_no      integer not null,
    previous_no integer not null,
    seq         integer not null,
    decision_no integer,
    after_no    integer not null,
    gone_no     integer not null,
    kept        integer not null,
    asked       integer not null,
    gone        integer not null,
    is_whole    integer not null check (is_whole in (0, 1)),
    state       text not null check (state in ('applying', 'applied')),
    primary key (user_id, run_no),
    check (previous_no < run_no),
    check (decision_no is not null or state = 'applied')
) without rowid;
create index run_follows_by_previous on run_follows (user_id, previous_no);
create index run_follows_by_decision on run_follows (user_id, decision_no);

-- What was decided about a finding's predecessor. value: what it was decided to be, canonical JSON. decided_no: the decision.
-- unchanged: 1 if the content is the same. seq: since when it is known.
create table finding_follows (
    user_id    text not null references users (user_id),
    finding_no integer not null,
    follows_no integer not null,
    review     text not null check (review in ('confirmed', 'rejected', 'corrected')),
    value      text not null,
    decided_no integer not null,
    unchanged  integer not null check (unchanged in (0, 1)),
    seq        integer not null,
    primary key (user_id, finding_no),
    check (follows_no < finding_no)
) without rowid;
create index finding_follows_by_followed on finding_follows (user_id, follows_no);
insert into sqlite_stat1 (tbl, idx, stat) values
    ('source_versions', 'source_versions', '100000 100000 1'),
    ('source_versions', 'source_versions_by_line', '100000 100000 2'),
    ('source_versions', 'source_versions_by_path', '100000 100000 10000 2 1'),
    ('source_versions', 'source_versions_by_replaced', '100000 100000 2'),
    ('run_follows', 'run_follows', '10000 10000 1'),
    ('run_follows', 'run_follows_by_previous', '10000 10000 2'),
    ('run_follows', 'run_follows_by_decision', '10000 10000 2'),
    ('finding_follows', 'finding_follows', '500000 500000 1'),
    ('finding_follows', 'finding_follows_by_followed', '500000 500000 1');
