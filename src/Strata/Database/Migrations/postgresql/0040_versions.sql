-- Sources that replace each other (docs/adr/0057-decisions-follow-content.md). line_no: the same for all versions, the first one's number.
-- replaces_no: the one that it replaces. origin, path: what a later version is recognised by; null: by nothing.
create table source_versions (
    user_id     text collate "C" not null references users (user_id),
    source_no   bigint not null,
    line_no     bigint not null,
    replaces_no bigint,
    origin      text collate "C",
    path        text collate "C",
    primary key (user_id, source_no),
    foreign key (user_id, source_no) references sources (user_id, source_no),
    check (replaces_no is null or replaces_no <> source_no),
    check ((origin is null) = (path is null))
);
create index source_versions_by_line on source_versions (user_id, line_no);
create index source_versions_by_path on source_versions (user_id, origin, path, source_no);
create index source_versions_by_replaced on source_versions (user_id, replaces_no);

-- Runs that follow an earlier one, and how far that is done. seq: since when. decision_no: what was decided follows by it; null: nothing was.
-- after_no, gone_no: up to which subjects of this run, and of the earlier one, it is done. kept, asked, gone: findings.
-- is_whole: 0 if it asks again about some findings only, so that the others of the earlier run are still open.
create table run_follows (
    user_id     text collate "C" not null references users (user_id),
    run_no      bigint not null,
    previous_no bigint not null,
    seq         bigint not null,
    decision_no bigint,
    after_no    bigint not null,
    gone_no     bigint not null,
    kept        bigint not null,
    asked       bigint not null,
    gone        bigint not null,
    is_whole    bigint not null check (is_whole in (0, 1)),
    state       text collate "C" not null check (state in ('applying', 'applied')),
    primary key (user_id, run_no),
    check (previous_no < run_no),
    check (decision_no is not null or state = 'applied')
);
create index run_follows_by_previous on run_follows (user_id, previous_no);
create index run_follows_by_decision on run_follows (user_id, decision_no);

-- What was decided about a finding's predecessor. value: what it was decided to be, canonical JSON. decided_no: the decision.
-- unchanged: 1 if the content is the same. seq: since when it is known.
create table finding_follows (
    user_id    text collate "C" not null references users (user_id),
    finding_no bigint not null,
    follows_no bigint not null,
    review     text collate "C" not null check (review in ('confirmed', 'rejected', 'corrected')),
    value      text collate "C" not null,
    decided_no bigint not null,
    unchanged  bigint not null check (unchanged in (0, 1)),
    seq        bigint not null,
    primary key (user_id, finding_no),
    check (follows_no < finding_no)
);
create index finding_follows_by_followed on finding_follows (user_id, follows_no);
