using System.CommandLine;
using Strata.Cli.Output;

namespace Strata.Cli.Accounts;

/// <summary>Lists who decided what, and when.</summary>
internal static class AuditVerb
{
    private static readonly Option<string?> Since = new("--since") { HelpName = "TIME", Description = "At or after this date or time" };
    private static readonly Option<string?> Until = new("--until")
    {
        HelpName = "TIME",
        Description = "Before this time; a date includes the whole day",
    };
    private static readonly Option<string?> Action = new("--action")
    {
        HelpName = "ACTION",
        Description = "Only this action: correction, merge, retract, add_token, set_plan, …",
    };
    private static readonly Option<string?> Actor = new("--actor")
    {
        HelpName = "ACTOR",
        Description = "Only by this interface or program: cli, rest, mcp, operator, …",
    };
    private static readonly Option<string?> Key = new("--with-token")
    {
        HelpName = "TOKEN",
        Description = "Only actions made with this token: tok_…",
    };
    private static readonly Option<string?> About = new("--about")
    {
        HelpName = "ID",
        Description = "Only actions on this entity (ent_… or an identifier), observation (obs_…) or decision (dec_…)",
    };

    public static Command Create() =>
        new Command("audit", "List decisions and administrative actions, by whom and with which token, newest first")
        {
            Since,
            Until,
            Action,
            Actor,
            Key,
            About,
        }
            .Pages()
            .Runs(RunAsync);

    private static async Task RunAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        var query = new AuditQuery
        {
            Since = SharedOptions.TimeText("--since", call.Get(Since)),
            Until = SharedOptions.TimeText("--until", call.Get(Until)),
            Action = call.Get(Action),
            Actor = call.Get(Actor),
            TokenId = call.Get(Key),
            About = call.Get(About),
        };
        await call.Out.ManyAsync(
            call.FollowAsync(page => strata.Audit.ListAsync(query with { Limit = page.Limit, Cursor = page.Cursor }, ct)),
            (console, entries) =>
            {
                var listing = new ConsoleTable(console, "#seq", "when", "action", "actor", "token", "about", "detail");
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
                listing.Write("No decisions.");
            }
        );
    }
}
