using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Database;
using Strata.Operations;

namespace Strata.Runs;

public sealed record GetRun
{
    [Description("run_…")]
    public required string RunId { get; init; }
}

[JsonSerializable(typeof(GetRun))]
internal sealed partial class GetRunShapes : JsonSerializerContext;

public static partial class RunsModule
{
    public static readonly Operation<GetRun, RunView> Get = new Operation<IDatabase, GetRun, RunView>(
        "get_run",
        "One interpretation, with its whole configuration.",
        (_, request, context) => context.ReadAsync(connection => RunQueries.GetAsync(connection, request.RunId))
    )
    {
        Route = OperationRoute.Get("/runs/{run_id}") with { ETag = true },
        Examples = ["""{"run_id":"<run>"}"""],
        Shapes = () => GetRunShapes.Default,
    };
}

public partial record struct RunsArea
{
    public Task<RunView> GetAsync(string runId, CancellationToken ct) =>
        Strata.InvokeAsync(RunsModule.Get, new() { RunId = runId }, progress: null, ct);
}
