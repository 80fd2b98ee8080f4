using Strata.Indexing;
using Strata.Schemas;

namespace Strata.Search;

/// <summary>Names that schemas give to types and fields, in many languages, by folded word.</summary>
internal sealed class SchemaNames(SchemaSet schemas)
{
    private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<SchemaDefinition, Named> Known = [];

    /// <summary>Returns the type of a name in any language.</summary>
    public static string TypeOf(SchemaSet schemas, string name) =>
        schemas.Find(name)?.EntityType
        ?? (
            Single(name) is { } word
                ? schemas.All.FirstOrDefault(s => Of(s).Types.Contains(word))
                    ?? schemas.All.FirstOrDefault(s => Of(s).Types.Contains(word.TrimEnd('s')))
                : null
        )?.EntityType
        ?? schemas.Get(name).EntityType;

    public IEnumerable<string> Types(IReadOnlyList<WordForm> forms) =>
        schemas.All.Where(s => Said(forms).Any(Of(s).Types.Contains)).Select(s => s.EntityType);

    public IEnumerable<string> Fields(IReadOnlyList<WordForm> forms) =>
        schemas.All.SelectMany(s => Said(forms).SelectMany(w => Of(s).Fields[w])).Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> Said(IReadOnlyList<WordForm> forms) =>
        forms.Where(f => f.Kind is FormKind.Exact or FormKind.Spelled or FormKind.Stem).Select(f => f.Word);

    private static Named Of(SchemaDefinition schema) =>
        Known.GetValue(
            schema,
            static s => new Named(
                s.Names.Append(s.EntityType).Select(Single).OfType<string>().ToHashSet(StringComparer.Ordinal),
                s.Fields.Values.SelectMany(f => f.Aliases.Append(f.Name).Select(a => (Word: Single(a), f.Name)))
                    .Where(a => a.Word is not null && !StopWords.Contains(a.Word))
                    .Distinct()
                    .ToLookup(a => a.Word ?? "", a => a.Name, StringComparer.Ordinal)
            )
        );

    /// <summary>Only names of one word: others are too common by their parts.</summary>
    private static string? Single(string name) => Tokens.Of(name.Replace('_', ' ')) is [var only] ? only.Text : null;

    private sealed record Named(HashSet<string> Types, ILookup<string, string> Fields);
}
