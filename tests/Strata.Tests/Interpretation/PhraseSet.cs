using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Strata.Tests.Interpretation;

/// <summary>Phrases that say the same, and what is read of each: names and values.</summary>
internal sealed record PhraseReading(IReadOnlyList<(string Name, string Value)> Values, List<string> Phrases);

/// <param name="Kind">What the text is: text, markdown, page or csv.</param>
/// <param name="Type">The entity type that it is read as, where that is given.</param>
/// <param name="Text">Around the phrases, with <c>{}</c> in place of each part of one.</param>
internal sealed record PhraseRule(string Name, string Kind, string? Type, string Text, IReadOnlyList<PhraseReading> Readings)
{
    public IEnumerable<Phrase> All => Readings.SelectMany(reading => reading.Phrases.Select(phrase => Phrase(reading, phrase)));

    public IEnumerable<Phrase> FirstOfEach => Readings.Select(reading => Phrase(reading, reading.Phrases[0]));

    private Phrase Phrase(PhraseReading reading, string line)
    {
        var marked = new Queue<string>(line.Split('«').Skip(1).Select(part => part.Split('»')[0]));
        var values = reading.Values.Select(v => (v.Name, Regex.Replace(v.Value, "«»", _ => marked.Dequeue()))).ToList();
        marked.ShouldBeEmpty(line);
        var parts = line.Replace("«", "").Replace("»", "").Replace("\\n", "\n").Replace("\\t", "\t").Split('¦');
        var around = Text.Split("{}");
        parts = parts.Length == 1 ? [.. Enumerable.Repeat(parts[0], around.Length - 1)] : [.. parts.Select(part => part.Trim(' '))];
        parts.Length.ShouldBe(around.Length - 1, line);
        var text = around[0] + string.Concat(parts.Zip(around.Skip(1), string.Concat));
        return new Phrase(this, line, text, values);
    }
}

internal sealed record Phrase(PhraseRule Rule, string Line, string Text, IReadOnlyList<(string Name, string Value)> Values);

/// <summary>The rules of <c>Phrases.txt</c>, whose head says how they are written.</summary>
internal static class PhraseSet
{
    private static readonly string[] Kinds = ["markdown", "page", "csv"];

    public static IReadOnlyList<PhraseRule> Rules { get; } = [.. File.ReadAllText(At()).Split("\n\n\n", 2)[1].Split("\n# ").Select(Rule)];

    private static PhraseRule Rule(string part)
    {
        var (kind, type) = ("text", (string?)null);
        List<string> text = [];
        List<(string, string)> common = [];
        List<(string, string)> values = [];
        List<PhraseReading> readings = [];
        PhraseReading? open = null;
        var lines = part.Split('\n').Where(line => line.Length > 0).ToArray();
        foreach (var line in lines.Skip(1))
        {
            var rest = line.Length > 2 ? line[2..] : "";
            switch (line[0])
            {
                case '@':
                    kind = rest.Split(' ').Intersect(Kinds).SingleOrDefault(kind);
                    type = rest.Split(' ').Except(Kinds).SingleOrDefault();
                    break;
                case '>':
                    (common, values) = text.Count == 0 ? (values, []) : (common, values);
                    text.Add(rest);
                    break;
                case '-':
                    if (open is null)
                    {
                        readings.Add(open = new PhraseReading([.. common, .. values], []));
                    }

                    open.Phrases.Add(rest);
                    break;
                default:
                    (open, values) = open is null ? (open, values) : (null, []);
                    var name = line.Split(": ")[0];
                    values.Add((name, line[(name.Length + 2)..]));
                    break;
            }
        }

        return new PhraseRule(lines[0].TrimStart('#', ' '), kind, type, string.Join('\n', text), readings);
    }

    private static string At([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here) ?? "", "Phrases.txt");
}
