-- Pairs that may be the same: filed by identity rules (score 1, no weight) or by a model (rule 'similarity').
alter table duplicate_candidates add column score real not null default 1;
alter table duplicate_candidates add column weight real;
alter table duplicate_candidates add column model_version integer;
alter table duplicate_candidates add column evidence text;
create index duplicate_candidates_by_score on duplicate_candidates (user_id, score, entity_no, other_no);
create index duplicate_candidates_by_other on duplicate_candidates (user_id, other_no);

-- The model in force of each type: what was fitted, up to which ledger position, how its index is cut.
create table duplicate_models (
    user_id     text    not null references users (user_id),
    entity_type text    not null,
    version     integer not null,
    seq         integer not null,
    entities    integer not null,
    model       text    not null,
    recorded_at integer not null,
    primary key (user_id, entity_type)
) without rowid;

-- Which entities have which blocking keys, in ranges of keys, packed; and keys that came since.
create table duplicate_keys (
    user_id     text    not null references users (user_id),
    entity_type text    not null,
    bucket      integer not null,
    packed      blob    not null,
    primary key (user_id, entity_type, bucket)
);
create table duplicate_new_keys (
    user_id     text    not null,
    entity_type text    not null,
    key         integer not null,
    entity_no   integer not null,
    primary key (user_id, entity_type, key, entity_no),
    foreign key (user_id, entity_no) references entities (user_id, entity_no)
) without rowid;
