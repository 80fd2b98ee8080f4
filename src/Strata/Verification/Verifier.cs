using Strata.Blobs;
using Strata.Database;
using Strata.Jobs;
using Strata.Ledger;
using Strata.Search;

namespace Strata.Verification;

/// <summary>
/// Verifies a user's store: every blob matches its digest, every quote is at its place and gives its value, every row is the one that the
/// hash chain names, and everything stored about entities follows from the ledger. A fault never ends it.
/// </summary>
internal sealed class Verifier(IDatabase database, LedgerServices services, BlobStore blobs)
{
    public async Task<VerifyReport> VerifyAsync(UserId user, bool deep, IProgress<Progress>? progress, CancellationToken ct)
    {
        var faults = new FaultList();
        Task<T> Read<T>(string check, T otherwise, Func<UserConnection, Action<string, string>, Task<T>> run) =>
            faults.CheckedAsync(check, otherwise, fault => database.ReadAsync(user, connection => run(connection, fault), ct));

        var (count, bytes) = await faults.CheckedAsync(
            "blobs",
            (0L, 0L),
            fault => BlobCheck.RunAsync(blobs, database, user, fault, progress, ct)
        );
        var chain = await Read("chain", new ChainReport("", 0, 0, 0, 0), (c, fault) => ChainCheck.RunAsync(c, fault, progress));
        var read = new QuoteCounts();
        await Read("observations", read, (c, fault) => QuoteVerification.RunAsync(c, blobs, services.Schemas, read, fault, progress));
        var swept = await faults.CheckedAsync("entities", new ComparedZone(), fault => SweepAsync(user, fault, progress, ct));
        var archived = await Read("archive", 0L, (c, fault) => ArchiveCheck.RunAsync(c, fault, progress));
        await Read("usage", 0, (c, fault) => Counted(UsageCheck.RunAsync(c, fault)));
        await Read("projects", 0, ProjectCheck.RunAsync);
        await Read("runs", 0, (c, fault) => Counted(RunCheck.ConfigurationsAsync(c, fault)));
        await Read("repeated observations", 0, (c, fault) => Counted(RunCheck.RunAsync(c, fault)));
        var suspicions = new FaultList();
        await Read("identity", 0, (c, _) => Counted(SuspectAsync(c, suspicions)));
        var (parsed, skipped) = deep
            ? await Read("documents", (0L, 0L), (c, fault) => new DeepCheck(blobs).RunAsync(c, fault, progress))
            : (0, 0);
        await Read("search_segments", 0, (c, fault) => Counted(WordsAsync(c, deep, fault, progress)));
        return new VerifyReport
        {
            Blobs = count,
            Bytes = bytes,
            Quotes = read.Quotes,
            Derived = read.Derived,
            Unread = read.Unread,
            Entities = swept.Entities,
            Observations = read.Observations,
            Archived = archived,
            Documents = parsed,
            DocumentsSkipped = skipped,
            Chain = chain,
            StateHash = await Read("state", "", (c, _) => StateHash.OfAsync(c)),
            Ok = faults.Count == 0,
            FaultCount = faults.Count,
            Faults = faults.Named,
            Suspicions = suspicions.Count == 0 ? null : suspicions.Named,
        };
    }

    private async Task<ComparedZone> SweepAsync(
        UserId user,
        Action<string, string> fault,
        IProgress<Progress>? progress,
        CancellationToken ct
    )
    {
        var swept = await new StateComparer(database, services, user, mends: false) { Fault = fault }.RunAsync("entities", progress, ct);
        foreach (var (path, reason) in swept.Differences.Faults())
        {
            fault(path, reason);
        }
        return swept;
    }

    private async Task SuspectAsync(UserConnection connection, FaultList suspicions)
    {
        var schemas = await services.Schemas.EveryAsync(connection);
        await FusionCheck.RunAsync(connection, schemas, (path, reason) => suspicions.Add("identity", path, reason));
    }

    private static async Task WordsAsync(UserConnection connection, bool words, Action<string, string> fault, IProgress<Progress>? progress)
    {
        var differences = new StateDifferences();
        await IndexedWords.CompareAsync(connection, words, (_, id) => differences.Add(StateDifferences.Words, id), progress);
        foreach (var (path, reason) in differences.Faults())
        {
            fault(path, reason);
        }
    }

    private static async Task<int> Counted(Task check)
    {
        await check;
        return 0;
    }

    /// <summary>Whether the store is only unreachable now; that is thrown, not reported as a fault.</summary>
    public static bool IsForNow(Exception e) => JobFailure.Of(e) is JobOutcome.Postponed or JobOutcome.Cut;
}
