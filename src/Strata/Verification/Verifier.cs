using Strata.Blobs;
using Strata.Database;
using Strata.Documents;
using Strata.Jobs;
using Strata.Ledger;
using Strata.Search;

namespace Strata.Verification;

/// <summary>
/// Verifies a user's store: every blob matches its digest, every quote is at its place, and everything stored about entities follows from
/// the ledger.
/// </summary>
internal sealed class Verifier(IDatabase database, LedgerServices services, BlobStore blobs)
{
    private const int MaxFaults = 1_000;
    private const int Batch = 2_000;

    public async Task<VerifyReport> VerifyAsync(UserId user, bool deep, IProgress<Progress>? progress, CancellationToken ct)
    {
        var faults = new List<Fault>();
        void Fault(string path, string reason) => Add(faults, path, reason);
        var (count, bytes) = await BlobCheck.RunAsync(blobs, database, user, Fault, progress, ct);
        var (observations, quotes) = await database.ReadAsync(user, connection => QuotesAsync(connection, faults, progress), ct);
        var swept = await new StateComparer(database, services, user, mends: false).RunAsync("entities", progress, ct);
        foreach (var fault in swept.Differences.Faults())
        {
            Fault(fault.Path, fault.Reason);
        }
        return await database.ReadAsync(
            user,
            async connection =>
            {
                var archived = await ArchiveCheck.RunAsync(connection, Fault, progress);
                await UsageCheck.RunAsync(connection, Fault);
                await RunCheck.RunAsync(connection, Fault);
                var suspicions = new List<Fault>();
                await FusionCheck.RunAsync(
                    connection,
                    await services.Schemas.EveryAsync(connection),
                    (path, reason) => Add(suspicions, path, reason)
                );
                var (parsed, skipped) = deep ? await new DeepCheck(blobs).RunAsync(connection, Fault, progress) : (0, 0);
                await (deep ? WordsAsync(connection, Fault, progress) : Task.CompletedTask);
                return new VerifyReport
                {
                    Ok = faults.Count == 0,
                    Blobs = count,
                    Bytes = bytes,
                    Quotes = quotes,
                    Entities = swept.Entities,
                    Observations = observations,
                    Archived = archived,
                    Documents = parsed,
                    DocumentsSkipped = skipped,
                    StateHash = await StateHash.OfAsync(connection),
                    Faults = faults,
                    Suspicions = suspicions.Count == 0 ? null : suspicions,
                };
            },
            ct
        );
    }

    private static async Task WordsAsync(UserConnection connection, Action<string, string> fault, IProgress<Progress>? progress)
    {
        var differences = new StateDifferences();
        await SearchWords.CompareAsync(connection, id => differences.Add(StateDifferences.Words, id), progress);
        foreach (var (path, reason) in differences.Faults())
        {
            fault(path, reason);
        }
    }

    private async Task<(long Observations, long Quotes)> QuotesAsync(
        UserConnection connection,
        List<Fault> faults,
        IProgress<Progress>? progress
    )
    {
        (long observations, long quotes, long after) = (0, 0, 0);
        using var sources = new OpenSources(blobs, connection);
        while (true)
        {
            var rows = await connection.QueryAsync<EvidenceRow>(
                """
                select o.seq, o.fields, o.evidence, coalesce(nullif(d.text_digest, ''), s.digest) as digest, d.encoding from observations o
                left join sources s on s.user_id = o.user_id and s.source_no = o.source_no
                left join documents d on d.user_id = o.user_id and d.document_no = o.document_no
                where o.user_id = @user and o.seq > @after order by o.seq limit @batch
                """,
                new { after, batch = (long)Batch }
            );
            foreach (var row in rows)
            {
                observations++;
                if (row.Evidence is not null && row.Digest is not null)
                {
                    quotes += await QuotesOfAsync(row, row.Digest, sources, faults);
                }
            }
            progress?.Report(new Progress("quotes", quotes, null));
            if (rows.Count == 0)
            {
                return (observations, quotes);
            }
            after = rows[^1].Seq;
        }
    }

    private static async Task<int> QuotesOfAsync(EvidenceRow row, string digest, OpenSources sources, List<Fault> faults)
    {
        var values = FieldList.Parse(row.Fields);
        var evidence = Evidence.Read(row.Evidence, values);
        var encoding = Encodings.Get(row.Encoding);
        foreach (var stretch in Stretches(evidence))
        {
            var start = stretch[0].Range.Start;
            byte[] bytes;
            try
            {
                bytes = (await sources.GetAsync(digest)).Read(start, stretch.Max(e => e.Range.End) - start);
            }
            catch (Exception e) when ((e is IOException or StrataException or InvalidDataException) && !IsForNow(e))
            {
                Add(faults, $"observations/{Ids.Observation(row.Seq)}", e.Message);
                return evidence.Count;
            }
            foreach (var field in stretch)
            {
                var from = (int)(field.Range.Start - start);
                var quote = from + field.Range.Length <= bytes.Length ? encoding.GetString(bytes, from, (int)field.Range.Length) : "";
                if (!string.Equals(quote, field.Raw, StringComparison.Ordinal))
                {
                    Add(
                        faults,
                        $"observations/{Ids.Observation(row.Seq)}/{field.Field}",
                        $"the source says '{quote}' at byte {field.Range.Start}, the evidence '{field.Raw}'"
                    );
                }
            }
        }
        return evidence.Count;
    }

    /// <summary>Whether the store is only unreachable now; that is thrown, not reported as a fault.</summary>
    public static bool IsForNow(Exception e) => JobFailure.Of(e) is JobOutcome.Postponed or JobOutcome.Cut;

    /// <summary>Groups evidence by distance, to be read at once: a table's header may be far from the rows it applies to.</summary>
    private static IEnumerable<List<FieldEvidence>> Stretches(IReadOnlyList<FieldEvidence> evidence)
    {
        const int MostApart = 4096;
        var stretch = new List<FieldEvidence>();
        long end = 0;
        foreach (var field in evidence.OrderBy(e => e.Range.Start))
        {
            if (stretch.Count > 0 && field.Range.Start - end > MostApart)
            {
                yield return stretch;
                stretch = [];
            }
            stretch.Add(field);
            end = Math.Max(end, field.Range.End);
        }
        if (stretch.Count > 0)
        {
            yield return stretch;
        }
    }

    private static void Add(List<Fault> faults, string path, string reason)
    {
        if (faults.Count < MaxFaults)
        {
            faults.Add(new Fault(path, reason));
        }
    }

    private sealed record EvidenceRow(long Seq, string Fields, byte[]? Evidence, string? Digest, string? Encoding);
}

/// <summary>Keeps the last source open: evidence comes in the order of the sources.</summary>
internal sealed class OpenSources(BlobStore blobs, UserConnection connection) : IDisposable
{
    private string? _digest;
    private BlobReader? _reader;

    public async Task<BlobReader> GetAsync(string digest)
    {
        if (_reader is null || !string.Equals(_digest, digest, StringComparison.Ordinal))
        {
            _reader?.Dispose();
            _reader = null;
            _reader = await blobs.ReaderAsync(connection, digest);
            _digest = digest;
        }
        return _reader;
    }

    public void Dispose() => _reader?.Dispose();
}
