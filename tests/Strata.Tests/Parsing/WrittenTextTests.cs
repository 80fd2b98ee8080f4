using Strata.Parsing;
using Strata.Tests.Parsing.Office;

namespace Strata.Tests.Parsing;

/// <summary>Limits count what is written: a small source may refer to one long text any number of times.</summary>
public sealed class WrittenTextTests
{
    private const int Long = 100_000;
    private const int Times = 300;

    private static readonly ParseBudget Small = new() { MinWritten = 2_000_000, MaxWrittenPerByte = 20 };

    public static TheoryData<string> Repetitions => ["shared string", "column name", "sheet name", "heading"];

    [Theory]
    [MemberData(nameof(Repetitions))]
    public void A_text_repeated_by_reference_is_written_up_to_the_limit(string repetition)
    {
        var (mediaType, source) = Of(repetition, new string('x', Long), Times);

        var documents = TimedParse
            .Of(
                Parsers.For(mediaType).ShouldNotBeNull(),
                new MemoryStream(source),
                null,
                Small,
                () => TimeSpan.Zero,
                TestContext.Current.CancellationToken
            )
            .ToList();
        var written = documents.SelectMany(document => document.Blocks).Sum(Written);

        written.ShouldBeLessThanOrEqualTo(Math.Max(Small.MinWritten, 20L * source.Length) + 1_000_000);
        documents.SelectMany(document => document.Diagnostics).ShouldContain(d => d.Fatal && d.Reason.Contains("MaxWrittenPerByte"));
    }

    [Fact]
    public void Repetitions_within_the_limit_are_written_whole()
    {
        var (mediaType, source) = Of("shared string", "Thank you for your order.", 20_000);

        var document = TimedParse
            .Of(
                Parsers.For(mediaType).ShouldNotBeNull(),
                new MemoryStream(source),
                null,
                ParseBudget.Default,
                () => TimeSpan.Zero,
                TestContext.Current.CancellationToken
            )
            .Single();

        document.Blocks.Count().ShouldBe(20_000);
        document.Diagnostics.ShouldBeEmpty();
    }

    private static long Written(Block block) =>
        block.Text.Length
        + block.Section.Length
        + block.Fields.Sum(field => (long)field.Name.Length)
        + block.Spans.Sum(span => (long)(span.Place.Sheet?.Length ?? 0));

    private static (string MediaType, byte[] Source) Of(string repetition, string text, int times) =>
        repetition switch
        {
            "shared string" => (MediaTypes.Xlsx, Workbook("S", text, Rows(times, _ => """<c t="s"><v>0</v></c>"""), "")),
            "sheet name" => (MediaTypes.Xlsx, Workbook(text, "a", Rows(times, i => $"<c><v>{i}</v></c>"), "")),
            "column name" => ("text/csv", Utf8($"{text},b\n" + string.Concat(Enumerable.Range(0, times).Select(i => $"{i},y\n")))),
            "heading" => ("text/markdown", Utf8($"# {text}\n\n" + string.Concat(Enumerable.Repeat("Text.\n\n", times)))),
            _ => throw new ArgumentOutOfRangeException(nameof(repetition)),
        };

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static string Rows(int count, Func<int, string> cells) =>
        string.Concat(Enumerable.Range(0, count).Select(i => $"<row>{cells(i)}</row>"));

    private static byte[] Workbook(string sheet, string shared, string rows, string tail)
    {
        const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        return new TestPackage()
            .Relate("", "officeDocument", "xl/workbook.xml")
            .Relate("xl/workbook.xml", "worksheet", "sheet1.xml")
            .Relate("xl/workbook.xml", "sharedStrings", "sharedStrings.xml")
            .Part(
                "xl/workbook.xml",
                $"""<workbook xmlns="{Main}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="{sheet}" sheetId="1" r:id="rId1"/></sheets></workbook>"""
            )
            .Part("xl/sharedStrings.xml", $"""<sst xmlns="{Main}"><si><t>{shared}</t></si></sst>""")
            .Part("xl/sheet1.xml", $"""<worksheet xmlns="{Main}"><sheetData>{rows}</sheetData>{tail}</worksheet>""")
            .ToBytes();
    }
}
