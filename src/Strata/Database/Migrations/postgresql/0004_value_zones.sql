-- The least and greatest key that any entity of a zone (entity_no without its low 12 bits) has had of a field: where none can meet a
-- condition, a listing in the order of creation passes the whole zone by. Zones only ever widen.
create table value_zones (
    user_id  text collate "C" not null,
    field_no bigint not null,
    zone     bigint not null,
    low      bytea  not null,
    high     bytea  not null,
    primary key (user_id, field_no, zone)
);

-- The owner is bound by row-level security too, and has no policy on what users have stored.
alter table entity_values no force row level security;
insert into value_zones (user_id, field_no, zone, low, high)
select user_id, field_no, entity_no >> 12, (array_agg(value order by value))[1], (array_agg(value order by value desc))[1]
from entity_values group by user_id, field_no, entity_no >> 12;
alter table entity_values force row level security;
