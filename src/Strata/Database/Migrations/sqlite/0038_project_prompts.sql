-- What a project tells interpreters that ask, as canonical JSON (docs/adr/0052-annotations-and-recorded-answers.md); null: nothing.
alter table projects add column prompt text;
