-- The hash chain of what never changes (docs/adr/0037-hash-chain.md): a link for each flush that wrote such rows. entries: kind, number and
-- SHA-256 of each row (Ledger/LedgerChain.cs). hash: of the previous link's hash and this link. seq: end of the ledger at the link.
create table ledger_chain (
    user_id text    not null references users (user_id),
    link_no integer not null,
    seq     integer not null,
    entries blob    not null,
    hash    blob    not null,
    primary key (user_id, link_no)
) without rowid;
create trigger ledger_chain_stay before update on ledger_chain
begin select raise(abort, 'The ledger is only ever added to: links of its chain are not changed.'); end;
create trigger ledger_chain_last before delete on ledger_chain
when not exists (select 1 from erasures e where e.user_id = old.user_id)
begin select raise(abort, 'The ledger is only ever added to: links of its chain are not removed.'); end;
create trigger ledger_chain_once before insert on ledger_chain
when exists (select 1 from ledger_chain c where c.user_id = new.user_id and c.link_no = new.link_no)
begin select raise(abort, 'The ledger is only ever added to: there is a link of that number.'); end;

-- The last link.
alter table ledger_heads add column chain_no integer not null default 0;
alter table ledger_heads add column chain_hash blob;

-- Hash of the last link when an erasure began.
alter table erasures add column chain_head blob;

-- Rows older than the chain, which a job adds to it: those of a kind after after_no, up to last_no.
create table chain_backlogs (
    user_id  text    not null references users (user_id),
    kind     integer not null,
    after_no integer not null,
    last_no  integer not null,
    primary key (user_id, kind)
) without rowid;
insert into chain_backlogs (user_id, kind, after_no, last_no)
    select user_id, 1, 0, max(seq) from observations group by user_id
    union all select user_id, 2, 0, max(seq) from decisions group by user_id
    union all select user_id, 3, 0, max(seq) from schemas group by user_id
    union all select user_id, 4, 0, max(seq) from schema_activations group by user_id
    union all select user_id, 5, 0, max(source_no) from sources group by user_id
    union all select user_id, 6, 0, max(document_no) from documents group by user_id
    union all select user_id, 7, 0, max(run_no) from runs group by user_id
    union all select user_id, 8, 0, max(run_no) from runs group by user_id;
insert into sqlite_stat1 (tbl, idx, stat) values
    ('ledger_chain', 'ledger_chain', '100000 100000 1'),
    ('chain_backlogs', 'chain_backlogs', '8 8 1');
