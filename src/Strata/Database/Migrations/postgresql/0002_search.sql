-- Full-text index: terms only, made by Strata.Search.RowTerms, each with the number of its user in front.
-- The tables belong to strata_search alone; the application reaches them through the functions below, which take the user
-- from the transaction and never from an argument. A policy on the user would keep the index from being used (its barrier
-- comes before operators that are not leakproof), so the functions' own role has one that admits all, and they name the user.

set local role strata_search;
set local search_path = strata, pg_temp;

create table entity_search (
    user_id   text collate "C" not null,
    entity_no bigint not null,
    terms     tsvector not null,
    primary key (user_id, entity_no)
);
-- A search has to read all of the pending list, so it is short; without one writing takes more than twice as long.
create index entity_search_terms on entity_search using gin (terms) with (gin_pending_list_limit = 256);

create table block_search (
    user_id text collate "C" not null,
    page_no bigint not null,
    terms   tsvector not null,
    primary key (user_id, page_no)
);
create index block_search_terms on block_search using gin (terms) with (gin_pending_list_limit = 256);

alter table entity_search enable row level security;
alter table entity_search force row level security;
create policy strata_search on entity_search to strata_search using (true) with check (true);
create policy strata_user on entity_search to strata_app
    using (user_id = nullif(current_setting('strata.user_id', true), ''))
    with check (user_id = nullif(current_setting('strata.user_id', true), ''));
grant select on entity_search to strata_app;

alter table block_search enable row level security;
alter table block_search force row level security;
create policy strata_search on block_search to strata_search using (true) with check (true);
create policy strata_user on block_search to strata_app
    using (user_id = nullif(current_setting('strata.user_id', true), ''))
    with check (user_id = nullif(current_setting('strata.user_id', true), ''));
grant select on block_search to strata_app;

create function search_put_entities(nos bigint[], vectors text[]) returns void
language sql volatile security definer set search_path = strata, pg_temp as $$
    insert into entity_search (user_id, entity_no, terms)
    select nullif(current_setting('strata.user_id', true), ''), v.no, v.terms::tsvector
    from unnest(nos, vectors) as v(no, terms)
    order by v.no
    on conflict (user_id, entity_no) do update set terms = excluded.terms
$$;

create function search_remove_entities(nos bigint[]) returns void
language sql volatile security definer set search_path = strata, pg_temp as $$
    delete from entity_search
    where user_id = nullif(current_setting('strata.user_id', true), '') and entity_no = any (nos)
$$;

create function search_put_pages(nos bigint[], vectors text[]) returns void
language sql volatile security definer set search_path = strata, pg_temp as $$
    insert into block_search (user_id, page_no, terms)
    select nullif(current_setting('strata.user_id', true), ''), v.no, v.terms::tsvector
    from unnest(nos, vectors) as v(no, terms)
    on conflict (user_id, page_no) do update set terms = excluded.terms
$$;

-- The newest rows that match: up to "most" numbers below "before", descending.
-- A GIN index gives its matches all at once and in no order, which for a common word is half the table. So the newest places are
-- asked first (a place is the number without its low 12, 16 or 20 bits, and a term of the row: the index skips everything else of
-- the common word). A word that is rare there is looked up at once, unless that turns out to be too many; else place after place,
-- wider where they hold little and narrower where they hold much.
create function search_newest(source text, no_column text, query text, mark text, has_prefix bigint, before bigint, most bigint)
returns setof bigint
language plpgsql stable set search_path = strata, pg_temp set enable_seqscan = off as $$
declare
    few constant int := 4000;
    me text := nullif(current_setting('strata.user_id', true), '');
    wanted tsquery := query::tsquery;
    found_nos bigint[] := '{}';
    part bigint[];
    newest bigint;
    oldest bigint;
    upper_no bigint;
    high bigint;
    low bigint;
    bits int := 12;
    width int := 2;
    hits int;
    tried boolean := false;
    -- Written so that the primary key does not offer itself: with a limit the planner would hope to meet enough early.
    at_once text := format(
        'select array_agg(no order by no desc) from (select %2$I as no from %1$I where terms @@ $1 and user_id || '''' = $2 and %2$I + 0 < $3 limit $4) s',
        source, no_column);
    walking text := format(
        'select no from (select %2$I as no, terms from %1$I where user_id = $2 and %2$I < $3 order by %2$I desc offset 0) s where terms @@ $1 limit $4',
        source, no_column);
    walking_newest text := format(
        'select array_agg(no order by no desc) from (select %2$I as no, terms from %1$I where user_id = $2 and %2$I < $3 order by %2$I desc limit 2048) s where terms @@ $1',
        source, no_column);
begin
    execute format('select max(%2$I), min(%2$I) from %1$I where user_id = $1 and %2$I < $2', source, no_column)
        into newest, oldest using me, before;
    if newest is null then
        return;
    end if;
    if has_prefix <> 0 then
        -- The index gathers all words of a beginning before it looks at places; walking is better where it is common.
        if source = 'entity_search' then
            execute walking_newest into part using wanted, me, before;
            if cardinality(part) >= most then
                return query select unnest(part[:most]);
                return;
            end if;
        end if;
        execute at_once into part using wanted, me, before, few + 1;
        if coalesce(cardinality(part), 0) <= few then
            return query select unnest(part[:most]);
        else
            return query execute walking using wanted, me, before, most;
        end if;
        return;
    end if;
    upper_no := newest + 1;
    while upper_no > oldest loop
        high := (upper_no - 1) >> bits;
        low := greatest(high - width + 1, oldest >> bits);
        execute at_once into part
            using wanted && (select string_agg(format('''%s%s.%s''', mark, bits, p), '|')::tsquery from generate_series(low, high) p),
                me, upper_no, case when bits = 12 and width = 2 then null else few + 1 end;
        hits := coalesce(cardinality(part), 0);
        if hits > few and (bits > 12 or width > 2) then
            bits := 12;
            width := 2;
            continue;
        end if;
        found_nos := found_nos || coalesce(part, '{}');
        exit when cardinality(found_nos) >= most;
        upper_no := low << bits;
        if not tried and upper_no > oldest and hits < 8 then
            tried := true;
            execute at_once into part using wanted, me, before, few + 1;
            if coalesce(cardinality(part), 0) <= few then
                return query select unnest(part[:most]);
                return;
            end if;
        end if;
        if hits < 64 and width < 16 then
            width := width * 2;
        elsif hits < 64 and bits < 20 then
            bits := bits + 4;
            width := 2;
        elsif hits > 1000 and width > 2 then
            width := width / 2;
        end if;
    end loop;
    return query select unnest(found_nos[:most]);
end
$$;

-- All rows that match, or one null where they are more than "most".
create function search_all_entities(query text, mark text, most bigint) returns setof bigint
language plpgsql stable security definer set search_path = strata, pg_temp set enable_seqscan = off as $$
declare
    me text := nullif(current_setting('strata.user_id', true), '');
    wanted tsquery := query::tsquery;
    nos bigint[];
    newest bigint;
    places bigint;
begin
    select max(entity_no) >> 12, (max(entity_no) >> 12) - (min(entity_no) >> 12) + 1 into newest, places
    from entity_search where user_id = me;
    if position(':*' in query) = 0 and places > 8 then
        -- Far too many, by a look at the newest places?
        execute 'select array_agg(entity_no) from entity_search where terms @@ $1 and user_id || '''' = $2' into nos
            using wanted && (select string_agg(format('''%s12.%s''', mark, p), '|')::tsquery from generate_series(newest - 1, newest) p), me;
        if cardinality(nos) * (places / 2) > most * 2 then
            return next null;
            return;
        end if;
    end if;
    execute 'select array_agg(entity_no) from (select entity_no from entity_search where terms @@ $1 and user_id || '''' = $2 limit $3) s' into nos
        using wanted, me, most + 1;
    if cardinality(nos) > most then
        return next null;
    else
        return query select unnest(nos);
    end if;
end
$$;

create function search_newest_entities(query text, mark text, has_prefix bigint, before bigint, most bigint) returns setof bigint
language sql stable security definer set search_path = strata, pg_temp as $$
    select search_newest('entity_search', 'entity_no', query, mark, has_prefix, before, most)
$$;

create function search_newest_pages(query text, mark text, has_prefix bigint, before bigint, most bigint) returns setof bigint
language sql stable security definer set search_path = strata, pg_temp as $$
    select search_newest('block_search', 'page_no', query, mark, has_prefix, before, most)
$$;

revoke all on function
    search_put_entities(bigint[], text[]),
    search_remove_entities(bigint[]),
    search_put_pages(bigint[], text[]),
    search_newest(text, text, text, text, bigint, bigint, bigint),
    search_all_entities(text, text, bigint),
    search_newest_entities(text, text, bigint, bigint, bigint),
    search_newest_pages(text, text, bigint, bigint, bigint)
from public;
grant execute on function
    search_put_entities(bigint[], text[]),
    search_remove_entities(bigint[]),
    search_put_pages(bigint[], text[]),
    search_all_entities(text, text, bigint),
    search_newest_entities(text, text, bigint, bigint, bigint),
    search_newest_pages(text, text, bigint, bigint, bigint)
to strata_app;

set local role strata_owner;
set local search_path = strata;
