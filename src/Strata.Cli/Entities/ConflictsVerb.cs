using System.CommandLine;
using Strata.Cli.Output;

namespace Strata.Cli.Entities;

/// <summary>Lists entities of whose fields sources say different things.</summary>
internal static class ConflictsVerb
{
    public static Command Create() =>
        new Command("conflicts", "List entities of whose fields sources say different things; strata correct settles one")
        {
            SharedOptions.Type,
        }
            .Pages()
            .Runs(RunAsync);

    private static async Task RunAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        var query = new ListConflicts { EntityType = call.Get(SharedOptions.Type) };
        await call.Out.ManyAsync(
            call.FollowAsync(page => strata.Entities.ListConflictsAsync(query with { Limit = page.Limit, Cursor = page.Cursor }, ct)),
            (console, conflicts) =>
            {
                var listing = new ConsoleTable(console, "id", "title", "field", "won", "others say");
                foreach (var conflict in conflicts)
                {
                    foreach (var (field, values) in conflict.Fields)
                    {
                        listing.Row(
                            conflict.EntityId,
                            Terminal.Short(conflict.Title ?? "", 40),
                            field,
                            Terminal.Short(Values.Show(values[0]), 40),
                            Terminal.Short(string.Join(", ", values.Skip(1).Select(v => Values.Show(v))), 60)
                        );
                    }
                }
                listing.Write("Nothing contradicts itself.");
            }
        );
    }
}
