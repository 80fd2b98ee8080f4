using System.CommandLine;

namespace Strata.Cli.Entities;

/// <summary>Lists entities, filtered and sorted.</summary>
internal static class EntitiesListVerb
{
    private static readonly Option<string[]> Filter = new("--filter")
    {
        HelpName = "CONDITION",
        Description =
            "total>100, vendor=Acme, name^=Ac (starts with), name~=cme (contains), due_date? (is set), !due_date (is not set); repeatable",
    };
    private static readonly Option<string?> Text = new("--text")
    {
        HelpName = "WORDS",
        Description = "Only entities whose text contains these words",
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
        new Command("list", "List entities, filtered and sorted") { SharedOptions.Type, Filter, Text, Sort, ChangedSince, Merged, Deleted }
            .ReadsPast()
            .Pages()
            .Runs(RunAsync);

    private static async Task RunAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        var type = call.Get(SharedOptions.Type);
        var conditions = (call.Get(Filter) ?? []).Select(FilterArgument.Parse).ToList();
        var schema = type is null || conditions.Count == 0 ? null : await SchemaAsync(strata, type, ct);
        var query = new EntityQuery
        {
            EntityType = type,
            Filters = [.. conditions.Select(c => c.ToFilter(schema))],
            Text = call.Get(Text),
            Sort = call.Get(Sort),
            ChangedSince = call.Get(ChangedSince),
            IncludeMerged = call.Get(Merged),
            IncludeDeleted = call.Get(Deleted),
        };
        await call.Out.ManyAsync(
            call.FollowAsync(page => strata.Search.ListAsync(query with { Limit = page.Limit, Cursor = page.Cursor }, call.At(), ct)),
            (console, entities) =>
                EntityConsoleView.Show(console, entities, [.. query.Filters.Select(f => f.Field), query.Sort?.TrimStart('-') ?? ""])
        );
    }

    /// <summary>Null for a type that only the input of untyped entities names; the list itself refuses others.</summary>
    private static async Task<JsonElement?> SchemaAsync(IStrata strata, string type, CancellationToken ct)
    {
        try
        {
            return (await strata.Schemas.GetAsync(type, null, ct)).Schema;
        }
        catch (StrataException e) when (e.Code is ErrorCode.SchemaNotFound)
        {
            return null;
        }
    }
}
