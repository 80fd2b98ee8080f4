-- Folders and mailboxes that sources are fetched from (docs/adr/0049-feeds.md). settings: the place, as JSON, without secrets. claim: number of
-- the last run that began; claimed_until: a run without a sign of life until then is over. error: why the last run ended early; failures: how
-- many did so one after another.
create table feeds (
    user_id       text collate "C"    not null references users (user_id),
    name          text collate "C"    not null,
    kind          text collate "C"    not null,
    settings      text collate "C"    not null,
    origin        text collate "C"    not null,
    cron          text collate "C"    not null,
    time_zone     text collate "C"    not null,
    paused_at     bigint,
    claim         bigint not null,
    claimed_until bigint not null,
    began_at      bigint,
    ended_at      bigint,
    failures      bigint not null,
    error         text collate "C",
    created_at    bigint not null,
    primary key (user_id, name)
);

-- What was seen of a feed's files and messages. item_key: of a message its UIDVALIDITY and UID, of a file a hash of its path. state: 0 waits to
-- settle, 1 taken, 2 failed, 3 refused. label: its name for people, until it is taken. message: hash of Message-ID, size and date.
create table feed_items (
    user_id    text collate "C"    not null references users (user_id),
    feed       text collate "C"    not null,
    item_key   text collate "C"    not null,
    state      bigint not null,
    label      text collate "C",
    byte_size  bigint not null,
    changed_at bigint not null,
    message    text collate "C",
    digest     text collate "C",
    attempts   bigint not null,
    retry_at   bigint,
    code       text collate "C",
    reason     text collate "C",
    seen_at    bigint not null,
    primary key (user_id, feed, item_key)
);
create index feed_items_by_state on feed_items (user_id, feed, state, item_key);
create index feed_items_by_message on feed_items (user_id, feed, message);

-- A feed's settings as they were added, with its password, encrypted and authenticated by the store's secret key. In no backup.
create table feed_seals (
    user_id text collate "C" not null references users (user_id),
    feed    text collate "C" not null,
    seal    bytea not null,
    primary key (user_id, feed)
);
