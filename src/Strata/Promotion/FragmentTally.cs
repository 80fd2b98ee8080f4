using Strata.Schemas;

namespace Strata.Promotion;

/// <param name="Fields">Tallies by folded name.</param>
internal sealed record FragmentTally(
    FragmentOrigin Origin,
    IReadOnlyDictionary<string, FieldTally> Fields,
    long Observations,
    bool Complete
)
{
    /// <param name="schema">The active schema; null if there is none.</param>
    public FragmentReport Report(SchemaDefinition? schema)
    {
        List<(FragmentField Seen, FieldTally Tally)> fields =
        [
            .. Fields
                .Values.Select(tally => (Seen: tally.View(schema), tally))
                .OrderByDescending(f => f.Seen.Proposed)
                .ThenByDescending(f => f.Seen.Confidence)
                .ThenByDescending(f => f.Seen.Occurrences)
                .ThenBy(f => f.Seen.Name, StringComparer.Ordinal),
        ];
        var type =
            Origin.IsGeneric && (schema is null || SchemaSet.IsUntyped(schema.EntityType))
                ? ProposedType.Of([.. fields.Where(f => f.Seen.Proposed).Select(f => (f.Seen.ProposedName, f.Seen, f.Tally))], Observations)
                : new ProposedType(null, null);
        return new()
        {
            EntityType = Origin.EntityType,
            SuggestedType = Origin.SuggestedType,
            Observations = Observations,
            Complete = Complete,
            Fields = fields.ConvertAll(f => f.Seen),
            Title = type.Title,
            Identity = type.Identity,
        };
    }
}
