-- Bytes that could not get to the store yet (blobs.location 'spool'), in pieces of 1 MiB. is_held: a row of blobs relies on it; what is not
-- held is being written, or left over.
create table spools (
    user_id    text collate "C" not null references users (user_id),
    spool_no   bigint not null,
    digest     text collate "C" not null,
    byte_size  bigint not null,
    is_held    bigint not null,
    spooled_at bigint not null,
    primary key (user_id, spool_no)
);
create index spools_by_digest on spools (user_id, digest);

create table spool_pieces (
    user_id  text collate "C" not null,
    spool_no bigint not null,
    piece_no bigint not null,
    bytes    bytea  not null,
    primary key (user_id, spool_no, piece_no),
    foreign key (user_id, spool_no) references spools (user_id, spool_no)
);
alter table spool_pieces alter column bytes set storage external;
