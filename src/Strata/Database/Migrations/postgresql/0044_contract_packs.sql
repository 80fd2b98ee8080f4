-- What was asked and answered is kept as it was; erasing takes it away whole.
create function packs_stay() returns trigger language plpgsql as $$
begin
    raise exception 'What was asked and answered is not changed.';
end $$;
create trigger packs_stay before update on packs for each row execute function packs_stay();
