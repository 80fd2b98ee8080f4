using Strata.Database;
using Strata.Ledger;
using Strata.Schemas;

namespace Strata.Entities;

internal static class Corrections
{
    /// <summary>
    /// Throws unless every corrected field is declared and its value fits, or is an undeclared field that the entity has: of that any value
    /// fits. Invalid values are not kept as fragments.
    /// </summary>
    /// <param name="undeclared">The entity's undeclared fields; null if there are none.</param>
    /// <returns>Declared fields, and the others as fragments; null if there are none.</returns>
    public static (FieldList Fields, string? Fragments) Check(
        SchemaDefinition schema,
        IReadOnlyDictionary<string, JsonElement> fields,
        IReadOnlyDictionary<string, FragmentView>? undeclared
    )
    {
        if (fields.Count == 0)
        {
            throw new StrataException(ErrorCode.InvalidContent, "A correction must name at least one field.");
        }
        var faults = new List<Fault>();
        var kept = new List<Fragments.Fragment>();
        foreach (var (name, value) in fields)
        {
            if (
                !schema.Declares(name)
                && undeclared is not null
                && FieldNames.Same(name, [.. undeclared.Where(f => f.Value.Reason != Fragments.RawReason).Select(f => f.Key)]) is { } known
            )
            {
                if (kept.Exists(f => string.Equals(f.Name, known, StringComparison.Ordinal)))
                {
                    faults.Add(new Fault("/" + name, $"'{known}' is given twice"));
                    continue;
                }
                kept.Add(new Fragments.Fragment(known, CanonicalJson.Of(value), Fragments.CorrectedReason, Range: null));
                continue;
            }
            var reason = schema.Declares(name) ? schema.Reject(name, value) : Unknown(schema, name, undeclared);
            if (reason is not null)
            {
                faults.Add(new Fault("/" + name, reason));
            }
        }
        if (faults.Count > 0)
        {
            throw new StrataException(
                ErrorCode.SchemaValidationFailed,
                $"The correction does not match schema '{schema.EntityType}' version {schema.Version}: {faults[0].Path} {faults[0].Reason}."
            )
            {
                Faults = faults,
            };
        }
        return (
            FieldList.From(fields.Where(f => schema.Declares(f.Key)).Select(f => KeyValuePair.Create(f.Key, CanonicalJson.Of(f.Value)))),
            Fragments.Write(kept)
        );
    }

    private static string Unknown(SchemaDefinition schema, string name, IReadOnlyDictionary<string, FragmentView>? undeclared)
    {
        var others = undeclared?.Where(f => f.Value.Reason != Fragments.RawReason).Select(f => f.Key).ToList() ?? [];
        return schema.Lacks(name) + (others.Count == 0 ? "" : $"; and this one has undeclared: {string.Join(", ", others)}");
    }

    /// <summary>Returns the correction's fields whose value comes from another correction; null if there are none.</summary>
    public static IReadOnlyList<HeldField>? Held(StoredObservation correction, FieldList fields)
    {
        var held = new List<HeldField>();
        foreach (var (name, _) in fields.Span)
        {
            var holder = correction.Root.Snapshot.Fields[name].Stamp;
            if (holder.Seq != correction.Seq)
            {
                held.Add(new HeldField(name, Ids.Observation(holder.Seq), UnixTime.Time(holder.ObservedAt)));
            }
        }
        return held.Count == 0 ? null : held;
    }
}
