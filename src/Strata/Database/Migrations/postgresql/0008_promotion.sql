-- Fragments that became fields (docs/adr/0017-promotion.md). seq: the decision. version: of the schema of to_type that has the fields;
-- previous_version: what it replaced, if it did. after_seq: how far the backfill has come in the ledger, or the roll-back in promoted.
create table promotions (
    user_id          text collate "C" not null references users (user_id),
    seq              bigint not null,
    from_type        text collate "C" not null,
    suggested_type   text collate "C",
    to_type          text collate "C" not null,
    version          bigint not null,
    previous_version bigint,
    fields           text collate "C" not null,
    state            text collate "C" not null,
    after_seq        bigint not null,
    observations     bigint not null,
    unfitting        bigint not null,
    actor            text collate "C",
    recorded_at      bigint not null,
    finished_at      bigint,
    primary key (user_id, seq)
);

-- The observations that promotions made, and of which observation's fragments. created: the entity came to be with it.
-- merged_no: the untyped entity that was merged into it.
create table promoted (
    user_id       text collate "C" not null,
    promotion_seq bigint not null,
    seq           bigint not null,
    fragment_seq  bigint not null,
    entity_no     bigint not null,
    created       bigint not null,
    merged_no     bigint,
    primary key (user_id, promotion_seq, seq),
    foreign key (user_id, promotion_seq) references promotions (user_id, seq),
    foreign key (user_id, seq) references observations (user_id, seq)
);
create index promoted_by_fragment on promoted (user_id, fragment_seq);
