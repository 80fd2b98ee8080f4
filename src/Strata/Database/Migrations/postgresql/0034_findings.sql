-- What runs have found and nobody has decided about yet, and what was decided (docs/adr/0053-findings-and-review.md).
-- A subject is a record or a block that a run states something about. confirmed_seq, corrected_seq: its standing observations.
create table finding_subjects (
    user_id        text collate "C" not null references users (user_id),
    subject_no     bigint not null,
    kind           text collate "C" not null check (kind in ('record', 'block')),
    run_no         bigint not null,
    source_no      bigint not null,
    document_no    bigint not null,
    block          bigint not null,
    entity_type    text collate "C" not null,
    schema_version bigint not null,
    observed_at    bigint not null,
    origin         text collate "C" not null,
    place          text collate "C",
    repeats        text collate "C",
    fragments      text collate "C",
    confidence     double precision not null,
    confirmed_seq  bigint,
    corrected_seq  bigint,
    primary key (user_id, subject_no),
    foreign key (user_id, run_no) references runs (user_id, run_no)
);
create index finding_subjects_by_source on finding_subjects (user_id, source_no);

-- A value of a field. value: canonical JSON. start_at, length: bytes of its quote; null of a value without one. reviewed: the value that a person
-- gave instead. review_seq: the last decision about it; state_seq: the one that its state comes from, an earlier one after an undoing; 0: none.
create table findings (
    user_id     text collate "C" not null references users (user_id),
    finding_no  bigint not null,
    subject_no  bigint not null,
    run_no      bigint not null,
    source_no   bigint not null,
    document_no bigint not null,
    block       bigint not null,
    block_type  text collate "C",
    entity_type text collate "C" not null,
    field       text collate "C" not null,
    value       text collate "C" not null,
    quote       text collate "C",
    start_at    bigint,
    length      bigint,
    confidence  double precision not null,
    remark      text collate "C",
    admission   text collate "C" not null check (admission in ('admitted', 'flagged', 'quarantined', 'unparsed')),
    review      text collate "C" not null check (review in ('staged', 'confirmed', 'rejected', 'corrected')),
    reviewed    text collate "C",
    review_seq  bigint not null,
    state_seq   bigint not null,
    assignee    text collate "C",
    leased_by   text collate "C",
    leased_until bigint,
    primary key (user_id, finding_no),
    foreign key (user_id, subject_no) references finding_subjects (user_id, subject_no),
    check ((review = 'corrected') = (reviewed is not null)),
    check (review <> 'confirmed' or admission in ('admitted', 'flagged')),
    check (review = 'staged' or review_seq > 0)
);
create index findings_by_subject on findings (user_id, subject_no);
create index findings_by_review on findings (user_id, review, finding_no);
create index findings_by_run on findings (user_id, run_no, finding_no);
create index findings_by_source on findings (user_id, source_no, finding_no);

-- Every state that a finding was given, by the decision that gave it.
create table finding_reviews (
    user_id    text collate "C" not null references users (user_id),
    finding_no bigint not null,
    seq        bigint not null,
    state_seq  bigint not null,
    review     text collate "C" not null,
    reviewed   text collate "C",
    primary key (user_id, finding_no, seq)
);
create index finding_reviews_by_decision on finding_reviews (user_id, seq);

-- What an interpreter was asked about some blocks, as canonical JSON, and what it answered (docs/adr/0052-annotations-and-recorded-answers.md).
create table packs (
    user_id      text collate "C" not null references users (user_id),
    run_no       bigint not null,
    document_no  bigint not null,
    first_block  bigint not null,
    last_block   bigint not null,
    request_hash text collate "C" not null,
    request      text collate "C" not null,
    answer       text collate "C" not null,
    primary key (user_id, run_no, document_no, first_block),
    foreign key (user_id, run_no) references runs (user_id, run_no),
    check (last_block >= first_block)
);

-- Observations that were made of a subject's findings, standing or not.
create table subject_observations (
    user_id    text collate "C" not null references users (user_id),
    subject_no bigint not null,
    seq        bigint not null,
    primary key (user_id, subject_no, seq),
    foreign key (user_id, subject_no) references finding_subjects (user_id, subject_no)
);

-- Bulk changes. review_no: the decision. filter: as asked, as JSON. after_no: up to which finding it is applied. skipped: numbers by reason, as JSON.
create table bulk_reviews (
    user_id     text collate "C" not null references users (user_id),
    review_no   bigint not null,
    action      text collate "C" not null check (action in ('confirm', 'reject', 'correct', 'clear', 'reset', 'undo')),
    value       text collate "C",
    filter      text collate "C" not null,
    actor       text collate "C" not null,
    total       bigint not null,
    after_no    bigint not null,
    changed     bigint not null,
    skipped     text collate "C" not null,
    state       text collate "C" not null check (state in ('applying', 'applied')),
    primary key (user_id, review_no)
);

-- Findings in a staged run, which has no observations of them.
alter table runs add column staged bigint;

create function findings_move() returns trigger language plpgsql as $$
begin
    if (new.review <> old.review or new.reviewed is distinct from old.reviewed) and new.review_seq <= old.review_seq then
        raise exception 'A finding changes by a later decision only.';
    end if;
    if new.value <> old.value or new.field <> old.field or new.admission <> old.admission or new.subject_no <> old.subject_no then
        raise exception 'What a run found is not changed.';
    end if;
    return new;
end $$;
create trigger findings_move before update on findings for each row execute function findings_move();
