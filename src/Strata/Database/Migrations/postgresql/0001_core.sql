-- Every key starts with the user. Numbers named *_no and seq are positions in that user's ledger.
-- Times are Unix microseconds. JSON is canonical text.

create table users (
    user_id      text collate "C"    not null primary key,
    user_no      bigint not null,
    display_name text collate "C",
    created_at   bigint not null
);

create table tokens (
    user_id      text collate "C"    not null references users (user_id),
    token_id     text collate "C"    not null,
    hash         bytea   not null,
    name         text collate "C"    not null,
    created_at   bigint not null,
    expires_at   bigint,
    revoked_at   bigint,
    primary key (user_id, token_id)
);

-- The row that every writing transaction of a user locks first.
create table ledger_heads (
    user_id     text collate "C"    not null primary key references users (user_id),
    seq         bigint not null,
    recorded_at bigint not null
);

-- location 'file': the blob folder holds the bytes; 'row': this row does, as they are or brotli-compressed.
create table blobs (
    user_id     text collate "C"    not null references users (user_id),
    digest      text collate "C"    not null,
    byte_size   bigint not null,
    location    text collate "C"    not null,
    compressed  bigint not null,
    bytes       bytea,
    recorded_at bigint not null,
    primary key (user_id, digest)
);

create table sources (
    user_id        text collate "C"    not null,
    source_no      bigint not null,
    source_id      text collate "C"    not null,
    digest         text collate "C"    not null,
    media_type     text collate "C"    not null,
    file_name      text collate "C",
    origin         text collate "C",
    byte_size      bigint not null,
    storage_status text collate "C"    not null,
    observed_at    bigint not null,
    recorded_at    bigint not null,
    primary key (user_id, source_no),
    unique (user_id, source_id),
    unique (user_id, digest),
    foreign key (user_id, digest) references blobs (user_id, digest)
);

create table documents (
    user_id        text collate "C"    not null,
    document_no    bigint not null,
    document_id    text collate "C"    not null,
    source_no      bigint not null,
    parser         text collate "C"    not null,
    parser_version bigint not null,
    part           text collate "C"    not null,
    title          text collate "C",
    encoding       text collate "C"    not null,
    is_records     bigint not null,
    block_count    bigint not null,
    complete       bigint not null,
    facts          text collate "C"    not null,
    diagnostics    text collate "C"    not null,
    recorded_at    bigint not null,
    primary key (user_id, document_no),
    unique (user_id, document_id),
    foreign key (user_id, source_no) references sources (user_id, source_no)
);
create index documents_by_source on documents (user_id, source_no);

-- Consecutive blocks of a document, packed: type, level, start and length of each.
create table block_pages (
    user_id     text collate "C"    not null,
    document_no bigint not null,
    first_block bigint not null,
    page_no     bigint not null,
    block_count bigint not null,
    byte_start  bigint not null,
    byte_end    bigint not null,
    packed      bytea   not null,
    primary key (user_id, document_no, first_block),
    unique (user_id, page_no),
    foreign key (user_id, document_no) references documents (user_id, document_no)
);

create table runs (
    user_id       text collate "C"    not null,
    run_no        bigint not null,
    source_no     bigint not null,
    interpreter   text collate "C"    not null,
    configuration text collate "C"    not null,
    config_hash   text collate "C"    not null,
    status        text collate "C"    not null,
    completeness  text collate "C"    not null,
    confidence    double precision    not null,
    attempt       bigint not null,
    last_seq      bigint not null,
    owner         text collate "C",
    lease_until   bigint,
    progress      text collate "C"    not null,
    blocks        bigint not null,
    observations  bigint not null,
    entities      bigint not null,
    skipped       bigint not null,
    unknown_fields bigint not null,
    errors        text collate "C"    not null,
    started_at    bigint not null,
    finished_at   bigint,
    primary key (user_id, run_no),
    foreign key (user_id, source_no) references sources (user_id, source_no)
);
create index runs_by_source on runs (user_id, source_no);

-- An entity and its snapshot. root_no is the entity that stands for it after merges (itself where there are none);
-- parent_no the one it was merged into. state: 0 active, 1 deleted. winners: which observation each field came from
-- (Ledger/SnapshotCodec.cs). hash: SHA-256 of type and fields.
create table entities (
    user_id        text collate "C"    not null,
    entity_no      bigint not null,
    entity_id      text collate "C"    not null,
    entity_type    text collate "C"    not null,
    suggested_type text collate "C",
    root_no        bigint not null,
    parent_no      bigint,
    state          bigint not null,
    fields         text collate "C"    not null,
    winners        bytea               not null,
    schema_version bigint not null,
    reducer_version bigint not null,
    seq            bigint not null,
    hash           bytea               not null,
    observations   bigint not null,
    created_at     bigint not null,
    updated_at     bigint not null,
    primary key (user_id, entity_no),
    unique (user_id, entity_id)
);
create index entities_by_type on entities (user_id, entity_type, entity_no);
create index entities_by_seq on entities (user_id, seq);
create index entities_merged on entities (user_id, root_no) where parent_no is not null;

-- class: 0 interpretation, 1 structured, 2 correction. evidence: byte ranges of the fields in the source (Ledger/Evidence.cs).
create table observations (
    user_id        text collate "C"    not null,
    seq            bigint not null,
    entity_no      bigint not null,
    class          bigint not null,
    schema_version bigint not null,
    fields         text collate "C"    not null,
    fragments      text collate "C",
    evidence       bytea,
    run_no         bigint,
    source_no      bigint,
    document_no    bigint,
    block          bigint,
    priority       bigint not null,
    specificity    double precision    not null,
    observed_at    bigint not null,
    recorded_at    bigint not null,
    rule           text collate "C",
    actor          text collate "C",
    reason         text collate "C",
    primary key (user_id, seq),
    foreign key (user_id, entity_no) references entities (user_id, entity_no)
);
create index observations_by_entity on observations (user_id, entity_no, seq);

create table decisions (
    user_id     text collate "C"    not null,
    seq         bigint not null,
    kind        text collate "C"    not null,
    entity_no   bigint,
    other_no    bigint,
    target_seq  bigint,
    payload     text collate "C"    not null,
    actor       text collate "C",
    reason      text collate "C",
    recorded_at bigint not null,
    primary key (user_id, seq)
);
create index decisions_by_entity on decisions (user_id, entity_no, seq) where entity_no is not null;
create index decisions_by_other on decisions (user_id, other_no, seq) where other_no is not null;
create index decisions_by_target on decisions (user_id, target_seq) where target_seq is not null;

-- key: how the first value begins, and a hash of entity type, rule and normalised values (Entities/EntityKeys.cs).
create table entity_keys (
    user_id   text collate "C"    not null,
    key       text collate "C"    not null,
    entity_no bigint not null,
    primary key (user_id, key),
    foreign key (user_id, entity_no) references entities (user_id, entity_no)
);

-- Field values of live snapshots in an order-preserving encoding, for filters and sorting.
create table entity_fields (
    user_id     text collate "C"    not null,
    field_no    bigint not null,
    entity_type text collate "C"    not null,
    field       text collate "C"    not null,
    primary key (user_id, field_no),
    unique (user_id, entity_type, field)
);
create table entity_values (
    user_id   text collate "C"    not null,
    field_no  bigint not null,
    value     bytea   not null,
    entity_no bigint not null,
    primary key (user_id, field_no, value, entity_no)
);

create table relationships (
    user_id     text collate "C"    not null,
    seq         bigint not null,
    type        text collate "C"    not null,
    from_no     bigint not null,
    to_no       bigint not null,
    removed_seq bigint,
    recorded_at bigint not null,
    primary key (user_id, seq),
    foreign key (user_id, from_no) references entities (user_id, entity_no),
    foreign key (user_id, to_no) references entities (user_id, entity_no)
);
create index relationships_from on relationships (user_id, from_no);
create index relationships_to on relationships (user_id, to_no);

create table schemas (
    user_id     text collate "C"    not null,
    entity_type text collate "C"    not null,
    version     bigint not null,
    seq         bigint not null,
    body        text collate "C"    not null,
    hash        text collate "C"    not null,
    recorded_at bigint not null,
    primary key (user_id, entity_type, version)
);

-- The version in force for a type is the one of its last activation.
create table schema_activations (
    user_id     text collate "C"    not null,
    seq         bigint not null,
    entity_type text collate "C"    not null,
    version     bigint not null,
    recorded_at bigint not null,
    primary key (user_id, seq),
    foreign key (user_id, entity_type, version) references schemas (user_id, entity_type, version)
);
create index schema_activations_by_type on schema_activations (user_id, entity_type, seq);

create table receipts (
    user_id         text collate "C"    not null,
    idempotency_key text collate "C"    not null,
    request_hash    text collate "C"    not null,
    response        text collate "C"    not null,
    recorded_at     bigint not null,
    primary key (user_id, idempotency_key)
);

create table duplicate_candidates (
    user_id   text collate "C"    not null,
    entity_no bigint not null,
    other_no  bigint not null,
    seq       bigint not null,
    rule      text collate "C"    not null,
    state     text collate "C"    not null,
    primary key (user_id, entity_no, other_no),
    foreign key (user_id, entity_no) references entities (user_id, entity_no),
    foreign key (user_id, other_no) references entities (user_id, entity_no)
);

-- Users are added and listed by the owner role, to which the policies of strata_app do not apply.
create policy strata_admin on users to strata_owner using (true) with check (true);
create policy strata_admin on ledger_heads for insert to strata_owner with check (true);
