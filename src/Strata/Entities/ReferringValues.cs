using Strata.Database;
using Strata.Indexing;
using Strata.Schemas;

namespace Strata.Entities;

/// <summary>
/// The distinct values of a reference field, indexed by the keys that they give. The index stores them folded and cut, so a match here may
/// name an entity; a value that doesn't match can't.
/// </summary>
internal sealed class ReferringValues
{
    /// <summary>Most distinct values of one field compared per question.</summary>
    public const int MaxValues = 20_000;

    private readonly FieldKind _kind;
    private readonly SchemaDefinition _target;
    private readonly Dictionary<string, List<byte[]>> _byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<byte[]>> _byBeginning = new(StringComparer.Ordinal);
    private readonly List<byte[]> _untold = [];

    private ReferringValues(FieldKind kind, SchemaDefinition target) => (_kind, _target) = (kind, target);

    /// <summary>Whether all values of the field were compared.</summary>
    public bool IsWhole { get; private set; }

    public static async Task<ReferringValues> OfAsync(UserConnection connection, FieldKind kind, long fieldNo, SchemaDefinition target)
    {
        // Skips from each distinct value to the next, so a value shared by many entities costs one step.
        var values = await connection.QueryAsync<byte[]>(
            """
            with recursive different(value, n) as (
                select * from (
                    select value, 1 from entity_values where user_id = @user and field_no = @fieldNo order by value limit 1) as first
                union all
                select
                    (select v.value from entity_values v
                     where v.user_id = @user and v.field_no = @fieldNo and v.value > d.value order by v.value limit 1),
                    d.n + 1
                from different d where d.value is not null and d.n <= @most)
            select value from different where value is not null
            """,
            new { fieldNo, most = (long)MaxValues }
        );
        var found = new ReferringValues(kind, target) { IsWhole = values.Count <= MaxValues };
        foreach (var value in values)
        {
            found.Add(value);
        }
        return found;
    }

    private void Add(byte[] value)
    {
        if (References.Said(_kind, value) is { } said)
        {
            foreach (var key in References.TextsOf(_target, said))
            {
                Add(_byKey, key, value);
            }
        }
        else if (
            ValueKey.IsCut(value)
            && References.ComparesBeginnings(_target)
            && References.Beginning(JsonText.Plain(ValueKey.Said(value))) is { } beginning
        )
        {
            Add(_byBeginning, beginning, value);
        }
        else
        {
            _untold.Add(value);
        }
    }

    /// <summary>Returns the index values that may give one of an entity's keys.</summary>
    public IReadOnlyCollection<byte[]> That(KnownBy known)
    {
        var may = new HashSet<byte[]>(_untold);
        foreach (var json in known.Keys.Values)
        {
            foreach (var said in Forms(json))
            {
                foreach (var key in References.TextsOf(_target, said))
                {
                    may.UnionWith(_byKey.GetValueOrDefault(key) ?? []);
                }
            }
            if (json[0] == '"' && References.Beginning(JsonText.Plain(json)) is { } beginning)
            {
                may.UnionWith(_byBeginning.GetValueOrDefault(beginning) ?? []);
            }
            if (!IsWhole)
            {
                may.Add(ValueKey.Of(_kind, json));
            }
        }
        return may;
    }

    /// <summary>Returns a value as given and in its indexed forms, as text and as number.</summary>
    private static IEnumerable<string> Forms(string json)
    {
        yield return json;
        yield return ValueKey.Said(ValueKey.Of(FieldKind.Any, json));
        if (
            json[0] == '"'
            && double.TryParse(JsonText.Plain(json), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
        )
        {
            yield return ValueKey.Said(ValueKey.Of(FieldKind.Any, number.ToString("R", CultureInfo.InvariantCulture)));
        }
    }

    private static void Add(Dictionary<string, List<byte[]>> values, string key, byte[] value)
    {
        if (!values.TryGetValue(key, out var list))
        {
            values[key] = list = [];
        }
        list.Add(value);
    }
}
