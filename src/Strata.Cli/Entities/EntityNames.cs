using System.CommandLine;

namespace Strata.Cli.Entities;

/// <summary>
/// The store knows entities by id and by what identifies just one of them. Those that it does not show, which a person wants back, are
/// named here by the text of any of their fields.
/// </summary>
internal static class EntityNames
{
    private const int Shown = 10;

    /// <summary>Resolves a deleted entity, by id or by the text of one of its fields.</summary>
    public static async Task<string> DeletedAsync(this CommandContext call, IStrata strata, Argument<string> argument, CancellationToken ct)
    {
        var name = call.Get(argument);
        return Ids.IsEntity(name)
            ? name
            : OnlyOne(name, await HiddenAsync(strata, name, EntityStatus.Deleted, ct))
                ?? throw new StrataException(
                    ErrorCode.EntityNotFound,
                    $"No deleted entity matches '{name}'; see strata entities list --include-deleted."
                );
    }

    /// <summary>
    /// Resolves a merged entity, by id or by the text of one of its own fields, because its identifiers now resolve to the entity it was
    /// merged into.
    /// </summary>
    public static async Task<string> MergedAsync(this CommandContext call, IStrata strata, Argument<string> argument, CancellationToken ct)
    {
        var name = call.Get(argument);
        return Ids.IsEntity(name) ? name : OnlyOne(name, await HiddenAsync(strata, name, EntityStatus.Merged, ct)) ?? name;
    }

    private static async Task<IReadOnlyList<EntityView>> HiddenAsync(IStrata strata, string name, EntityStatus state, CancellationToken ct)
    {
        var query = new EntityQuery
        {
            Text = $"\"{name.Replace("\"", "", StringComparison.Ordinal)}\"",
            IncludeDeleted = state == EntityStatus.Deleted,
            IncludeMerged = state == EntityStatus.Merged,
            Limit = 200,
        };
        return [.. (await strata.Search.ListAsync(query, ReadAt.Now, ct)).Items.Where(e => e.State == state && Holds(e, name))];
    }

    private static bool Holds(EntityView entity, string name) =>
        entity.Fields.Values.Any(v =>
            v.ValueKind == JsonValueKind.String && string.Equals(v.GetString(), name, StringComparison.OrdinalIgnoreCase)
        );

    private static string? OnlyOne(string name, IReadOnlyList<EntityView> found) =>
        found switch
        {
            [var only] => only.EntityId,
            [] => null,
            _ when found.Where(e => string.Equals(e.Title, name, StringComparison.OrdinalIgnoreCase)).ToList() is [var called] =>
                called.EntityId,
            _ => throw new StrataException(
                ErrorCode.Conflict,
                $"'{name}' matches {(found.Count > Shown ? $"more than {Shown}" : found.Count)} entities; name one by its id:"
            )
            {
                Faults = [.. found.Take(Shown).Select(e => new Fault(e.EntityId, $"{e.EntityType} {e.Title}"))],
            },
        };
}
