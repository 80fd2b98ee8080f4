using Strata.Accounts;
using Strata.Backup;
using Strata.Documents;
using Strata.Operations;
using Strata.Runs;
using Strata.Sources;
using static Strata.OperationMeters;

namespace Strata;

/// <summary>The store as one user sees it: each operation is passed on to its service.</summary>
internal sealed class UserStore(StoreServices services, UserId user, string actor) : IStrata
{
    public Task<TResult> InvokeAsync<TRequest, TResult>(
        Operation<TRequest, TResult> operation,
        TRequest request,
        IProgress<Progress>? progress,
        CancellationToken ct
    )
        where TRequest : notnull
        where TResult : notnull =>
        MeasureAsync(
            async () =>
            {
                using var turn = services.TurnOf(operation)?.Take(user);
                if (operation.Records)
                {
                    await RecordAsync(operation.Name, "{}");
                }
                return await operation.RunAsync(
                    request,
                    new OperationContext(services, services.Database, user, actor, progress, ct, RecordAsync)
                );

                Task RecordAsync(string action, string detail) => services.RecordAsync(user, actor, action, detail, ct);
            },
            operation.Name
        );

    public Task<IngestResult> IngestAsync(IngestRequest request, Stream content, IProgress<Progress>? progress, CancellationToken ct) =>
        MeasureAsync(() => UsageMeters.CountRefusalsAsync(services.Ingestion.IngestAsync(user, actor, request, content, progress, ct)));

    public Task<IngestResult> IngestUrlAsync(Uri url, IngestRequest request, IProgress<Progress>? progress, CancellationToken ct) =>
        MeasureAsync(() => UsageMeters.CountRefusalsAsync(services.Ingestion.IngestAsync(user, actor, request, url, progress, ct)));

    public Task<IngestResult> ReinterpretAsync(
        string sourceId,
        IngestRequest request,
        IProgress<Progress>? progress,
        CancellationToken ct
    ) =>
        MeasureAsync(() =>
            UsageMeters.CountRefusalsAsync(services.Ingestion.ReinterpretAsync(user, actor, sourceId, request, progress, ct))
        );

    public IAsyncEnumerable<RunState> WatchRunAsync(string runId, CancellationToken ct) => services.RunWatch.WatchAsync(user, runId, ct);

    public Task<Reconstruction> ReconstructAsync(string id, ReconstructRequest request, CancellationToken ct) =>
        MeasureAsync(() => services.Reconstructions.ReconstructAsync(user, id, request, ct));

    public Task<long> BackupAsync(Stream destination, IProgress<Progress>? progress, CancellationToken ct) =>
        MeasureAsync(async () =>
        {
            using var turn = services.BackupTurns.Take(user);
            await using var file = new DeferredWrites(destination, services.Ledger.Time);
            await services.BackupAsync(user, actor, file, progress, ct);
            await file.FlushAsync(ct);
            return file.Written;
        });
}
