using Strata.Schemas;

namespace Strata.Ledger;

/// <summary>
/// Compares stated fields with an entity's snapshot, by the describing fields (<see cref="SchemaDefinition.Describing"/>) that both have.
/// </summary>
internal sealed record StatedComparison(int Same, IReadOnlyList<string> Differing)
{
    /// <summary>Differing fields that contradict, if no field agrees; a single one may have changed.</summary>
    private const int Enough = 2;

    public bool Agrees => Same > 0;

    public bool Contradicts => Same == 0 && Differing.Count >= Enough;

    public static StatedComparison Of(SchemaDefinition schema, FieldList stated, Snapshot held)
    {
        var (same, differing) = (0, new List<string>());
        foreach (var (name, normaliser, _) in schema.Describing)
        {
            if (
                stated[name] is { } json
                && Normalisation.Of(normaliser, json) is { } one
                && held.Fields.TryGetValue(name, out var state)
                && Normalisation.Of(normaliser, state.Json) is { } other
            )
            {
                if (string.Equals(one, other, StringComparison.Ordinal))
                {
                    same++;
                }
                else
                {
                    differing.Add(name);
                }
            }
        }
        return new StatedComparison(same, differing);
    }
}
