-- The least and greatest key that any entity of a zone (entity_no without its low 12 bits) has had of a field: where none can meet a
-- condition, a listing in the order of creation passes the whole zone by. Zones only ever widen.
create table value_zones (
    user_id  text    not null,
    field_no integer not null,
    zone     integer not null,
    low      blob    not null,
    high     blob    not null,
    primary key (user_id, field_no, zone)
) without rowid;

insert into value_zones (user_id, field_no, zone, low, high)
select user_id, field_no, entity_no >> 12, min(value), max(value) from entity_values group by user_id, field_no, entity_no >> 12;

insert into sqlite_stat1 (tbl, idx, stat) values ('value_zones', 'value_zones', '20000 20000 500 1');
