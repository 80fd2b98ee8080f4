-- Every key starts with the user. Numbers named *_no and seq are positions in that user's ledger.
-- Times are Unix microseconds. JSON is canonical text.

create table users (
    user_id      text    not null primary key,
    user_no      integer not null,
    display_name text,
    created_at   integer not null
) without rowid;

create table tokens (
    user_id      text    not null references users (user_id),
    token_id     text    not null,
    hash         blob    not null,
    name         text    not null,
    created_at   integer not null,
    expires_at   integer,
    revoked_at   integer,
    primary key (user_id, token_id)
) without rowid;

-- The row that every writing transaction of a user locks first.
create table ledger_heads (
    user_id     text    not null primary key references users (user_id),
    seq         integer not null,
    recorded_at integer not null
) without rowid;

-- location 'file': the blob folder holds the bytes; 'row': this row does, as they are or brotli-compressed.
create table blobs (
    user_id     text    not null references users (user_id),
    digest      text    not null,
    byte_size   integer not null,
    location    text    not null,
    compressed  integer not null,
    bytes       blob,
    recorded_at integer not null,
    primary key (user_id, digest)
);

create table sources (
    user_id        text    not null,
    source_no      integer not null,
    source_id      text    not null,
    digest         text    not null,
    media_type     text    not null,
    file_name      text,
    origin         text,
    byte_size      integer not null,
    storage_status text    not null,
    observed_at    integer not null,
    recorded_at    integer not null,
    primary key (user_id, source_no),
    unique (user_id, source_id),
    unique (user_id, digest),
    foreign key (user_id, digest) references blobs (user_id, digest)
) without rowid;

create table documents (
    user_id        text    not null,
    document_no    integer not null,
    document_id    text    not null,
    source_no      integer not null,
    parser         text    not null,
    parser_version integer not null,
    part           text    not null,
    title          text,
    encoding       text    not null,
    is_records     integer not null,
    block_count    integer not null,
    complete       integer not null,
    facts          text    not null,
    diagnostics    text    not null,
    recorded_at    integer not null,
    primary key (user_id, document_no),
    unique (user_id, document_id),
    foreign key (user_id, source_no) references sources (user_id, source_no)
) without rowid;
create index documents_by_source on documents (user_id, source_no);

-- Consecutive blocks of a document, packed: type, level, start and length of each.
create table block_pages (
    user_id     text    not null,
    document_no integer not null,
    first_block integer not null,
    page_no     integer not null,
    block_count integer not null,
    byte_start  integer not null,
    byte_end    integer not null,
    packed      blob    not null,
    primary key (user_id, document_no, first_block),
    unique (user_id, page_no),
    foreign key (user_id, document_no) references documents (user_id, document_no)
) without rowid;

create table runs (
    user_id       text    not null,
    run_no        integer not null,
    source_no     integer not null,
    interpreter   text    not null,
    configuration text    not null,
    config_hash   text    not null,
    status        text    not null,
    completeness  text    not null,
    confidence    real    not null,
    attempt       integer not null,
    last_seq      integer not null,
    owner         text,
    lease_until   integer,
    progress      text    not null,
    blocks        integer not null,
    observations  integer not null,
    entities      integer not null,
    skipped       integer not null,
    unknown_fields integer not null,
    errors        text    not null,
    started_at    integer not null,
    finished_at   integer,
    primary key (user_id, run_no),
    foreign key (user_id, source_no) references sources (user_id, source_no)
) without rowid;
create index runs_by_source on runs (user_id, source_no);

-- An entity and its snapshot. root_no is the entity that stands for it after merges (itself where there are none);
-- parent_no the one it was merged into. state: 0 active, 1 deleted. winners: which observation each field came from
-- (Ledger/SnapshotCodec.cs). hash: SHA-256 of type and fields.
create table entities (
    user_id        text    not null,
    entity_no      integer not null,
    entity_id      text    not null,
    entity_type    text    not null,
    suggested_type text,
    root_no        integer not null,
    parent_no      integer,
    state          integer not null,
    fields         text    not null,
    winners        blob    not null,
    schema_version integer not null,
    reducer_version integer not null,
    seq            integer not null,
    hash           blob    not null,
    observations   integer not null,
    created_at     integer not null,
    updated_at     integer not null,
    primary key (user_id, entity_no),
    unique (user_id, entity_id)
) without rowid;
create index entities_by_type on entities (user_id, entity_type, entity_no);
create index entities_by_seq on entities (user_id, seq);
create index entities_merged on entities (user_id, root_no) where parent_no is not null;

-- class: 0 interpretation, 1 structured, 2 correction. evidence: byte ranges of the fields in the source (Ledger/Evidence.cs).
create table observations (
    user_id        text    not null,
    seq            integer not null,
    entity_no      integer not null,
    class          integer not null,
    schema_version integer not null,
    fields         text    not null,
    fragments      text,
    evidence       blob,
    run_no         integer,
    source_no      integer,
    document_no    integer,
    block          integer,
    priority       integer not null,
    specificity    real    not null,
    observed_at    integer not null,
    recorded_at    integer not null,
    rule           text,
    actor          text,
    reason         text,
    primary key (user_id, seq),
    foreign key (user_id, entity_no) references entities (user_id, entity_no)
) without rowid;
create index observations_by_entity on observations (user_id, entity_no, seq);

create table decisions (
    user_id     text    not null,
    seq         integer not null,
    kind        text    not null,
    entity_no   integer,
    other_no    integer,
    target_seq  integer,
    payload     text    not null,
    actor       text,
    reason      text,
    recorded_at integer not null,
    primary key (user_id, seq)
) without rowid;
create index decisions_by_entity on decisions (user_id, entity_no, seq) where entity_no is not null;
create index decisions_by_other on decisions (user_id, other_no, seq) where other_no is not null;
create index decisions_by_target on decisions (user_id, target_seq) where target_seq is not null;

-- key: how the first value begins, and a hash of entity type, rule and normalised values (Entities/EntityKeys.cs).
create table entity_keys (
    user_id   text    not null,
    key       text    not null,
    entity_no integer not null,
    primary key (user_id, key),
    foreign key (user_id, entity_no) references entities (user_id, entity_no)
) without rowid;

-- Field values of live snapshots in an order-preserving encoding, for filters and sorting.
create table entity_fields (
    user_id     text    not null,
    field_no    integer not null,
    entity_type text    not null,
    field       text    not null,
    primary key (user_id, field_no),
    unique (user_id, entity_type, field)
) without rowid;
create table entity_values (
    user_id   text    not null,
    field_no  integer not null,
    value     blob    not null,
    entity_no integer not null,
    primary key (user_id, field_no, value, entity_no)
) without rowid;

create table relationships (
    user_id     text    not null,
    seq         integer not null,
    type        text    not null,
    from_no     integer not null,
    to_no       integer not null,
    removed_seq integer,
    recorded_at integer not null,
    primary key (user_id, seq),
    foreign key (user_id, from_no) references entities (user_id, entity_no),
    foreign key (user_id, to_no) references entities (user_id, entity_no)
) without rowid;
create index relationships_from on relationships (user_id, from_no);
create index relationships_to on relationships (user_id, to_no);

create table schemas (
    user_id     text    not null,
    entity_type text    not null,
    version     integer not null,
    seq         integer not null,
    body        text    not null,
    hash        text    not null,
    recorded_at integer not null,
    primary key (user_id, entity_type, version)
) without rowid;

-- The version in force for a type is the one of its last activation.
create table schema_activations (
    user_id     text    not null,
    seq         integer not null,
    entity_type text    not null,
    version     integer not null,
    recorded_at integer not null,
    primary key (user_id, seq),
    foreign key (user_id, entity_type, version) references schemas (user_id, entity_type, version)
) without rowid;
create index schema_activations_by_type on schema_activations (user_id, entity_type, seq);

create table receipts (
    user_id         text    not null,
    idempotency_key text    not null,
    request_hash    text    not null,
    response        text    not null,
    recorded_at     integer not null,
    primary key (user_id, idempotency_key)
) without rowid;

create table duplicate_candidates (
    user_id   text    not null,
    entity_no integer not null,
    other_no  integer not null,
    seq       integer not null,
    rule      text    not null,
    state     text    not null,
    primary key (user_id, entity_no, other_no),
    foreign key (user_id, entity_no) references entities (user_id, entity_no),
    foreign key (user_id, other_no) references entities (user_id, entity_no)
) without rowid;

-- What a grown store looks like, so that the planner of a fresh connection picks the index of an entity over a walk of the whole
-- ledger: for each index the rows, and the rows for each value of its first column, first two, and so on.
analyze;
insert into sqlite_stat1 (tbl, idx, stat) values
    ('observations', 'observations', '1000000 1000000 1'),
    ('observations', 'observations_by_entity', '1000000 1000000 4 1'),
    ('entities', 'entities', '1000000 1000000 1'),
    ('entities', 'sqlite_autoindex_entities_2', '1000000 1000000 1'),
    ('entities', 'entities_merged', '1000 1000 2 1'),
    ('entities', 'entities_by_type', '1000000 1000000 100000 1'),
    ('entities', 'entities_by_seq', '1000000 1000000 1 1'),
    ('decisions', 'decisions', '100000 100000 1'),
    ('decisions', 'decisions_by_entity', '100000 100000 3 1'),
    ('decisions', 'decisions_by_other', '100000 100000 3 1'),
    ('decisions', 'decisions_by_target', '100000 100000 2 1'),
    ('relationships', 'relationships', '100000 100000 1'),
    ('relationships', 'relationships_from', '100000 100000 4 1'),
    ('relationships', 'relationships_to', '100000 100000 4 1'),
    ('entity_keys', 'entity_keys', '1000000 1000000 1'),
    ('entity_values', 'entity_values', '8000000 8000000 100000 4 1');
