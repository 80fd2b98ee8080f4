using Strata.Accounts;
using Strata.Blobs;
using Strata.Database;
using Strata.Indexing;
using Strata.Indexing.Postings;
using Strata.Ledger;
using Strata.Schemas;

namespace Strata.Erasure;

/// <summary>The steps of erasing a part, each in transactions of its own and repeatable.</summary>
internal sealed class PartRemoval(
    IDatabase database,
    LedgerServices services,
    BlobStore blobs,
    UserId user,
    PartErasureRecord record,
    IProgress<Progress>? progress,
    CancellationToken ct
)
{
    /// <summary>Each observation may be another entity's, which is reduced again in the same transaction.</summary>
    private const long ObservationsAtOnce = 256;
    private const long PagesAtOnce = 500;

    private readonly SortedDictionary<string, long> _removed = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, long> Removed => _removed;
    public long Blobs { get; private set; }
    public long Bytes { get; private set; }

    public async Task RowsAsync()
    {
        var scope = JsonSerializer.Deserialize<ErasureScope>(record.Scope, StrataJson.Options) ?? new ErasureScope();
        long after = 0;
        while (await WriteAsync(tx => ObservationsAsync(tx, scope, after)) is > 0 and var last)
        {
            after = last;
            progress?.Report(new Progress("observations", _removed.GetValueOrDefault("observations"), null));
        }
        var sources = await database.ReadAsync(
            user,
            c =>
                c.QueryAsync<SourceRecord>(
                    $"""
                    select {SourceRecord.Columns} from sources where user_id = @user and source_no in (
                        select source_no from erased_contents where user_id = @user and erasure_no = @ErasureNo) order by source_no
                    """,
                    record
                ),
            ct
        );
        foreach (var source in sources)
        {
            await SourceAsync(source);
            progress?.Report(new Progress("sources", _removed.GetValueOrDefault("sources"), sources.Count));
        }
    }

    /// <summary>Removes entities of which nothing is left and which nothing names; others stay, without fields.</summary>
    public Task EntitiesAsync() =>
        WriteAsync(async tx =>
        {
            var session = await LedgerSession.OpenAsync(tx, services);
            await session.FlushAsync();
            session.ForgetClean();
            var bare = await tx.QueryAsync<long>(
                """
                select e.entity_no from entities e where e.user_id = @user and e.root_no = e.entity_no
                    and not exists (select 1 from observations o where o.user_id = @user and o.entity_no = e.entity_no)
                    and not exists (select 1 from decisions d where d.user_id = @user and (d.entity_no = e.entity_no or d.other_no = e.entity_no))
                    and not exists (select 1 from relationships r where r.user_id = @user and (r.from_no = e.entity_no or r.to_no = e.entity_no))
                    and not exists (select 1 from promoted p where p.user_id = @user and (p.entity_no = e.entity_no or p.merged_no = e.entity_no))
                    and not exists (select 1 from entities m where m.user_id = @user and m.root_no = e.entity_no and m.entity_no <> e.entity_no)
                """
            );
            await RenameAsync(tx, bare);
            if (bare.Count == 0)
            {
                return 0;
            }
            var index = new SearchChanges();
            foreach (var no in bare)
            {
                index.Entity(no, new IndexedEntity(SchemaSet.GenericType, FieldList.Empty), null);
            }
            await index.WriteAsync(tx);
            var nos = new { nos = bare.ToList() };
            foreach (var table in (string[])["entity_values", "entity_keys", "key_claims", "entities"])
            {
                Count(table, await tx.ExecuteAsync($"delete from {table} where user_id = @user and entity_no IN_LIST(@nos)", nos));
            }
            return bare.Count;
        });

    /// <summary>Removes values that are gone from the bounds of the index of values.</summary>
    public async Task ZonesAsync()
    {
        long? zone = -1;
        while (zone is { } after)
        {
            zone = await WriteAsync(async tx =>
            {
                await LedgerSession.OpenAsync(tx, services); // locks the ledger, so that nobody widens a zone meanwhile
                return await ValueZones.RenewAsync(tx, after);
            });
        }
    }

    /// <summary>
    /// Gives entities that stay without observations a random id: theirs is a digest of what they were known by, and whoever is known by
    /// that next has it.
    /// </summary>
    private static async Task RenameAsync(UserTransaction tx, IReadOnlyList<long> removed)
    {
        var emptied = await tx.QueryAsync<long>(
            """
            select e.entity_no from entities e where e.user_id = @user
                and not exists (select 1 from observations o where o.user_id = @user and o.entity_no = e.entity_no)
            """
        );
        foreach (var no in emptied.Except(removed))
        {
            var id = "ent_" + Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(12));
            await tx.ExecuteAsync("update entities set entity_id = @id where user_id = @user and entity_no = @no", new { id, no });
        }
    }

    /// <summary>Returns the last position removed; 0 at the end.</summary>
    private async Task<long> ObservationsAsync(UserTransaction tx, ErasureScope scope, long after)
    {
        var session = await LedgerSession.OpenAsync(tx, services);
        await session.FlushAsync();
        var rows = await tx.QueryAsync<Row>(
            """
            select seq, entity_no from observations
            where user_id = @user and seq > @after and (
                source_no in (select source_no from erased_contents where user_id = @user and erasure_no = @no)
                or (source_no is null and observed_at >= @from and observed_at < @to))
            order by seq limit @most
            """,
            new
            {
                after,
                no = record.ErasureNo,
                from = scope.From is { } from ? UnixTime.Microseconds(from) : 1,
                to = scope.To is { } to ? UnixTime.Microseconds(to) : 0,
                most = ObservationsAtOnce,
            }
        );
        if (rows.Count == 0)
        {
            return 0;
        }
        session.ForgetClean();
        var roots = new Dictionary<long, WorkingEntity>();
        foreach (var no in rows.Select(r => r.EntityNo).Distinct())
        {
            var root = await session.RootAsync(await session.GetAsync(no));
            roots[root.No] = root;
        }
        await session.HoldTextsAsync([.. roots.Values]);
        var seqs = rows.Select(r => r.Seq).ToList();
        var entities = rows.Select(r => r.EntityNo).Distinct().ToList();
        Count(
            "promoted",
            await tx.ExecuteAsync(
                "delete from promoted where user_id = @user and (seq IN_LIST(@seqs) or fragment_seq IN_LIST(@seqs))",
                new { seqs }
            )
        );
        Count("observations", await RemoveAsync(tx, "delete from observations where user_id = @user and seq IN_LIST(@seqs)", new { seqs }));
        await ErasedRows.AddAsync(tx, ChainedTable.Observations, record.ErasureNo, seqs);
        var index = new SearchChanges();
        index.RemoveBlocks(seqs);
        await index.WriteAsync(tx);
        Count(
            "key_claims",
            await tx.ExecuteAsync("delete from key_claims where user_id = @user and entity_no IN_LIST(@entities)", new { entities })
        );
        Count(
            "duplicate_candidates",
            await tx.ExecuteAsync(
                "delete from duplicate_candidates where user_id = @user and (entity_no IN_LIST(@entities) or other_no IN_LIST(@entities))",
                new { entities }
            )
        );
        Count(
            "payment_matches",
            await tx.ExecuteAsync(
                "delete from payment_matches where user_id = @user and (payment_no IN_LIST(@entities) or invoice_no IN_LIST(@entities))",
                new { entities }
            )
        );
        foreach (var root in roots.Values)
        {
            await session.ReduceStoredAsync(root);
        }
        await session.FlushAsync();
        session.ForgetClean();
        return seqs[^1];
    }

    private async Task SourceAsync(SourceRecord source)
    {
        var no = new { no = source.SourceNo };
        while (await WriteAsync(tx => PagesAsync(tx, source.SourceNo)) > 0) { }
        while (await WriteAsync(tx => FindingsAsync(tx, source.SourceNo)) > 0) { }
        var digests = await WriteAsync(async tx =>
        {
            var session = await LedgerSession.OpenAsync(tx, services);
            await session.FlushAsync();
            var documents = await tx.QueryAsync<Document>(
                "select document_no, text_digest from documents where user_id = @user and source_no = @no",
                no
            );
            var runs = await tx.QueryAsync<long>("select run_no from runs where user_id = @user and source_no = @no", no);
            var ended = await tx.QueryAsync<long>(
                "select run_no from runs where user_id = @user and source_no = @no and status <> 'running'",
                no
            );
            Count(
                "run_archives",
                await tx.ExecuteAsync(
                    "delete from run_archives where user_id = @user and run_no IN_LIST(@runs)",
                    new { runs = runs.ToList() }
                )
            );
            var index = new SearchChanges();
            index.RemoveBlocks(
                await tx.QueryAsync<long>("select document_no from documents where user_id = @user and source_no = @no", no)
            );
            await index.WriteAsync(tx);
            Count(
                "packs",
                await tx.ExecuteAsync("delete from packs where user_id = @user and run_no IN_LIST(@runs)", new { runs = runs.ToList() })
            );
            await tx.ExecuteAsync(
                "delete from run_deletions where user_id = @user and run_no IN_LIST(@runs)",
                new { runs = runs.ToList() }
            );
            Count("documents", await tx.ExecuteAsync("delete from documents where user_id = @user and source_no = @no", no));
            Count("runs", await tx.ExecuteAsync("delete from runs where user_id = @user and source_no = @no", no));
            Count(
                "source_links",
                await tx.ExecuteAsync("delete from source_links where user_id = @user and (parent_no = @no or source_no = @no)", no)
            );
            var runNos = new { runs = runs.ToList() };
            await tx.ExecuteAsync(
                "delete from run_follows where user_id = @user and (run_no IN_LIST(@runs) or previous_no IN_LIST(@runs))",
                runNos
            );
            Count("source_versions", await tx.ExecuteAsync("delete from source_versions where user_id = @user and source_no = @no", no));
            Count("batch_runs", await tx.ExecuteAsync("delete from batch_runs where user_id = @user and source_no = @no", no));
            Count("project_sources", await tx.ExecuteAsync("delete from project_sources where user_id = @user and source_no = @no", no));
            var named = new { pattern = $"%{source.SourceId}%" };
            Count("receipts", await tx.ExecuteAsync("delete from receipts where user_id = @user and response like @pattern", named));
            Count(
                "job_archive",
                await tx.ExecuteAsync(
                    "delete from job_archive where user_id = @user and (payload like @pattern or result like @pattern)",
                    named
                )
            );
            Count("sources", await tx.ExecuteAsync("delete from sources where user_id = @user and source_no = @no", no));
            await ErasedRows.AddAsync(tx, ChainedTable.Documents, record.ErasureNo, documents.Select(d => d.DocumentNo));
            await ErasedRows.AddAsync(tx, ChainedTable.Runs, record.ErasureNo, runs);
            await ErasedRows.AddAsync(tx, ChainedTable.Outcomes, record.ErasureNo, ended);
            await ErasedRows.AddAsync(tx, ChainedTable.Sources, record.ErasureNo, [source.SourceNo]);
            var freed = documents.Select(d => d.TextDigest).Append(source.Digest).Where(d => !string.IsNullOrEmpty(d)).Distinct().ToList();
            await BlobsAsync(tx, freed);
            await RecountAsync(tx, session);
            return freed;
        });
        foreach (var digest in digests.OfType<string>())
        {
            await WriteAsync(tx => UnusedBlobRemoval.RemoveAsync(tx, blobs.Store, digest, before: null));
        }
    }

    /// <summary>Removes what staged runs found in a source; returns how many subjects.</summary>
    private async Task<long> FindingsAsync(UserTransaction tx, long sourceNo)
    {
        var subjects = await tx.QueryAsync<long>(
            "select subject_no from finding_subjects where user_id = @user and source_no = @sourceNo order by subject_no limit @most",
            new { sourceNo, most = PagesAtOnce }
        );
        var nos = new { subjects = subjects.ToList() };
        await tx.ExecuteAsync(
            """
            delete from finding_follows where user_id = @user and (finding_no in (
                select finding_no from findings where user_id = @user and subject_no IN_LIST(@subjects)) or follows_no in (
                select finding_no from findings where user_id = @user and subject_no IN_LIST(@subjects)))
            """,
            nos
        );
        await tx.ExecuteAsync(
            """
            delete from finding_reviews where user_id = @user and finding_no in (
                select finding_no from findings where user_id = @user and subject_no IN_LIST(@subjects))
            """,
            nos
        );
        foreach (var table in (string[])["subject_observations", "findings", "finding_subjects"])
        {
            Count(table, await tx.ExecuteAsync($"delete from {table} where user_id = @user and subject_no IN_LIST(@subjects)", nos));
        }
        return subjects.Count;
    }

    /// <summary>Removes pages of blocks with their words in the text index; returns how many.</summary>
    private async Task<long> PagesAsync(UserTransaction tx, long sourceNo)
    {
        var pages = await tx.QueryAsync<long>(
            """
            select p.page_no from block_pages p join documents d on d.user_id = p.user_id and d.document_no = p.document_no
            where p.user_id = @user and d.source_no = @sourceNo order by p.page_no limit @most
            """,
            new { sourceNo, most = PagesAtOnce }
        );
        if (pages.Count > 0)
        {
            var index = new SearchChanges();
            index.RemoveBlocks(pages);
            await index.WriteAsync(tx);
            Count(
                "block_pages",
                await tx.ExecuteAsync(
                    "delete from block_pages where user_id = @user and page_no IN_LIST(@pages)",
                    new { pages = pages.ToList() }
                )
            );
        }
        return pages.Count;
    }

    /// <summary>Removes the rows of contents that nothing else names.</summary>
    private async Task BlobsAsync(UserTransaction tx, IReadOnlyList<string?> digests)
    {
        foreach (var digest in digests)
        {
            var free = await tx.QueryAsync<long>(
                """
                select byte_size from blobs where user_id = @user and digest = @digest
                    and not exists (select 1 from sources s where s.user_id = @user and s.digest = @digest)
                    and not exists (select 1 from documents d where d.user_id = @user and d.text_digest = @digest)
                """,
                new { digest }
            );
            if (free.Count > 0)
            {
                Blobs++;
                Bytes += free[0];
                await Spool.LetGoAsync(tx, digest ?? "");
                Count("blobs", await tx.ExecuteAsync("delete from blobs where user_id = @user and digest = @digest", new { digest }));
            }
        }
    }

    private static async Task RecountAsync(UserTransaction tx, LedgerSession session)
    {
        var row = session.Usage.Row;
        var counts = await UsageCounts.OfAsync(tx, row.Month);
        session.Usage.Set(row with { StorageBytes = counts.StorageBytes, Interpretations = counts.Interpretations });
    }

    /// <summary>The ledger allows deletion for an erasure only.</summary>
    private static async Task<int> RemoveAsync(UserTransaction tx, string sql, object args)
    {
        await tx.ExecuteAsync("insert into erasures (user_id, begun_at, seq, blobs, bytes, removed) values (@user, 0, 0, 0, 0, '{}')");
        var removed = await tx.RemoveAsync(sql, args);
        await tx.ExecuteAsync("delete from erasures where user_id = @user");
        return removed;
    }

    private void Count(string table, long rows)
    {
        if (rows > 0)
        {
            _removed[table] = _removed.GetValueOrDefault(table) + rows;
        }
    }

    /// <summary>Merges the text index whole, so that no word of what was removed is left.</summary>
    public async Task IndexAsync()
    {
        var writes = new UserWrites(database, user, ct);
        while (await SegmentMerge.NextAsync(writes, whole: true)) { }
    }

    private Task<T> WriteAsync<T>(Func<UserTransaction, Task<T>> write) => database.WriteAsync(user, write, ct);

    private sealed record Row(long Seq, long EntityNo);

    private sealed record Document(long DocumentNo, string? TextDigest);
}
