-- Folders and mailboxes that sources are fetched from (docs/adr/0049-feeds.md). settings: the place, as JSON, without secrets. claim: number of
-- the last run that began; claimed_until: a run without a sign of life until then is over. error: why the last run ended early; failures: how
-- many did so one after another.
create table feeds (
    user_id       text    not null references users (user_id),
    name          text    not null,
    kind          text    not null,
    settings      text    not null,
    origin        text    not null,
    cron          text    not null,
    time_zone     text    not null,
    paused_at     integer,
    claim         integer not null,
    claimed_until integer not null,
    began_at      integer,
    ended_at      integer,
    failures      integer not null,
    error         text,
    created_at    integer not null,
    primary key (user_id, name)
) without rowid;

-- What was seen of a feed's files and messages. item_key: of a message its UIDVALIDITY and UID, of a file a hash of its path. state: 0 waits to
-- settle, 1 taken, 2 failed, 3 refused. label: its name for people, until it is taken. message: hash of Message-ID, size and date.
create table feed_items (
    user_id    text    not null references users (user_id),
    feed       text    not null,
    item_key   text    not null,
    state      integer not null,
    label      text,
    byte_size  integer not null,
    changed_at integer not null,
    message    text,
    digest     text,
    attempts   integer not null,
    retry_at   integer,
    code       text,
    reason     text,
    seen_at    integer not null,
    primary key (user_id, feed, item_key)
) without rowid;
create index feed_items_by_state on feed_items (user_id, feed, state, item_key);
create index feed_items_by_message on feed_items (user_id, feed, message);

-- A feed's settings as they were added, with its password, encrypted and authenticated by the store's secret key. In no backup.
create table feed_seals (
    user_id text not null references users (user_id),
    feed    text not null,
    seal    blob not null,
    primary key (user_id, feed)
) without rowid;
insert into sqlite_stat1 (tbl, idx, stat) values
    ('feeds', 'feeds', '100 10 1'),
    ('feed_items', 'feed_items', '100000 100000 10000 1'),
    ('feed_items', 'feed_items_by_state', '100000 100000 10000 2000 1'),
    ('feed_items', 'feed_items_by_message', '100000 100000 10000 2'),
    ('feed_seals', 'feed_seals', '100 10 1');
