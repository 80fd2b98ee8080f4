using System.Runtime.InteropServices;
using Strata.Schemas;

namespace Strata.Rules.Records;

/// <summary>What similar records have in common.</summary>
/// <param name="Names">Numbers of the filled names, ascending.</param>
/// <param name="Word">The record's own word for its type, folded, if a schema has that name; else null.</param>
internal readonly record struct RecordShape(string Section, string Names, string? Word);

/// <summary>Distinguishes the shapes of records. Not for concurrent use.</summary>
internal sealed class RecordShapes(IReadOnlyList<SchemaDefinition> schemas)
{
    // Names beyond these share a number: JSON can have new ones in every record, and useful shapes are far fewer.
    private const int MaxNames = 20_000;

    private static readonly HashSet<string> Telling = new(StringComparer.Ordinal)
    {
        "class",
        "documenttype",
        "entitytype",
        "kind",
        "object",
        "objecttype",
        "recordtype",
        "resourcetype",
        "type",
    };

    private readonly HashSet<string> _known = schemas.SelectMany(s => s.Names).ToHashSet(StringComparer.Ordinal);
    private readonly Dictionary<string, (char Number, bool Tells)> _names = new(StringComparer.Ordinal);
    private readonly List<char> _filled = [];
    private (string Names, char[] Filled) _last = ("", []);

    public RecordShape Of(Block record)
    {
        _filled.Clear();
        string? word = null;
        foreach (var value in record.Fields)
        {
            if (RecordReader.IsAbsent(value))
            {
                continue;
            }
            if (!_names.TryGetValue(value.Name, out var name))
            {
                name = ((char)_names.Count, Telling.Contains(FieldNames.Fold(value.Name)));
                if (_names.Count < MaxNames)
                {
                    _names.Add(value.Name, name);
                }
            }
            _filled.Add(name.Number);
            if (
                name.Tells
                && word is null
                && value.Json is ['"', ..]
                && FieldNames.Fold(value.Text) is var folded
                && _known.Contains(folded)
            )
            {
                word = folded;
            }
        }
        _filled.Sort();
        var span = CollectionsMarshal.AsSpan(_filled);
        if (!span.SequenceEqual(_last.Filled))
        {
            _last = (new string(span), span.ToArray());
        }
        return new RecordShape(record.Section, _last.Names, word);
    }
}
