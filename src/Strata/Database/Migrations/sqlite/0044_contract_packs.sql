-- What was asked and answered is kept as it was; erasing takes it away whole.
create trigger packs_stay before update on packs
begin select raise(abort, 'What was asked and answered is not changed.'); end;
