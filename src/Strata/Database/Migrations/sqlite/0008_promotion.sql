-- Fragments that became fields (docs/adr/0017-promotion.md). seq: the decision. version: of the schema of to_type that has the fields;
-- previous_version: what it replaced, if it did. after_seq: how far the backfill has come in the ledger, or the roll-back in promoted.
create table promotions (
    user_id          text not null references users (user_id),
    seq              integer not null,
    from_type        text not null,
    suggested_type   text,
    to_type          text not null,
    version          integer not null,
    previous_version integer,
    fields           text not null,
    state            text not null,
    after_seq        integer not null,
    observations     integer not null,
    unfitting        integer not null,
    actor            text,
    recorded_at      integer not null,
    finished_at      integer,
    primary key (user_id, seq)
) without rowid;

-- The observations that promotions made, and of which observation's fragments. created: the entity came to be with it.
-- merged_no: the untyped entity that was merged into it.
create table promoted (
    user_id       text not null,
    promotion_seq integer not null,
    seq           integer not null,
    fragment_seq  integer not null,
    entity_no     integer not null,
    created       integer not null,
    merged_no     integer,
    primary key (user_id, promotion_seq, seq),
    foreign key (user_id, promotion_seq) references promotions (user_id, seq),
    foreign key (user_id, seq) references observations (user_id, seq)
) without rowid;
create index promoted_by_fragment on promoted (user_id, fragment_seq);
