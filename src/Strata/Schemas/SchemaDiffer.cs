using Strata.Schemas.Validation;

namespace Strata.Schemas;

/// <summary>Compares two schemas.</summary>
public static class SchemaDiffer
{
    /// <summary>
    /// Returns changes ordered by JSON pointer. Objects are compared key by key; other values, arrays included, as a whole.
    /// </summary>
    public static IReadOnlyList<SchemaChange> Diff(SchemaDefinition a, SchemaDefinition b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        using var before = JsonDocument.Parse(a.Body);
        using var after = JsonDocument.Parse(b.Body);
        var changes = new List<SchemaChange>();
        Compare("", before.RootElement.Clone(), after.RootElement.Clone(), changes);
        return [.. changes.OrderBy(c => c.Path, StringComparer.Ordinal)];
    }

    private static void Compare(string at, JsonElement before, JsonElement after, List<SchemaChange> changes)
    {
        if (JsonElement.DeepEquals(before, after))
        {
            return;
        }
        if (before.ValueKind == JsonValueKind.Object && after.ValueKind == JsonValueKind.Object)
        {
            Members(at, before, after, changes);
        }
        else
        {
            changes.Add(new SchemaChange(at, "changed", before, after));
        }
    }

    private static void Members(string at, JsonElement before, JsonElement after, List<SchemaChange> changes)
    {
        foreach (var member in before.EnumerateObject())
        {
            var path = JsonPointer.Then(at, member.Name);
            if (after.TryGetProperty(member.Name, out var other))
            {
                Compare(path, member.Value, other, changes);
            }
            else
            {
                changes.Add(new SchemaChange(path, "removed", member.Value, null));
            }
        }
        foreach (var member in after.EnumerateObject().Where(m => !before.TryGetProperty(m.Name, out _)))
        {
            changes.Add(new SchemaChange(JsonPointer.Then(at, member.Name), "added", null, member.Value));
        }
    }
}
