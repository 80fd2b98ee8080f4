using System.CommandLine;

namespace Strata.Cli.Entities;

/// <summary>Options that say which entities a list, a sum or a count is about.</summary>
internal static class FilterOptions
{
    private static readonly Option<string[]> Filter = new("--filter")
    {
        HelpName = "CONDITION",
        Description =
            "total>100, vendor=Acme, name^=Ac (starts with), name~=cme (contains), due_date? (is set), !due_date (is not set); repeatable",
    };
    private static readonly Option<string[]> Where = new("--where")
    {
        HelpName = "FILTER",
        Description =
            "A filter with and, or, not: \"counterparty contains stadtwerke and date in last quarter\", \"total > 100 or status in (open, late)\"; repeatable, all must hold",
    };
    private static readonly Option<string?> Text = new("--text")
    {
        HelpName = "WORDS",
        Description = "Only entities whose text contains these words",
    };
    private static readonly Option<string?> Zone = new("--time-zone")
    {
        HelpName = "ZONE",
        Description = "Where days begin and end, e.g. Europe/Berlin (default: this machine's)",
    };

    public static Command Filters(this Command verb)
    {
        verb.Add(SharedOptions.Type);
        verb.Add(SharedOptions.Project);
        verb.Add(Where);
        verb.Add(Filter);
        verb.Add(Text);
        verb.Add(Zone);
        return verb;
    }

    /// <summary>The query that the options state.</summary>
    public static async Task<EntityQuery> QueryAsync(this CommandContext call, IStrata strata, CancellationToken ct)
    {
        var type = call.Get(SharedOptions.Type);
        var conditions = (call.Get(Filter) ?? []).Select(FilterArgument.Parse).ToList();
        var schema = type is null || conditions.Count == 0 ? null : (await SchemaAsync(strata, type, ct))?.Schema;
        return new EntityQuery
        {
            EntityType = type,
            Project = call.Get(SharedOptions.Project),
            Filters = [.. conditions.Select(c => c.ToFilter(schema))],
            Where = call.Get(Where) switch
            {
                null or [] => null,
                [var only] => only,
                var several => string.Join(" and ", several.Select(w => $"({w})")),
            },
            TimeZone = call.Get(Zone) ?? Local(),
            Text = call.Get(Text),
        };
    }

    /// <summary>Null for a type that only the input of untyped entities names; the list itself refuses others.</summary>
    internal static async Task<SchemaView?> SchemaAsync(IStrata strata, string type, CancellationToken ct)
    {
        try
        {
            return await strata.Schemas.GetAsync(type, null, ct);
        }
        catch (StrataException e) when (e.Code is ErrorCode.SchemaNotFound)
        {
            return null;
        }
    }

    /// <summary>This machine's time zone by its IANA name; null if it has none.</summary>
    private static string? Local()
    {
        var zone = TimeZoneInfo.Local;
        return zone.HasIanaId && zone.Id != "Local" ? zone.Id
            : TimeZoneInfo.TryConvertWindowsIdToIanaId(zone.Id, out var id) ? id
            : null;
    }
}
