using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Strata.Rules.Values;

namespace Strata.Tests.Interpretation;

public class NumberTextTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("007", "7")]
    [InlineData("-0", "0")]
    [InlineData("1234.50", "1234.5")]
    [InlineData("1.234,50", "1234.5")]
    [InlineData("1,234.50", "1234.5")]
    [InlineData("1 234,50", "1234.5")]
    [InlineData("1\u00a0234,50", "1234.5")]
    [InlineData("1\u202f234\u202f567,5", "1234567.5")]
    [InlineData("1'234.50", "1234.5")]
    [InlineData("1’234’567", "1234567")]
    [InlineData("1.234.567", "1234567")]
    [InlineData("12,34,567.80", "1234567.8")]
    [InlineData("0.125", "0.125")]
    [InlineData("0,125", "0.125")]
    [InlineData(".5", "0.5")]
    [InlineData("1234.567", "1234.567")]
    [InlineData("12,5", "12.5")]
    [InlineData("-12.50", "-12.5")]
    [InlineData("−12.50", "-12.5")]
    [InlineData("12.50-", "-12.5")]
    [InlineData("(12.50)", "-12.5")]
    [InlineData("+12", "12")]
    [InlineData("12 %", "12")]
    [InlineData("7,7%", "7.7")]
    [InlineData("1e3", "1000")]
    [InlineData("1.5E-3", "0.0015")]
    [InlineData("123456789012345678901234567890.12", "123456789012345678901234567890.12")]
    [InlineData("0.1000000000000000055511151231257827", "0.1000000000000000055511151231257827")]
    public void Number_is_read_exactly_when_its_marks_are_clear(string text, string expected) =>
        NumberText.Read(text, decimalMark: null).Json.ShouldBe(expected);

    [Theory]
    [InlineData("€ 1.234,50", "1234.5", "EUR")]
    [InlineData("1.234,50 €", "1234.5", "EUR")]
    [InlineData("$1,234", "1234", "USD")]
    [InlineData("€1.234", "1234", "EUR")]
    [InlineData("-€12.00", "-12", "EUR")]
    [InlineData("€-12.00", "-12", "EUR")]
    [InlineData("(US$ 12.00)", "-12", "USD")]
    [InlineData("EUR 12.00", "12", "EUR")]
    [InlineData("12.00EUR", "12", "EUR")]
    [InlineData("chf 1'234.05", "1234.05", "CHF")]
    [InlineData("12,- €", "12", "EUR")]
    [InlineData("CHF 12.–", "12", "CHF")]
    [InlineData("1 234,50 zł", "1234.5", "PLN")]
    [InlineData("R$ 10,00", "10", "BRL")]
    [InlineData("¥1,200", "1200", "JPY")]
    [InlineData("$9,450.00 MXN", "9450", "MXN")]
    [InlineData("AUD $12.50", "12.5", "AUD")]
    [InlineData("100 kr", "100", "")]
    [InlineData("12.50", "12.5", "")]
    public void Money_gives_amount_and_currency(string text, string expected, string code)
    {
        var reading = NumberText.Read(text, decimalMark: null);
        reading.Json.ShouldBe(expected);
        (reading.Currency.Code ?? "").ShouldBe(code);
        if (code.Length > 0)
        {
            Currencies.CodeOf(text.AsSpan(reading.Currency.Start, reading.Currency.Length)).ShouldBe(code);
        }
    }

    [Theory]
    [InlineData("1.234", '.', "1.234")]
    [InlineData("1.234", ',', "1234")]
    [InlineData("12,345", '.', "12345")]
    [InlineData("12,345", ',', "12.345")]
    [InlineData("KWD 1.234", '.', "1.234")]
    public void Number_with_one_mark_before_three_digits_follows_its_column(string text, char mark, string expected) =>
        NumberText.Read(text, mark).Json.ShouldBe(expected);

    [Theory]
    [InlineData("1.234")]
    [InlineData("12,345")]
    [InlineData("KWD 1.234")]
    public void Number_with_one_mark_before_three_digits_is_ambiguous_alone(string text) =>
        NumberText.Read(text, decimalMark: null).Reason.ShouldBe("ambiguous decimal mark");

    [Fact]
    public void Whole_number_can_only_be_grouped() => NumberText.Read("1.234", decimalMark: null, integer: true).Json.ShouldBe("1234");

    [Theory]
    [InlineData("1.2.3")]
    [InlineData("1,23,4")]
    [InlineData("1.23.456,7.8")]
    [InlineData("12 kg")]
    [InlineData("--12")]
    [InlineData("-(12)")]
    [InlineData("€")]
    [InlineData("€ 12 $")]
    [InlineData("€ 12 USD")]
    [InlineData("abc")]
    [InlineData("12.")]
    [InlineData("1e9999")]
    [InlineData("NaN")]
    [InlineData("٣")]
    [InlineData("0x10")]
    public void Number_refuses_what_is_none(string text) => NumberText.Read(text, '.').Reason.ShouldBe("not a number");

    [Theory]
    [InlineData("1.234,50", ',')]
    [InlineData("1,234.50", '.')]
    [InlineData("12,5", ',')]
    [InlineData("0.125", '.')]
    [InlineData("1.234.567", ',')]
    [InlineData("1.234", null)]
    [InlineData("1234", null)]
    [InlineData("n/a", null)]
    public void Text_gives_away_its_columns_decimal_mark(string text, char? expected) => NumberText.Mark(text).ShouldBe(expected);

    [Fact]
    public void Decimal_written_in_any_notation_reads_back()
    {
        (string Group, char Point)[] notations =
        [
            ("", '.'),
            ("", ','),
            (",", '.'),
            (".", ','),
            (" ", ','),
            ("\u00a0", ','),
            ("\u202f", ','),
            ("'", '.'),
            ("’", '.'),
        ];
        Func<string, bool, string>[] signs =
        [
            (s, minus) => minus ? "-" + s : s,
            (s, minus) => minus ? s + "-" : s,
            (s, minus) => minus ? $"({s})" : s,
            (s, minus) => (minus ? "-" : "") + "€ " + s,
            (s, minus) => (minus ? "-" : "") + s + " EUR",
            (s, minus) => minus ? $"$-{s}" : $"${s}",
        ];
        var numbers = (
            from whole in Gen.Choose(0, int.MaxValue)
            from more in Gen.Choose(0, 999_999)
            from cents in Gen.Choose(0, 99)
            from minus in Gen.Elements(true, false)
            select (Whole: (BigInteger)whole * more, cents, minus)
        ).ToArbitrary();
        Prop.ForAll(
                numbers,
                Gen.Elements(notations).ToArbitrary(),
                Gen.Elements(signs).ToArbitrary(),
                (n, notation, sign) =>
                {
                    var digits = n.Whole.ToString(CultureInfo.InvariantCulture);
                    for (var at = digits.Length - 3; at > 0 && notation.Group.Length > 0; at -= 3)
                    {
                        digits = digits.Insert(at, notation.Group);
                    }

                    var text = sign($"{digits}{notation.Point}{n.cents:00}", n.minus);
                    var plain = $"{n.Whole}.{n.cents:00}".TrimEnd('0').TrimEnd('.');
                    return NumberText.Read(text, decimalMark: null).Json == (n.minus && plain != "0" ? "-" + plain : plain);
                }
            )
            .QuickCheckThrowOnFailure();
    }
}
