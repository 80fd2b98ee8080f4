using Strata.Database;
using Strata.Indexing;
using Strata.Ledger;
using Strata.Schemas;

namespace Strata.Entities;

/// <summary>
/// Resolves values of reference fields: a value names an entity if, normalised by an identity rule of one field, it gives a key of that
/// entity or of one merged into it. Used from both sides of a reference.
/// </summary>
internal static class References
{
    private static readonly string[] OnlyShared = [Origins.Shared];

    /// <summary>Returns the keys that a value, or each element of an array, gives by the identity rules of the target type.</summary>
    /// <param name="origins">In which a local identifier is sought; see <see cref="Origins"/>.</param>
    public static IEnumerable<string> KeysOf(SchemaDefinition target, string json, IReadOnlyList<string> origins) =>
        JsonArrays.Elements(json).Where(IsScalar).SelectMany(value => KeysOfScalar(target, JsonText.Element(value), origins));

    /// <summary>The same for one scalar.</summary>
    public static IEnumerable<string> KeysOfScalar(SchemaDefinition target, JsonElement value, IReadOnlyList<string> origins) =>
        from rule in target.Identity
        where rule.Fields.Count == 1
        let key = rule.KeyOf(_ => value)
        where key is not null
        from scoped in (rule.IsLocal ? origins : OnlyShared).Select(o => EntityKeys.Scoped(rule, key, o)).Distinct(StringComparer.Ordinal)
        select EntityKeys.Stored(target.EntityType, scoped);

    /// <summary>Returns the keys of one scalar before hashing.</summary>
    public static IEnumerable<string> TextsOf(SchemaDefinition target, string json)
    {
        var value = JsonText.Element(json);
        return target.Identity.Where(r => r.Fields.Count == 1).Select(r => r.KeyOf(_ => value)).OfType<string>();
    }

    /// <summary>Returns an entity's keys, with the values that gave them, from all its observations up to the point.</summary>
    /// <param name="every">Every version of every schema.</param>
    public static async Task<KnownBy> KnownByAsync(
        UserConnection connection,
        SchemaStore schemas,
        IReadOnlyDictionary<(string Type, int Version), SchemaDefinition> every,
        EntityState state,
        ReadPoint point
    )
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        var looked = 0;
        var retracted = await ObservationReader.RetractedAsync(connection, state.Members, point.Seq);
        await foreach (var observation in ObservationReader.StreamAsync(connection, state.Members, point.Seq, point.ObservedBy))
        {
            if (++looked > PastValues.MaxLooked)
            {
                break;
            }
            if (retracted.Contains(observation.Seq))
            {
                continue;
            }
            var fields = FieldList.Parse(observation.Fields);
            foreach (var schema in KeyClaim.SchemasOf(every, observation.EntityType, observation).Schemas)
            {
                foreach (var key in EntityKeys.Of(schema, fields, observation.Repeats, observation.Origin))
                {
                    if (
                        key.Index < schema.Identity.Count
                        && schema.Identity[key.Index].Fields is [var only]
                        && fields[only.Field] is { } json
                        && IsScalar(json)
                    )
                    {
                        given[key.Key] = json;
                    }
                }
            }
        }
        var owners = await PastKeys.OwnersAsync(connection, schemas, given.Keys, point);
        var members = state.Members.ToHashSet();
        return new KnownBy(
            owners.Where(o => members.Contains(o.Value)).ToDictionary(o => o.Key, o => given[o.Key], StringComparer.Ordinal),
            looked <= PastValues.MaxLooked
        );
    }

    /// <summary>Returns the value that an index key stands for, as JSON; null if the key holds too little of it to compare.</summary>
    public static string? Said(FieldKind kind, byte[] key) =>
        ValueKey.IsMore(key) || kind == FieldKind.DateTime || ValueKey.IsCut(key) ? null : ValueKey.Said(key);

    /// <summary>
    /// Returns the first 8 letters and digits of a text, which texts that begin alike share under any text normaliser. Null if the text has
    /// no more than 8.
    /// </summary>
    public static string? Beginning(string text)
    {
        const int Characters = 8;
        var plain = Normalisation.Text(Normaliser.Name, text).Replace(" ", "", StringComparison.Ordinal);
        return plain.Length > Characters ? plain[..Characters] : null;
    }

    /// <summary>Whether the identity rules of a type compare the beginnings of long texts, not marks or digits anywhere in them.</summary>
    public static bool ComparesBeginnings(SchemaDefinition target) =>
        target
            .Identity.Where(r => r.Fields.Count == 1)
            .All(r => r.Fields[0].Normaliser is not (Normaliser.Phone or Normaliser.Number or Normaliser.Date));

    private static bool IsScalar(string json) => json is not ['[' or '{' or 'n', ..];
}

/// <param name="Keys">Stored keys, each with a value that gave it, as canonical JSON.</param>
/// <param name="IsWhole">Whether all observations were read.</param>
internal sealed record KnownBy(Dictionary<string, string> Keys, bool IsWhole)
{
    public bool Includes(IEnumerable<string> keys) => keys.Any(Keys.ContainsKey);
}
