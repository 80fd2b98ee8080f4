using System.Text.Json.Nodes;
using Strata.Database;

namespace Strata.Ledger;

/// <summary>
/// Administrative actions stand in the ledger beside decisions, so that the audit log has all in one order and nothing is rewritten.
/// </summary>
internal static class AdministrativeActions
{
    /// <summary>Not <c>restore</c>, which shows a deleted entity again.</summary>
    public const string RestoreBackup = "restore_backup";

    /// <summary>Those about a user's account, which may be there where nothing else is.</summary>
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

    /// <summary>In the detail of what was done before the history that it stands behind ends: when it was.</summary>
    private const string DoneAt = "done_at";

    /// <summary>The detail of an action that goes into the history later than it was done.</summary>
    /// <param name="at">Unix microseconds.</param>
    public static string DetailDoneAt(string detail, long at)
    {
        var told = JsonNode.Parse(detail)?.AsObject() ?? [];
        told.TryAdd(DoneAt, UnixTime.Time(at).ToString("O", CultureInfo.InvariantCulture));
        return told.ToJsonString(StrataJson.Options);
    }

    /// <summary>When a decision was made, and what more there is to say of it; null where that is nothing.</summary>
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
    /// <param name="actor">Null: the operator.</param>
    public static async Task RecordAsync(UserTransaction tx, LedgerServices services, string action, string detail, string? actor = null)
    {
        var session = await LedgerSession.OpenAsync(tx, services);
        session.Decide(new Decision(action) { Actor = actor ?? services.Operator, Payload = detail });
    }
}
