using System.Runtime.CompilerServices;
using Strata.Documents.Programs;
using Strata.Parsing;
using Strata.Rules;
using Strata.Tests.Interpretation;

namespace Strata.Tests.Documents;

/// <summary>
/// Invoices, receipts and statements in several layouts, languages and currencies, as PDFs made by LibreOffice, read by <c>rules</c> and
/// scored field by field against <c>Layouts/truth.json</c> by <see cref="PaperScores"/>.
/// </summary>
public sealed class LayoutTests(ITestOutputHelper output)
{
    /// <summary>
    /// The sets were written one after another, each without knowing the rules, which were then improved on it: the scores here are of
    /// tuned sets, those of first runs are in the README.
    /// </summary>
    /// <param name="folder">The later ones have texts, mails, web pages and DOCX too.</param>
    [Theory]
    [InlineData("")]
    [InlineData("Papers1/")]
    [InlineData("Papers2/")]
    [InlineData("Papers3/")]
    [InlineData("Papers4/")]
    [InlineData("Papers5/")]
    public async Task Fields_of_business_papers_are_found_and_right(string folder)
    {
        var all = await ScoreAsync(folder);
        all.Recall.ShouldBeGreaterThanOrEqualTo(0.95);
        all.Precision.ShouldBeGreaterThanOrEqualTo(0.95);
    }

    [Theory(Explicit = true)]
    [InlineData("Papers6/")]
    [InlineData("Papers7/")]
    [InlineData("Papers8/")]
    [InlineData("Papers9/")]
    public async Task Fields_of_business_papers_are_scored(string folder) => (await ScoreAsync(folder)).Right.ShouldBeGreaterThan(0);

    private async Task<Score> ScoreAsync(string folder)
    {
        using var truth = JsonDocument.Parse(await File.ReadAllTextAsync(At($"{folder}truth.json"), TestContext.Current.CancellationToken));
        var scores = new PaperScores(output.WriteLine);
        foreach (var paper in truth.RootElement.EnumerateObject())
        {
            scores.Add(
                paper.Name,
                paper.Value,
                await ReadAsync(folder + (Path.HasExtension(paper.Name) ? paper.Name : $"{paper.Name}.pdf"))
            );
        }

        foreach (var (field, score) in scores.Fields)
        {
            output.WriteLine(
                $"{field, -18} right {score.Right, 3}  wrong {score.Wrong, 2}  missing {score.Missing, 2}  spurious {score.Spurious, 2}  precision {score.Precision:0.00}  recall {score.Recall:0.00}"
            );
        }

        var all = scores.All;
        output.WriteLine(
            $"all                precision {all.Precision:0.000}  recall {all.Recall:0.000} over {all.Right + all.Wrong + all.Missing} fields"
        );
        return all;
    }

    private static async Task<IReadOnlyList<Finding>> ReadAsync(string name)
    {
        await using var source = File.OpenRead(At(name));
        var mediaType = MediaTypes.Explain(source, Path.GetFileName(name), null).MediaType;
        source.Position = 0;
        var parser = Parsers.For(mediaType).ShouldNotBeNull();
        await using var converted = parser.Conversion is null
            ? null
            : await Conversions.ConvertAsync(parser.Conversion, source, mediaType, null, TestContext.Current.CancellationToken);
        var own = await File.ReadAllBytesAsync(At(name), TestContext.Current.CancellationToken);
        var findings = new List<Finding>();
        foreach (var document in parser.Parse(converted?.Content ?? source, Path.GetFileName(name), ParseBudget.Default))
        {
            var blocks = document.Blocks.ToList();
            var text = document.IsRendered
                ? Encoding.UTF8.GetBytes(string.Join(RenderedText.Separator, blocks.Select(block => block.Text)))
                : own;
            var session = RulesInterpreter.Start(
                TextSource.Seeds,
                InterpretationOptions.Default,
                document,
                name,
                range => Encoding.UTF8.GetString(text, (int)range.Start, (int)range.Length)
            );
            foreach (var finding in session.Interpret(blocks))
            {
                findings.Add(finding);
                session.Notes.ShouldNotContain(note => note.StartsWith("'subtotal' + ", StringComparison.Ordinal), name);
                foreach (var field in finding.Fields)
                {
                    Encoding.UTF8.GetString(text, (int)field.Range.Start, (int)field.Range.Length).ShouldBe(field.Raw);
                }
            }
        }

        return findings;
    }

    private static string At(string name, [CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here) ?? "", "Layouts", name);
}
