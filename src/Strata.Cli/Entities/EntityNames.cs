using System.CommandLine;

namespace Strata.Cli.Entities;

/// <summary>
/// Entities are named by id, or by anything that identifies just one of them: an invoice number, an e-mail address. What is called so is
/// meant before what only mentions it: a company, and not its invoices.
/// </summary>
internal static class EntityNames
{
    private const int Shown = 10;
    private const int Looked = 200;

    public static Task<string> EntityAsync(this CommandContext call, IStrata strata, Argument<string> argument, CancellationToken ct) =>
        call.EntityAsync(strata, call.Get(argument), ct);

    /// <summary>
    /// Resolves a name as known at --known-at. Ignores --valid-at, so that a query about the time before an entity was observed can name
    /// it.
    /// </summary>
    public static Task<string> EntityAsync(this CommandContext call, IStrata strata, string name, CancellationToken ct) =>
        ResolveAsync(strata, name, new ReadAt(call.At().KnownAt), ct);

    /// <summary>Resolves a name as known now.</summary>
    public static Task<string> ResolveAsync(IStrata strata, string name, CancellationToken ct) =>
        ResolveAsync(strata, name, ReadAt.Now, ct);

    private static async Task<string> ResolveAsync(IStrata strata, string name, ReadAt at, CancellationToken ct) =>
        IsId(name) ? name : OnlyOne(name, await KnownAsync(strata, name, at, ct), at.IsNow ? "No entity" : "At that point, no entity");

    /// <summary>Returns the entities that match the name; stops once more than <see cref="Looked"/> are found.</summary>
    private static async Task<IReadOnlyList<EntityView>> KnownAsync(IStrata strata, string name, ReadAt at, CancellationToken ct)
    {
        var found = new List<EntityView>();
        string? cursor = null;
        do
        {
            var page = await strata.Search.FindAsync(name, null, new PageRequest(Cursor: cursor), at, ct);
            found.AddRange(page.Items);
            cursor = page.NextCursor;
        } while (cursor is not null && found.Count <= Looked);
        return found;
    }

    /// <summary>Resolves a deleted entity, by id or by the text of one of its fields.</summary>
    public static async Task<string> DeletedAsync(this CommandContext call, IStrata strata, Argument<string> argument, CancellationToken ct)
    {
        var name = call.Get(argument);
        return IsId(name)
            ? name
            : OnlyOne(
                name,
                await HiddenAsync(strata, name, EntityStatus.Deleted, ct),
                "No deleted entity",
                "strata entities list --include-deleted"
            );
    }

    /// <summary>
    /// Resolves a merged entity, by id or by the text of one of its own fields, because its identifiers now resolve to the entity it was
    /// merged into.
    /// </summary>
    public static async Task<string> MergedAsync(this CommandContext call, IStrata strata, Argument<string> argument, CancellationToken ct)
    {
        var name = call.Get(argument);
        return IsId(name) ? name
            : await HiddenAsync(strata, name, EntityStatus.Merged, ct) is { Count: > 0 } merged ? OnlyOne(name, merged, "No merged entity")
            : await ResolveAsync(strata, name, ct);
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

    private static bool IsId(string name) => name.StartsWith("ent_", StringComparison.Ordinal);

    private static bool Holds(EntityView entity, string name) =>
        entity.Fields.Values.Any(v =>
            v.ValueKind == JsonValueKind.String && string.Equals(v.GetString(), name, StringComparison.OrdinalIgnoreCase)
        );

    private static string OnlyOne(string name, IReadOnlyList<EntityView> found, string none, string? listed = null) =>
        found switch
        {
            [var only] => only.EntityId,
            [] => throw new StrataException(
                ErrorCode.EntityNotFound,
                $"{none} matches '{name}'{(listed is null ? "" : "; see " + listed)}."
            ),
            _ when found.Count <= Looked
                    && found.Where(e => string.Equals(e.Title, name, StringComparison.OrdinalIgnoreCase)).ToList() is [var called] =>
                called.EntityId,
            _ => throw new UsageException(
                $"'{name}' matches {(found.Count > Shown ? $"more than {Shown}" : found.Count)} entities; name one by its id:"
            )
            {
                Choices = [.. found.Take(Shown).Select(e => new Fault(e.EntityId, $"{e.EntityType} {e.Title}"))],
            },
        };
}
