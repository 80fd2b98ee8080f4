using System.ComponentModel;
using Strata.Operations;

namespace Strata.Runs.Archival;

public sealed record ArchiveRequest
{
    [Description("Runs that ended, or were last restored, so many days ago; default: as the store is set.")]
    public int? OlderThanDays { get; init; }

    [Description("Only say what would be moved.")]
    public bool DryRun { get; init; }
}

public static partial class ArchivalModule
{
    public static readonly Operation<ArchiveRequest, ArchiveReport> Archive = new Operation<RunArchive, ArchiveRequest, ArchiveReport>(
        "archive_runs",
        "Moves old runs and their blocks to the archive, where every query still finds them.",
        (archive, request, context) => archive.ArchiveAsync(context.User, context.Actor, request, context.Progress, context.Cancellation)
    )
    {
        Access = Access.Admin,
        Cost = Cost.Expensive,
        ReportsProgress = true,
        Route = OperationRoute.Post("/runs/archive") with { HasBody = false },
        Examples = ["""{"older_than_days":0}"""],
    };
}

public partial record struct ArchivalArea
{
    public Task<ArchiveReport> ArchiveAsync(ArchiveRequest request, IProgress<Progress>? progress, CancellationToken ct) =>
        Strata.InvokeAsync(ArchivalModule.Archive, request, progress, ct);
}
