using Strata.Database;
using Strata.Users;

namespace Strata.Ledger;

/// <summary>Administrative actions stand in the ledger beside decisions, so that the audit log has all in one order and nothing is rewritten.</summary>
internal static class AdministrativeActions
{
    /// <summary>Not <c>restore</c>, which shows a deleted entity again.</summary>
    public const string RestoreBackup = "restore_backup";

    /// <summary>Those about a user's account, which may be there where nothing else is.</summary>
    public static readonly IReadOnlyList<string> OfAccounts = ["add_user", "add_token", "rotate_token", "revoke_token", "set_plan", "backup", RestoreBackup];

    /// <param name="detail">JSON.</param>
    public static async Task RecordAsync(UserTransaction tx, LedgerServices services, string action, string detail, string actor = Operator.Name)
    {
        var session = await LedgerSession.OpenAsync(tx, services);
        session.Decide(new Decision(action) { Actor = actor, Payload = detail });
    }
}
