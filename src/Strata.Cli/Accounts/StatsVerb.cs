using System.CommandLine;
using Strata.Cli.Output;

namespace Strata.Cli.Accounts;

/// <summary>Shows how much a store holds.</summary>
internal static class StatsVerb
{
    public static Command Create() => new Command("stats", "Count what the store holds, and entities by type").Runs(RunAsync);

    private static async Task RunAsync(CommandContext call, CancellationToken ct) =>
        call.Out.One(
            await (await call.StrataAsync(ct)).Usage.GetStatsAsync(ct),
            (console, stats) =>
            {
                var table = new ConsoleTable(console, "what", "#count");
                Row("ledger entries", stats.Seq);
                Row("sources", stats.Sources);
                Row("documents", stats.Documents);
                Row("runs", stats.Runs);
                Row("observations", stats.Observations);
                Row("decisions", stats.Decisions);
                Row("entities", stats.Entities);
                Row("merged entities", stats.Merged);
                foreach (var type in stats.Types)
                {
                    Row(type is { Untyped: true, EntityType: not "generic" } ? $"?{type.EntityType}" : type.EntityType, type.Entities);
                }
                table.Write("Nothing.");

                void Row(string what, long count) => table.Row(what, count.ToString("N0", CultureInfo.InvariantCulture));
            }
        );
}
