using Strata.Rules;
using Strata.Tests.Documents;

namespace Strata.Tests.Interpretation;

/// <summary>
/// What is read of the phrases of papers, statements and exports: of the first of each group surely, of all others by a score.
/// </summary>
public sealed class PhraseTests(ITestOutputHelper output)
{
    /// <summary>What a name has where nothing is read.</summary>
    private const string Nothing = "-";

    private const string Between = " | ";

    public static TheoryData<string> Rules => [.. PhraseSet.Rules.Select(rule => rule.Name)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Rule_holds(string name)
    {
        foreach (var phrase in PhraseSet.Rules.Single(rule => rule.Name == name).FirstOfEach)
        {
            Lines(Read(phrase)).ShouldBe(Lines(phrase.Values), phrase.Line);
        }
    }

    [Fact]
    public void Phrases_of_all_rules_are_read()
    {
        var wrong = new List<string>();
        var score = PhraseSet
            .Rules.SelectMany(rule => rule.All)
            .SelectMany(phrase =>
                phrase.Values.Zip(
                    Read(phrase),
                    (expected, found) =>
                    {
                        if (found.Value != expected.Value)
                        {
                            wrong.Add($"{phrase.Rule.Name}: {phrase.Line}: {expected.Name} is {found.Value}, not {expected.Value}");
                        }

                        return Scored(expected.Value, found.Value);
                    }
                )
            )
            .Aggregate((a, b) => a + b);

        var told = $"precision {score.Precision:0.000}, recall {score.Recall:0.000}; wrong:\n{string.Join('\n', wrong)}";
        output.WriteLine(told);
        score.Precision.ShouldBeGreaterThanOrEqualTo(0.995, told);
        score.Recall.ShouldBeGreaterThanOrEqualTo(0.995, told);
    }

    private static Score Scored(string expected, string found) =>
        (IsNothing(expected), IsNothing(found)) switch
        {
            (true, true) => default,
            (true, false) => new(0, 0, 0, Spurious: 1),
            (false, true) => new(0, 0, Missing: 1, 0),
            _ => found == expected ? new(Right: 1, 0, 0, 0) : new(0, Wrong: 1, 0, 0),
        };

    private static bool IsNothing(string values) => values.Split(Between).All(value => value == Nothing);

    private static IEnumerable<string> Lines(IEnumerable<(string Name, string Value)> values) => values.Select(v => $"{v.Name}: {v.Value}");

    private static List<(string Name, string Value)> Read(Phrase phrase)
    {
        var (session, findings) = Findings(phrase);
        if (findings.Where(f => f.Schema.EntityType is not ("note" or "generic")).ToList() is { Count: > 0 } named)
        {
            findings = named;
        }

        return [.. phrase.Values.Select(v => (v.Name, Said(v.Name)))];

        string Said(string name) =>
            name switch
            {
                "is" => Joined(findings.Select(f => f.Schema.EntityType)),
                "kept" => Joined(findings.SelectMany(f => f.Fragments).Select(f => $"{f.Name} {f.Raw}")),
                "why" => Joined(findings.SelectMany(f => f.Fragments).Select(f => f.Reason)),
                "doubts" => Joined(session.Notes.Select(note => note.Split(": ")[0])),
                "told" => Joined(session.Remarks.Select(remark => remark.Split(" (")[0])),
                _ => Joined(findings.Select(f => Field(f, name.Split(' ')))),
            };
    }

    private static string? Field(Finding finding, string[] name)
    {
        var fields = finding.Fields.Where(f => f.Name == name[0]);
        return fields
            .Select(f =>
                name is [_, "raw"] ? f.Raw
                : name is [_, "elsewhere"] ? f.Elsewhere?.Raw
                : f.Json[0] == '"' ? JsonSerializer.Deserialize<string>(f.Json)
                : f.Json
            )
            .SingleOrDefault();
    }

    private static string Joined(IEnumerable<string?> values) =>
        values.Select(value => value ?? Nothing).DefaultIfEmpty(Nothing).Aggregate((a, b) => a + Between + b);

    private static (RulesSession Session, IReadOnlyList<Finding> Findings) Findings(Phrase phrase) =>
        phrase.Rule.Kind switch
        {
            "csv" => ExportTests.Read($"{phrase.Text}\n", phrase.Rule.Type),
            "page" => TextSource.Page(Html(phrase.Text)),
            var kind => new TextSource(phrase.Text, markdown: kind == "markdown").Interpret(new() { EntityType = phrase.Rule.Type }),
        };

    private static string Html(string text) =>
        string.Concat(
            text.Split('\n')
                .Select(line =>
                    line.StartsWith('<') ? line
                    : line.Contains('|') ? TextSource.Table(line)
                    : $"<p>{line}</p>"
                )
        );
}
