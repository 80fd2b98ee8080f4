-- Every transaction looks whether a newer program has contracted the database meanwhile (docs/adr/0027-contractions.md).
grant select on strata_migrations to strata_app, strata_queue;
