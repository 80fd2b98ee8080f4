using System.Text.Json.Nodes;
using Strata.Database;

namespace Strata.Jobs;

/// <summary>Has it recorded who steered which jobs how, in the transaction that does it.</summary>
/// <param name="record">Who, what, and of which (JSON); null: nothing is recorded.</param>
internal sealed class JobAudit(Func<UserTransaction, string, string, string, Task>? record)
{
    /// <param name="what">What <paramref name="value"/> is: <c>job_id</c>, <c>kind</c>, <c>schedule</c>.</param>
    /// <param name="value">Null: all of them.</param>
    public Task RecordAsync(UserTransaction tx, string actor, string action, string what, string? value) =>
        RecordAsync(tx, actor, action, new JsonObject { [what] = value ?? "*" });

    public Task RecordAsync(UserTransaction tx, string actor, string action, JsonObject detail) =>
        record?.Invoke(tx, actor, action, detail.ToJsonString(StrataJson.Options)) ?? Task.CompletedTask;
}
