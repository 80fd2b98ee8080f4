-- The hash chain of what never changes (docs/adr/0037-hash-chain.md): a link for each flush that wrote such rows. entries: kind, number and
-- SHA-256 of each row (Ledger/LedgerChain.cs). hash: of the previous link's hash and this link. seq: end of the ledger at the link.
create table ledger_chain (
    user_id text collate "C" not null references users (user_id),
    link_no bigint not null,
    seq     bigint not null,
    entries bytea  not null,
    hash    bytea  not null,
    primary key (user_id, link_no)
);
-- Digests don't compress.
alter table ledger_chain alter column entries set storage external;
create policy strata_erasure on ledger_chain to strata_owner
    using (user_id = nullif(current_setting('strata.user_id', true), '') and exists (select from erasures e where e.user_id = ledger_chain.user_id))
    with check (false);

-- The last link.
alter table ledger_heads add column chain_no bigint not null default 0;
alter table ledger_heads add column chain_hash bytea;

-- Hash of the last link when an erasure began.
alter table erasures add column chain_head bytea;

-- Rows older than the chain, which a job adds to it: those of a kind after after_no, up to last_no.
create table chain_backlogs (
    user_id  text collate "C" not null references users (user_id),
    kind     bigint not null,
    after_no bigint not null,
    last_no  bigint not null,
    primary key (user_id, kind)
);
-- The owner is bound by row-level security too, and has no policy on what users have stored.
alter table observations no force row level security;
alter table decisions no force row level security;
alter table schemas no force row level security;
alter table schema_activations no force row level security;
alter table sources no force row level security;
alter table documents no force row level security;
alter table runs no force row level security;
insert into chain_backlogs (user_id, kind, after_no, last_no)
    select user_id, 1, 0, max(seq) from observations group by user_id
    union all select user_id, 2, 0, max(seq) from decisions group by user_id
    union all select user_id, 3, 0, max(seq) from schemas group by user_id
    union all select user_id, 4, 0, max(seq) from schema_activations group by user_id
    union all select user_id, 5, 0, max(source_no) from sources group by user_id
    union all select user_id, 6, 0, max(document_no) from documents group by user_id
    union all select user_id, 7, 0, max(run_no) from runs group by user_id
    union all select user_id, 8, 0, max(run_no) from runs group by user_id;
alter table observations force row level security;
alter table decisions force row level security;
alter table schemas force row level security;
alter table schema_activations force row level security;
alter table sources force row level security;
alter table documents force row level security;
alter table runs force row level security;
