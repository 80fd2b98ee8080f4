using Strata.Documents.Programs;
using Strata.Parsing;

namespace Strata.Tests.Documents;

public sealed class RaisedPdfTests
{
    [Theory]
    [InlineData(
        "(Mass of 10) Tj /F1 7 Tf 5 Ts (6) Tj 0 Ts /F1 12 Tf ( kg of CO) Tj /F1 7 Tf -3 Ts (2) Tj 0 Ts /F1 12 Tf ( per m) Tj /F1 7 Tf 5 Ts (2) Tj 0 Ts /F1 12 Tf (, the 1) Tj /F1 7 Tf 5 Ts (st) Tj",
        "Mass of 10^6 kg of CO2 per m^2, the 1st"
    )]
    [InlineData(
        "(log) Tj /F1 7 Tf -3 Ts (10) Tj 0 Ts /F1 12 Tf ( of x) Tj /F1 7 Tf 5 Ts (-3) Tj 0 Ts /F1 12 Tf ( is known) Tj",
        "log_10 of x^(-3) is known"
    )]
    [InlineData("(Small capitals: T) Tj /F1 9 Tf (ITLE) Tj /F1 12 Tf ( of it) Tj", "Small capitals: T ITLE of it")]
    [InlineData("(Apart 10 ) Tj /F1 7 Tf 5 Ts (6) Tj 0 Ts /F1 12 Tf ( there) Tj", "Apart 10 6 there")]
    public async Task What_is_raised_or_lowered_joins_no_number(string drawn, string expected)
    {
        var page = new SmallPage(
            $"BT /F1 12 Tf 72 700 Td {drawn} ET\nBT /F1 12 Tf 72 684 Td (and the line after it, which is no part of that one.) Tj ET\n"
        );
        var parser = Parsers.All.Single(p => p.Id == "pdf");
        using var source = new MemoryStream(SmallPdf.Of([page]));
        await using var converted = await Conversions.ConvertAsync(
            parser.Conversion ?? "",
            source,
            MediaTypes.Pdf,
            null,
            TestContext.Current.CancellationToken
        );

        var block = parser.Parse(converted.Content, null, ParseBudget.Default).Single().Blocks.First();

        block.Text.Split('\n')[0].ShouldBe(expected);
        block.Spans.ShouldAllBe(span => span.Place.Box != null);
    }
}
