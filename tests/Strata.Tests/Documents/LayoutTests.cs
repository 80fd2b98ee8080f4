using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Strata.Documents.Programs;
using Strata.Interpretation;
using Strata.Parsing;
using Strata.Tests.Interpretation;

namespace Strata.Tests.Documents;

/// <summary>
/// Invoices, receipts and statements in several layouts, languages and currencies, as PDFs made by LibreOffice, read by <c>rules</c> and
/// scored field by field against <c>Layouts/truth.json</c>. A field is right where its value is the true one, wrong where it is another, and
/// spurious where the truth has none; line items count by their number.
/// </summary>
public sealed class LayoutTests(ITestOutputHelper output)
{
    /// <summary>The sets were written one after another, each without knowing the rules, which were improved after its first run.</summary>
    /// <param name="folder">All but the last have their figures in docs/benchmarks.md; <c>HeldOut3</c> has texts, mails, web pages and DOCX too.</param>
    [Theory]
    [InlineData("")]
    [InlineData("HeldOut/")]
    [InlineData("HeldOut2/")]
    [InlineData("HeldOut3/")]
    [InlineData("HeldOut4/")]
    public async Task Fields_of_business_papers_are_found_and_right(string folder)
    {
        var all = await ScoreAsync(folder);
        all.Recall.ShouldBeGreaterThanOrEqualTo(0.95);
        all.Precision.ShouldBeGreaterThanOrEqualTo(0.95);
    }

    private async Task<Score> ScoreAsync(string folder)
    {
        using var truth = JsonDocument.Parse(await File.ReadAllTextAsync(At($"{folder}truth.json"), TestContext.Current.CancellationToken));
        var scores = new SortedDictionary<string, Score>(StringComparer.Ordinal);
        foreach (var paper in truth.RootElement.EnumerateObject())
        {
            var found = await ReadAsync(folder + (Path.HasExtension(paper.Name) ? paper.Name : $"{paper.Name}.pdf"));
            foreach (var (expected, i) in paper.Value.EnumerateArray().Select((e, i) => (e, i)))
            {
                var type = expected.GetProperty("type").GetString();
                var finding = found.Where(f => f.Schema.EntityType == type).ElementAtOrDefault(i);
                Compare(paper.Name, expected, finding, scores);
            }
        }

        foreach (var (field, score) in scores)
        {
            output.WriteLine($"{field,-18} right {score.Right,3}  wrong {score.Wrong,2}  missing {score.Missing,2}  spurious {score.Spurious,2}  precision {score.Precision:0.00}  recall {score.Recall:0.00}");
        }

        var all = scores.Values.Aggregate((a, b) => a + b);
        output.WriteLine($"all                precision {all.Precision:0.000}  recall {all.Recall:0.000} over {all.Right + all.Wrong + all.Missing} fields");
        return all;
    }

    private readonly record struct Score(int Right, int Wrong, int Missing, int Spurious)
    {
        public double Precision => Right == 0 ? 0 : (double)Right / (Right + Wrong + Spurious);
        public double Recall => Right == 0 ? 0 : (double)Right / (Right + Wrong + Missing);

        public static Score operator +(Score a, Score b) => new(a.Right + b.Right, a.Wrong + b.Wrong, a.Missing + b.Missing, a.Spurious + b.Spurious);
    }

    private void Compare(string paper, JsonElement expected, Finding? finding, SortedDictionary<string, Score> scores)
    {
        var found = finding?.Fields.ToDictionary(f => f.Name, f => f.Json) ?? [];
        foreach (var field in expected.EnumerateObject().Where(field => field.Name != "type"))
        {
            var value = found.GetValueOrDefault(field.Name);
            var score = value is null ? new Score(0, 0, 1, 0) : Same(field, value) ? new Score(1, 0, 0, 0) : new Score(0, 1, 0, 0);
            scores[field.Name] = scores.GetValueOrDefault(field.Name) + score;
            if (score.Right == 0)
            {
                output.WriteLine($"{paper}: {field.Name} is {value ?? "missing"}, true is {field.Value}");
            }
        }

        foreach (var name in found.Keys.Where(name => !expected.TryGetProperty(name, out _)))
        {
            scores[name] = scores.GetValueOrDefault(name) + new Score(0, 0, 0, 1);
            output.WriteLine($"{paper}: {name} is {found[name]}, the paper has none");
        }
    }

    private static bool Same(JsonProperty field, string json)
    {
        using var value = JsonDocument.Parse(json);
        return value.RootElement.ValueKind switch
        {
            JsonValueKind.Array => field.Value.ValueKind == JsonValueKind.Number && value.RootElement.GetArrayLength() == field.Value.GetInt32(),
            JsonValueKind.Number => field.Value.ValueKind == JsonValueKind.Number && value.RootElement.GetDecimal() == field.Value.GetDecimal(),
            _ => value.RootElement.GetString() == (field.Value.ValueKind == JsonValueKind.String ? field.Value.GetString() : field.Value.GetRawText()),
        };
    }

    private static async Task<IReadOnlyList<Finding>> ReadAsync(string name)
    {
        await using var source = File.OpenRead(At(name));
        var mediaType = MediaTypes.Explain(source, Path.GetFileName(name), null).MediaType;
        source.Position = 0;
        var parser = Parsers.For(mediaType).ShouldNotBeNull();
        await using var converted = parser.Conversion is null ? null : await Conversions.ConvertAsync(parser.Conversion, source, mediaType, null, TestContext.Current.CancellationToken);
        var own = await File.ReadAllBytesAsync(At(name), TestContext.Current.CancellationToken);
        var findings = new List<Finding>();
        foreach (var document in parser.Parse(converted?.Content ?? source, Path.GetFileName(name), ParseBudget.Default))
        {
            var blocks = document.Blocks.ToList();
            var text = document.IsRendered ? Encoding.UTF8.GetBytes(string.Join(RenderedText.Separator, blocks.Select(block => block.Text))) : own;
            var session = RulesInterpreter.Start(TextSource.Seeds, RulesOptions.Default, document, name, range => Encoding.UTF8.GetString(text, (int)range.Start, (int)range.Length));
            foreach (var finding in session.Interpret(blocks))
            {
                findings.Add(finding);
                foreach (var field in finding.Fields)
                {
                    Encoding.UTF8.GetString(text, (int)field.Range.Start, (int)field.Range.Length).ShouldBe(field.Raw);
                }
            }
        }

        return findings;
    }

    private static string At(string name, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here) ?? "", "Layouts", name);
}
