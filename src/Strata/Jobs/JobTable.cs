using Strata.Database;

namespace Strata.Jobs;

/// <summary>
/// Claims jobs of all users and renews their leases, in batches. The few places where the engines' SQL differs are here and in
/// <see cref="JobCompletion"/>.
/// </summary>
internal sealed class JobTable(IDatabase database)
{
    public const string Columns = "user_id, job_no, kind, place, payload, actor, attempt, releases, lapses, max_attempts, errors, owner";

    /// <summary>
    /// Claims the requested jobs in the order of each partition and returns the result of each request. Skips jobs that another worker is
    /// claiming.
    /// </summary>
    /// <param name="capped">Kinds with a limit on concurrent jobs.</param>
    public Task<IReadOnlyList<ClaimResult>> ClaimAsync(
        IReadOnlyList<ClaimRequest> turns,
        IReadOnlyDictionary<string, JobKind> capped,
        string owner,
        long now,
        long leaseUntil,
        CancellationToken ct
    ) =>
        database.QueueAsync<IReadOnlyList<ClaimResult>>(
            QueueUse.Claim,
            async queue =>
            {
                var allowed = await AllowedAsync(queue, turns, capped, now);
                var claim = new Claim(owner, now, leaseUntil);
                var claimed =
                    queue.Engine == Engine.PostgreSql
                        ? await ClaimAtOnceAsync(queue, turns, allowed, claim)
                        : await ClaimOneByOneAsync(queue, turns, allowed, claim);
                var byPartition = claimed.ToLookup(j => new JobPartition(j.UserId, j.Kind));
                return [.. turns.Select((t, i) => new ClaimResult(t, allowed[i], [.. byPartition[t.Partition].OrderBy(j => j.Place)]))];
            },
            ct
        );

    /// <summary>Renews the leases of attempts; returns those that no longer own their job.</summary>
    public Task<IReadOnlyList<JobKey>> RenewAsync(IReadOnlyList<JobKey> keys, long leaseUntil, CancellationToken ct) =>
        database.QueueAsync<IReadOnlyList<JobKey>>(
            QueueUse.Claim,
            async queue =>
            {
                var lost = new List<JobKey>();
                foreach (var key in keys)
                {
                    var renewed = await queue.ExecuteAsync(
                        """
                        update jobs set lease_until = @leaseUntil
                        where user_id = @userId and job_no = @jobNo and attempt = @attempt and owner = @owner and state + 0 = 1
                        """,
                        new
                        {
                            userId = key.UserId,
                            jobNo = key.JobNo,
                            attempt = key.Attempt,
                            owner = key.Owner,
                            leaseUntil,
                        }
                    );
                    if (renewed == 0)
                    {
                        lost.Add(key);
                    }
                }
                return lost;
            },
            ct
        );

    /// <summary>Finds the partitions with a ready job of these kinds that are not paused, and the place of the first.</summary>
    public Task<List<FoundPartition>> FindPartitionsAsync(IReadOnlyList<string> kinds, CancellationToken ct) =>
        database.QueueAsync(
            QueueUse.Read,
            async queue =>
            {
                // Skips from partition to partition through the index, however many jobs are in each.
                var found = await queue.QueryAsync<FoundPartition>(
                    queue.Engine == Engine.PostgreSql
                        ? """
                        with recursive partition as (
                            (select user_id, kind, place from jobs where state = 0 order by user_id, kind, place limit 1)
                            union all
                            select next.* from partition l cross join lateral (
                                select j.user_id, j.kind, j.place from jobs j
                                where j.state = 0 and (j.user_id, j.kind) > (l.user_id, l.kind)
                                order by j.user_id, j.kind, j.place limit 1
                            ) next
                        )
                        select user_id, kind, place from partition l
                        where not exists (select 1 from job_pauses p where p.user_id = l.user_id and p.kind in (l.kind, '*'))
                        """
                        : """
                        with recursive person (user_id) as (
                            select min(user_id) from jobs indexed by jobs_ready where state = 0
                            union all
                            select (select min(j.user_id) from jobs j indexed by jobs_ready where j.state = 0 and j.user_id > p.user_id)
                            from person p where p.user_id is not null
                        ), partition (user_id, kind) as (
                            select p.user_id, (select min(j.kind) from jobs j indexed by jobs_ready where j.state = 0 and j.user_id = p.user_id)
                            from person p where p.user_id is not null
                            union all
                            select l.user_id,
                                (select min(j.kind) from jobs j indexed by jobs_ready where j.state = 0 and j.user_id = l.user_id and j.kind > l.kind)
                            from partition l where l.kind is not null
                        )
                        select user_id, kind,
                            (select min(j.place) from jobs j indexed by jobs_ready where j.state = 0 and j.user_id = l.user_id and j.kind = l.kind) as place
                        from partition l
                        where kind is not null and not exists (select 1 from job_pauses p where p.user_id = l.user_id and p.kind in (l.kind, '*'))
                        """
                );
                found.RemoveAll(l => !kinds.Contains(l.Kind, StringComparer.Ordinal));
                return found;
            },
            ct
        );

    /// <summary>
    /// Returns how many jobs of each request the caps allow. Claims of a capped kind wait for each other, so that the count holds.
    /// </summary>
    private static async Task<int[]> AllowedAsync(
        QueueConnection queue,
        IReadOnlyList<ClaimRequest> turns,
        IReadOnlyDictionary<string, JobKind> capped,
        long now
    )
    {
        var allowed = turns.Select(t => Math.Min(t.Take, t.Max)).ToArray();
        foreach (
            var kind in turns
                .Select(t => t.Partition.Kind)
                .Where(capped.ContainsKey)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
        )
        {
            if (queue.Engine == Engine.PostgreSql)
            {
                await queue.QueryAsync<string>(
                    "select pg_advisory_xact_lock(hashtextextended('strata jobs ' || @kind, 0))::text",
                    new { kind }
                );
            }
            var running = await queue.QueryAsync<Running>(
                "select user_id, count(*) as jobs from jobs where kind = @kind and state = 1 and lease_until > @now group by user_id",
                new { kind, now }
            );
            var left = (capped[kind].MaxRunning ?? int.MaxValue) - running.Sum(r => r.Jobs);
            for (var i = 0; i < turns.Count; i++)
            {
                if (string.Equals(turns[i].Partition.Kind, kind, StringComparison.Ordinal))
                {
                    var own = running.Find(r => string.Equals(r.UserId, turns[i].Partition.UserId, StringComparison.Ordinal))?.Jobs ?? 0;
                    allowed[i] = (int)Math.Clamp(Math.Min(left, (capped[kind].MaxRunningPerUser ?? int.MaxValue) - own), 0, allowed[i]);
                    left -= allowed[i];
                }
            }
        }
        return allowed;
    }

    private static Task<List<JobRow>> ClaimAtOnceAsync(
        QueueConnection queue,
        IReadOnlyList<ClaimRequest> turns,
        int[] allowed,
        Claim claim
    ) =>
        queue.QueryAsync<JobRow>(
            """
            with wanted as (
                select w.* from unnest(@userIds, @kinds, @afters, @takes) as w(user_id, kind, after, take)
                where not exists (select from job_pauses p where p.user_id = w.user_id and p.kind in (w.kind, '*'))
            ), picked as materialized (
                select j.user_id, j.job_no
                from wanted w cross join lateral (
                    select r.user_id, r.job_no from jobs r
                    where r.user_id = w.user_id and r.kind = w.kind and r.state = 0 and r.place > w.after
                    order by r.place limit w.take
                    for update skip locked
                ) j
            )
            update jobs j
            set state = 1, attempt = j.attempt + 1, owner = @owner, lease_until = @leaseUntil, started_at = coalesce(j.started_at, @now)
            from picked p
            where j.user_id = p.user_id and j.job_no = p.job_no
            returning j.user_id, j.job_no, j.kind, j.place, j.payload, j.actor, j.attempt, j.releases, j.lapses, j.max_attempts, j.errors, j.owner
            """,
            new
            {
                userIds = turns.Select(t => t.Partition.UserId).ToArray(),
                kinds = turns.Select(t => t.Partition.Kind).ToArray(),
                afters = turns.Select(t => t.After).ToArray(),
                takes = allowed.Select(a => (long)a).ToArray(),
                owner = claim.Owner,
                now = claim.Now,
                leaseUntil = claim.LeaseUntil,
            }
        );

    private static async Task<List<JobRow>> ClaimOneByOneAsync(
        QueueConnection queue,
        IReadOnlyList<ClaimRequest> turns,
        int[] allowed,
        Claim claim
    )
    {
        var claimed = new List<JobRow>();
        for (var i = 0; i < turns.Count; i++)
        {
            claimed.AddRange(
                await queue.QueryAsync<JobRow>(
                    $"""
                    update jobs
                    set state = 1, attempt = attempt + 1, owner = @owner, lease_until = @leaseUntil, started_at = coalesce(started_at, @now)
                    where user_id = @userId and job_no in (
                        select r.job_no from jobs r
                        where r.user_id = @userId and r.kind = @kind and r.state = 0 and r.place > @after
                            and not exists (select 1 from job_pauses p where p.user_id = @userId and p.kind in (@kind, '*'))
                        order by r.place limit @take
                    )
                    returning {Columns}
                    """,
                    new
                    {
                        userId = turns[i].Partition.UserId,
                        kind = turns[i].Partition.Kind,
                        after = turns[i].After,
                        take = (long)allowed[i],
                        owner = claim.Owner,
                        now = claim.Now,
                        leaseUntil = claim.LeaseUntil,
                    }
                )
            );
        }
        return claimed;
    }

    private sealed record Claim(string Owner, long Now, long LeaseUntil);

    private sealed record Running(string UserId, long Jobs);
}

internal sealed record FoundPartition(string UserId, string Kind, long Place);
