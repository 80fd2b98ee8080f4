-- The ledger, which is the audit log as well, is only ever added to: the application inserts and selects, and may do nothing else. What
-- a user has of it is removed as the owner, who sees and removes rows of no user but of one whose erasure is noted.
revoke update, delete on observations, decisions from strata_app;
create policy strata_erasure on observations to strata_owner
    using (user_id = nullif(current_setting('strata.user_id', true), '') and exists (select from erasures e where e.user_id = observations.user_id))
    with check (false);
create policy strata_erasure on decisions to strata_owner
    using (user_id = nullif(current_setting('strata.user_id', true), '') and exists (select from erasures e where e.user_id = decisions.user_id))
    with check (false);
