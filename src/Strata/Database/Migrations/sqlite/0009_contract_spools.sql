-- Bytes that could not get to the store yet (blobs.location 'spool'), in pieces of 1 MiB. is_held: a row of blobs relies on it; what is not
-- held is being written, or left over.
create table spools (
    user_id    text not null references users (user_id),
    spool_no   integer not null,
    digest     text not null,
    byte_size  integer not null,
    is_held    integer not null,
    spooled_at integer not null,
    primary key (user_id, spool_no)
) without rowid;
create index spools_by_digest on spools (user_id, digest);

create table spool_pieces (
    user_id  text not null,
    spool_no integer not null,
    piece_no integer not null,
    bytes    blob    not null,
    primary key (user_id, spool_no, piece_no),
    foreign key (user_id, spool_no) references spools (user_id, spool_no)
);
