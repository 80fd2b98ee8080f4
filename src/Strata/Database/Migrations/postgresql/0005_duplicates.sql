-- Pairs that may be the same: filed by identity rules (score 1, no weight) or by a model (rule 'similarity').
alter table duplicate_candidates add column score double precision not null default 1;
alter table duplicate_candidates add column weight double precision;
alter table duplicate_candidates add column model_version bigint;
alter table duplicate_candidates add column evidence text collate "C";
create index duplicate_candidates_by_score on duplicate_candidates (user_id, score, entity_no, other_no);
create index duplicate_candidates_by_other on duplicate_candidates (user_id, other_no);

-- The model in force of each type: what was fitted, up to which ledger position, how its index is cut.
create table duplicate_models (
    user_id     text collate "C" not null references users (user_id),
    entity_type text collate "C" not null,
    version     bigint not null,
    seq         bigint not null,
    entities    bigint not null,
    model       text collate "C" not null,
    recorded_at bigint not null,
    primary key (user_id, entity_type)
);

-- Which entities have which blocking keys, in ranges of keys, packed; and keys that came since.
create table duplicate_keys (
    user_id     text collate "C" not null references users (user_id),
    entity_type text collate "C" not null,
    bucket      bigint not null,
    packed      bytea    not null,
    primary key (user_id, entity_type, bucket)
);
create table duplicate_new_keys (
    user_id     text collate "C" not null,
    entity_type text collate "C" not null,
    key         bigint not null,
    entity_no   bigint not null,
    primary key (user_id, entity_type, key, entity_no),
    foreign key (user_id, entity_no) references entities (user_id, entity_no)
);
