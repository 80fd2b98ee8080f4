using Strata.Parsing.Sheets;

namespace Strata.Tests.Parsing.Office;

public sealed class NumberFormatTests
{
    [Theory]
    [InlineData("#,##0.00 [$€-407]", "€")]
    [InlineData("\"USD\" 0.00", "USD")]
    [InlineData("[$CHF-100C] #,##0.00;[RED]-0", "CHF")]
    [InlineData("$#,##0.00_);($#,##0.00)", "$")]
    [InlineData("_-* #,##0.00\\ \"zł\"_-", "zł")]
    [InlineData("_-* #,##0.00\\ \"€\"_-", "€")]
    [InlineData("[$-407]0.00", null)]
    [InlineData("0.0 \"kg\"", null)]
    [InlineData("0 \"PCS\"", null)]
    [InlineData("0;\"USD\" 0", null)]
    [InlineData("[$", null)]
    public void A_format_shows_a_currency_or_none(string code, string? currency) => NumberFormat.Currency(code).ShouldBe(currency);
}
