using System.CommandLine;
using System.Globalization;
using Strata.Cli.Output;

namespace Strata.Cli.Verbs;

/// <summary>Who decided what, and when.</summary>
internal static class AuditVerb
{
    public static Command Create() =>
        new Command("audit", "What was decided and administered, by whom and with which token, the latest first").Pages().Runs(RunAsync);

    private static async Task RunAsync(Call call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        await call.Out.ManyAsync(
            call.FollowAsync(page => strata.ListAuditAsync(page, ct)),
            (console, entries) =>
            {
                var listing = new Listing(console, "#seq", "when", "action", "actor", "token", "about", "detail");
                foreach (var e in entries)
                {
                    listing.Row(
                        e.Seq.ToString(CultureInfo.InvariantCulture),
                        Values.Show(e.At),
                        e.Action,
                        e.Actor,
                        e.TokenId,
                        e.OtherId is null ? e.EntityId : $"{e.EntityId} → {e.OtherId}",
                        Terminal.Short(e.Reason ?? e.Detail?.GetRawText() ?? "", 60)
                    );
                }
                listing.Write("Nothing has been decided.");
            }
        );
    }
}
