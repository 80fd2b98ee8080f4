using System.Text.Json.Nodes;
using Strata.Database;

namespace Strata.Ledger;

/// <summary>Appends administrative actions to the ledger as decisions, so that the audit log is one append-only sequence.</summary>
internal static class AdministrativeActions
{
    /// <summary>Distinct from <c>restore</c>, which undeletes an entity.</summary>
    public const string RestoreBackup = "restore_backup";

    /// <summary>Actions on a user's account, which may exist before anything else does.</summary>
    public static readonly IReadOnlyList<string> OfAccounts =
    [
        "add_user",
        "add_token",
        "rotate_token",
        "revoke_token",
        "set_plan",
        "backup",
        RestoreBackup,
    ];

    /// <summary>Detail property: when the action was done, if the ledger records it with a later time.</summary>
    private const string DoneAt = "done_at";

    /// <summary>Adds to an action's detail the time it was done, for an action appended later.</summary>
    /// <param name="at">Unix microseconds.</param>
    public static string DetailDoneAt(string detail, long at)
    {
        var told = JsonNode.Parse(detail)?.AsObject() ?? [];
        told.TryAdd(DoneAt, UnixTime.Time(at).ToString("O", CultureInfo.InvariantCulture));
        return told.ToJsonString(StrataJson.Options);
    }

    /// <summary>Returns when a decision was made and its remaining detail, which is null if empty.</summary>
    public static (DateTimeOffset At, JsonElement? Detail) Told(DecisionRecord row)
    {
        var detail = row.Payload is "{}" or "" ? (JsonElement?)null : JsonText.Element(row.Payload);
        if (!OfAccounts.Contains(row.Kind) || detail is not { } told || !told.TryGetProperty(DoneAt, out var done))
        {
            return (UnixTime.Time(row.RecordedAt), detail);
        }
        var rest = JsonObject.Create(told)?.DeepClone().AsObject() ?? [];
        rest.Remove(DoneAt);
        return (done.GetDateTimeOffset(), rest.Count == 0 ? null : JsonText.Element(rest.ToJsonString(StrataJson.Options)));
    }

    public static Task RecordAsync(UserTransaction tx, LedgerServices services, string action, JsonObject detail, string actor) =>
        RecordAsync(tx, services, action, detail.ToJsonString(StrataJson.Options), actor);

    /// <param name="detail">JSON.</param>
    /// <param name="actor">Null for the operator.</param>
    public static async Task RecordAsync(UserTransaction tx, LedgerServices services, string action, string detail, string? actor = null)
    {
        var session = await LedgerSession.OpenAsync(tx, services);
        session.Decide(new Decision(action) { Actor = actor ?? services.Operator, Payload = detail });
    }
}
