using System.Text.Json.Nodes;
using Strata.Database;

namespace Strata.Jobs;

/// <summary>Records who controlled which jobs and how, in the same transaction.</summary>
/// <param name="record">Takes actor, action and detail (JSON); null to record nothing.</param>
internal sealed class JobAudit(Func<UserTransaction, string, string, string, Task>? record)
{
    /// <param name="what">Name of <paramref name="value"/>: <c>job_id</c>, <c>kind</c>, <c>schedule</c>.</param>
    /// <param name="value">Null for all.</param>
    public Task RecordAsync(UserTransaction tx, string actor, string action, string what, string? value) =>
        RecordAsync(tx, actor, action, new JsonObject { [what] = value ?? "*" });

    public Task RecordAsync(UserTransaction tx, string actor, string action, JsonObject detail) =>
        record?.Invoke(tx, actor, action, detail.ToJsonString(StrataJson.Options)) ?? Task.CompletedTask;
}
