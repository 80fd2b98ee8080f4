using FsCheck;
using FsCheck.Fluent;
using Strata.Rules.Values;

namespace Strata.Tests.Interpretation;

public class DateTextTests
{
    [Theory]
    [InlineData("2026-03-04", "2026-03-04")]
    [InlineData(" 2026-03-04 ", "2026-03-04")]
    [InlineData("2026/3/4", "2026-03-04")]
    [InlineData("2026.03.04", "2026-03-04")]
    [InlineData("20260304", "2026-03-04")]
    [InlineData("4.3.2026", "2026-03-04")]
    [InlineData("04.03.26", "2026-03-04")]
    [InlineData("4. 3. 2026", "2026-03-04")]
    [InlineData("25/03/2026", "2026-03-25")]
    [InlineData("03/25/2026", "2026-03-25")]
    [InlineData("3/25/26", "2026-03-25")]
    [InlineData("25-03-2026", "2026-03-25")]
    [InlineData("5/5/2026", "2026-05-05")]
    [InlineData("31/12/68", "2068-12-31")]
    [InlineData("31/12/69", "1969-12-31")]
    [InlineData("4 March 2026", "2026-03-04")]
    [InlineData("March 4, 2026", "2026-03-04")]
    [InlineData("Mar 4 2026", "2026-03-04")]
    [InlineData("March 4th, 2026", "2026-03-04")]
    [InlineData("the 3rd of March 2026", "2026-03-03")]
    [InlineData("04-Mar-2026", "2026-03-04")]
    [InlineData("04-Mar-26", "2026-03-04")]
    [InlineData("2026-Mar-04", "2026-03-04")]
    [InlineData("Tue, 3 Mar 2026", "2026-03-03")]
    [InlineData("Dienstag, 3. März 2026", "2026-03-03")]
    [InlineData("3. MÄRZ 2026", "2026-03-03")]
    [InlineData("1. Jänner 2026", "2026-01-01")]
    [InlineData("mardi 3 mars 2026", "2026-03-03")]
    [InlineData("mar. 3 mars 2026", "2026-03-03")]
    [InlineData("1er août 2026", "2026-08-01")]
    [InlineData("3 de marzo de 2026", "2026-03-03")]
    [InlineData("martes, 3 de marzo del 2026", "2026-03-03")]
    [InlineData("1º gennaio 2026", "2026-01-01")]
    [InlineData("3 maart 2026", "2026-03-03")]
    [InlineData("3 de março de 2026", "2026-03-03")]
    [InlineData("2026年3月4日", "2026-03-04")]
    [InlineData("29.02.2024", "2024-02-29")]
    public void Date_reads_the_usual_notations_when_they_are_clear(string text, string expected) =>
        DateText.Read(text, dayFirst: null).Json.ShouldBe($"\"{expected}\"");

    [Theory]
    [InlineData("03/04/2026")]
    [InlineData("3-4-2026")]
    [InlineData("3/4/26")]
    public void Date_is_ambiguous_until_the_order_is_known(string text)
    {
        DateText.Read(text, dayFirst: null).Reason.ShouldBe("ambiguous day/month order");
        DateText.Read(text, dayFirst: true).Json.ShouldBe("\"2026-04-03\"");
        DateText.Read(text, dayFirst: false).Json.ShouldBe("\"2026-03-04\"");
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-02-30")]
    [InlineData("29.02.2026")]
    [InlineData("2026-13-01")]
    [InlineData("13/13/2026")]
    [InlineData("32 March 2026")]
    [InlineData("March 2026")]
    [InlineData("2026")]
    [InlineData("3/4")]
    [InlineData("3/4-2026")]
    [InlineData("3 4 2026")]
    [InlineData("/3/4/2026")]
    [InlineData("1/2/3/4")]
    [InlineData("yesterday")]
    [InlineData("Marchant 3 2026")]
    [InlineData("2026-03-04T10:00:00Z")]
    [InlineData("12.50")]
    [InlineData("0.0.0000")]
    public void Date_refuses_what_is_none(string text) => DateText.Read(text, dayFirst: true).Reason.ShouldBe("not a date");

    [Fact]
    public void Date_keeps_unambiguous_texts_whatever_order_is_declared() =>
        DateText.Read("25/03/2026", dayFirst: false).Json.ShouldBe("\"2026-03-25\"");

    [Fact]
    public void Date_written_in_any_notation_reads_back()
    {
        string[] months = ["März", "mars", "Mar", "marzo", "maart", "março", "March"];
        Func<DateOnly, string>[] notations =
        [
            d => $"{d:yyyy-MM-dd}",
            d => $"{d:yyyy/M/d}",
            d => $"{d:yyyyMMdd}",
            d => $"{d:d.M.yyyy}",
            d => $"{d:dd/MM/yyyy}",
            d => $"{d:dd-MM-yyyy}",
            d => $"{d:yyyy}年{d:%M}月{d:%d}日",
            d => $"{d:d MMMM yyyy}",
            d => $"{d:MMM d, yyyy}",
            d => $"{d:dd-MMM-yyyy}",
            d => d.Month == 3 ? $"{d.Day}. {months[d.Day % months.Length]} {d.Year:0000}" : $"{d:d MMM yyyy}",
        ];
        var dates = Gen.Choose(1, 3_652_058).Select(n => DateOnly.FromDayNumber(n)).ToArbitrary();
        var notation = Gen.Elements(notations).ToArbitrary();
        Prop.ForAll(dates, notation, (date, write) => DateText.Read(write(date), dayFirst: true).Json == $"\"{date:yyyy-MM-dd}\"")
            .QuickCheckThrowOnFailure();
    }
}
