using System.Collections.Frozen;

namespace Strata.Rules.Values;

/// <summary>Yes and no in English, German, French, Spanish, Italian, Dutch and Portuguese, 1 and 0, and check marks.</summary>
internal static class BooleanText
{
    public const string Unreadable = "neither yes nor no";

    private static readonly FrozenDictionary<string, bool>.AlternateLookup<ReadOnlySpan<char>> Words =
        "true t yes y on 1 x ✓ ✔ ☑ wahr ja j vrai oui verdadero si sí sì vero waar verdadeiro sim"
            .Split(' ')
            .Select(w => (w, true))
            .Concat("false f no n off 0 ✗ ✘ ☐ falsch nein faux non falso onwaar nee não nao".Split(' ').Select(w => (w, false)))
            .ToFrozenDictionary(x => x.w, x => x.Item2, StringComparer.OrdinalIgnoreCase)
            .GetAlternateLookup<ReadOnlySpan<char>>();

    public static Reading Read(ReadOnlySpan<char> text) =>
        Words.TryGetValue(text.Trim(), out var value) ? Reading.Of(value ? "true" : "false") : Reading.Not(Unreadable);
}
