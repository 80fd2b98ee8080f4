using System.CommandLine;
using Strata.Cli.Output;

namespace Strata.Cli.Entities;

/// <summary>Lists entities, filtered and sorted.</summary>
internal static class EntitiesListVerb
{
    private static readonly Option<string?> Columns = new("--columns")
    {
        HelpName = "A,B,C",
        Description = "Fields to show (default: those that the schema names the entity by, with its dates and amounts)",
    };
    private static readonly Option<string?> Sort = new("--sort")
    {
        HelpName = "FIELD",
        Description = "Sort by a field, created or updated; -FIELD for descending order",
    };
    private static readonly Option<string?> ChangedSince = new("--changed-since")
    {
        HelpName = "TIME|SEQ",
        Description = "Only entities changed since this time or ledger seq",
    };
    private static readonly Option<bool> Merged = new("--include-merged") { Description = "Include entities merged into another" };
    private static readonly Option<bool> Deleted = new("--include-deleted") { Description = "Include deleted entities" };

    public static Command Create() =>
        new Command("list", "List entities, filtered and sorted") { Columns, Sort, ChangedSince, Merged, Deleted }
            .Filters()
            .PrintsCsv()
            .ReadsPast()
            .Pages()
            .Runs(RunAsync);

    private static async Task RunAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        var csv = call.Csv();
        var query = await call.QueryAsync(strata, ct) with
        {
            Sort = call.Get(Sort),
            ChangedSince = call.Get(ChangedSince),
            IncludeMerged = call.Get(Merged),
            IncludeDeleted = call.Get(Deleted),
        };
        var type = call.Out.IsJson || query.EntityType is not { } named ? null : await FilterOptions.SchemaAsync(strata, named, ct);
        var columns = EntityColumns.Of(call.Get(Columns), type, [.. query.Filters.Select(f => f.Field), query.Sort?.TrimStart('-') ?? ""]);
        string? understood = null;
        var entities = call.FollowAsync(async page =>
        {
            var found = await strata.Search.ListAsync(query with { Limit = page.Limit, Cursor = page.Cursor }, call.At(), ct);
            understood ??= found.Where;
            return found;
        });
        if (csv is not null)
        {
            var cells = columns ?? EntityColumns.Plain;
            csv.Row(["entity_id", .. cells.Fields]);
            await foreach (var entity in entities)
            {
                csv.Row([entity.EntityId, .. cells.Fields.Select(f => CsvWriter.Cell(cells.Value(entity, f)))]);
            }
            return;
        }
        await call.Out.ManyAsync(
            entities,
            (console, found) =>
            {
                if (columns is null)
                {
                    EntityConsoleView.Show(console, found, [.. query.Filters.Select(f => f.Field), query.Sort?.TrimStart('-') ?? ""]);
                }
                else
                {
                    columns.Show(console, found, call.Out.IsTerminal);
                }
            }
        );
        if (understood is not null && !string.Equals(understood, query.Where, StringComparison.Ordinal))
        {
            call.Out.Note($"where {Terminal.Safe(understood)}");
        }
    }
}
