-- What runs have found and nobody has decided about yet, and what was decided (docs/adr/0053-findings-and-review.md).
-- A subject is a record or a block that a run states something about. confirmed_seq, corrected_seq: its standing observations.
create table finding_subjects (
    user_id        text not null references users (user_id),
    subject_no     integer not null,
    kind           text not null check (kind in ('record', 'block')),
    run_no         integer not null,
    source_no      integer not null,
    document_no    integer not null,
    block          integer not null,
    entity_type    text not null,
    schema_version integer not null,
    observed_at    integer not null,
    origin         text not null,
    place          text,
    repeats        text,
    fragments      text,
    confidence     real not null,
    confirmed_seq  integer,
    corrected_seq  integer,
    primary key (user_id, subject_no),
    foreign key (user_id, run_no) references runs (user_id, run_no)
) without rowid;
create index finding_subjects_by_source on finding_subjects (user_id, source_no);

-- A value of a field. value: canonical JSON. start_at, length: bytes of its quote; null of a value without one. reviewed: the value that a person
-- gave instead. review_seq: the last decision about it; state_seq: the one that its state comes from, an earlier one after an undoing; 0: none.
create table findings (
    user_id     text not null references users (user_id),
    finding_no  integer not null,
    subject_no  integer not null,
    run_no      integer not null,
    source_no   integer not null,
    document_no integer not null,
    block       integer not null,
    block_type  text,
    entity_type text not null,
    field       text not null,
    value       text not null,
    quote       text,
    start_at    integer,
    length      integer,
    confidence  real not null,
    remark      text,
    admission   text not null check (admission in ('admitted', 'flagged', 'quarantined', 'unparsed')),
    review      text not null check (review in ('staged', 'confirmed', 'rejected', 'corrected')),
    reviewed    text,
    review_seq  integer not null,
    state_seq   integer not null,
    assignee    text,
    leased_by   text,
    leased_until integer,
    primary key (user_id, finding_no),
    foreign key (user_id, subject_no) references finding_subjects (user_id, subject_no),
    check ((review = 'corrected') = (reviewed is not null)),
    check (review <> 'confirmed' or admission in ('admitted', 'flagged')),
    check (review = 'staged' or review_seq > 0)
) without rowid;
create index findings_by_subject on findings (user_id, subject_no);
create index findings_by_review on findings (user_id, review, finding_no);
create index findings_by_run on findings (user_id, run_no, finding_no);
create index findings_by_source on findings (user_id, source_no, finding_no);

-- Every state that a finding was given, by the decision that gave it.
create table finding_reviews (
    user_id    text not null references users (user_id),
    finding_no integer not null,
    seq        integer not null,
    state_seq  integer not null,
    review     text not null,
    reviewed   text,
    primary key (user_id, finding_no, seq)
) without rowid;
create index finding_reviews_by_decision on finding_reviews (user_id, seq);

-- What an interpreter was asked about some blocks, as canonical JSON, and what it answered (docs/adr/0052-annotations-and-recorded-answers.md).
create table packs (
    user_id      text not null references users (user_id),
    run_no       integer not null,
    document_no  integer not null,
    first_block  integer not null,
    last_block   integer not null,
    request_hash text not null,
    request      text not null,
    answer       text not null,
    primary key (user_id, run_no, document_no, first_block),
    foreign key (user_id, run_no) references runs (user_id, run_no),
    check (last_block >= first_block)
) without rowid;

-- Observations that were made of a subject's findings, standing or not.
create table subject_observations (
    user_id    text not null references users (user_id),
    subject_no integer not null,
    seq        integer not null,
    primary key (user_id, subject_no, seq),
    foreign key (user_id, subject_no) references finding_subjects (user_id, subject_no)
) without rowid;

-- Bulk changes. review_no: the decision. filter: as asked, as JSON. after_no: up to which finding it is applied. skipped: numbers by reason, as JSON.
create table bulk_reviews (
    user_id     text not null references users (user_id),
    review_no   integer not null,
    action      text not null check (action in ('confirm', 'reject', 'correct', 'clear', 'reset', 'undo')),
    value       text,
    filter      text not null,
    actor       text not null,
    total       integer not null,
    after_no    integer not null,
    changed     integer not null,
    skipped     text not null,
    state       text not null check (state in ('applying', 'applied')),
    primary key (user_id, review_no)
) without rowid;

-- Findings in a staged run, which has no observations of them.
alter table runs add column staged integer;

create trigger findings_move before update on findings
when (new.review <> old.review or new.reviewed is not old.reviewed) and new.review_seq <= old.review_seq
begin select raise(abort, 'A finding changes by a later decision only.'); end;
create trigger findings_stay before update on findings
when new.value <> old.value or new.field <> old.field or new.admission <> old.admission or new.subject_no <> old.subject_no
begin select raise(abort, 'What a run found is not changed.'); end;
insert into sqlite_stat1 (tbl, idx, stat) values
    ('finding_subjects', 'finding_subjects', '200000 200000 1'),
    ('finding_subjects', 'finding_subjects_by_source', '200000 200000 200'),
    ('findings', 'findings', '1000000 1000000 1'),
    ('findings', 'findings_by_subject', '1000000 1000000 5'),
    ('findings', 'findings_by_review', '1000000 1000000 250000 1'),
    ('findings', 'findings_by_run', '1000000 1000000 1000 1'),
    ('findings', 'findings_by_source', '1000000 1000000 1000 1'),
    ('finding_reviews', 'finding_reviews', '1000000 1000000 2 1'),
    ('finding_reviews', 'finding_reviews_by_decision', '1000000 1000000 20'),
    ('subject_observations', 'subject_observations', '200000 200000 1 1'),
    ('packs', 'packs', '100000 100000 100 2 1'),
    ('bulk_reviews', 'bulk_reviews', '100 100 1');
