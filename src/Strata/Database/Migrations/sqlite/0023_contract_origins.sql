-- Within which origin a source's local identifiers, such as row and customer numbers, are keys (docs/adr/0035-identity-by-origin.md): null
-- until one is read; '' for the origin that a user's structured records share, and for all sources taken in before there were origins.
alter table sources add column id_origin text default '';

create table origins (
    user_id text not null,
    origin  text not null,
    seq     integer not null,
    primary key (user_id, origin)
) without rowid;
create index origins_by_seq on origins (user_id, seq, origin);
