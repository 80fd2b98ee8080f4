using Strata.Filters;

namespace Strata.Tests.Filters;

public sealed class PeriodTests
{
    /// <summary>A Tuesday.</summary>
    private static readonly DateOnly Today = new(2026, 11, 24);

    [Theory, Trait("req", "N-140")]
    [InlineData("today", "2026-11-24", "2026-11-25")]
    [InlineData("Yesterday", "2026-11-23", "2026-11-24")]
    [InlineData("this week", "2026-11-23", "2026-11-30")]
    [InlineData("last month", "2026-10-01", "2026-11-01")]
    [InlineData("this year", "2026-01-01", "2027-01-01")]
    [InlineData("last quarter", "2026-07-01", "2026-10-01")]
    [InlineData("next quarter", "2027-01-01", "2027-04-01")]
    [InlineData("last 30 days", "2026-10-26", "2026-11-25")]
    [InlineData("last 3 months", "2026-08-25", "2026-11-25")]
    [InlineData("next 7 days", "2026-11-24", "2026-12-01")]
    [InlineData("3 weeks ago", "2026-11-03", "2026-11-04")]
    [InlineData("2026-12-31", "2026-12-31", "2027-01-01")]
    [InlineData("31.12.2026", "2026-12-31", "2027-01-01")]
    [InlineData("1. 3. 2026", "2026-03-01", "2026-03-02")]
    [InlineData("31 dec 2026", "2026-12-31", "2027-01-01")]
    [InlineData("2026-12", "2026-12-01", "2027-01-01")]
    [InlineData("12.2026", "2026-12-01", "2027-01-01")]
    [InlineData("September 2026", "2026-09-01", "2026-10-01")]
    [InlineData("Q3 2026", "2026-07-01", "2026-10-01")]
    [InlineData("2026-Q3", "2026-07-01", "2026-10-01")]
    [InlineData("2026-W53", "2026-12-28", "2027-01-04")]
    [InlineData("2026", "2026-01-01", "2027-01-01")]
    public void Spans_are_read_as_people_write_them(string text, string first, string after) =>
        Period.Find(text, Today).ShouldBe(new Period(DateOnly.Parse(first), DateOnly.Parse(after)));

    [Theory]
    [InlineData("31.11.2026")]
    [InlineData("03/04/2026")]
    [InlineData("2026-13")]
    [InlineData("2025-W53")]
    [InlineData("Q5 2026")]
    [InlineData("last 0 days")]
    [InlineData("last 99999 years")]
    [InlineData("9999-12-31")]
    [InlineData("soon")]
    public void What_names_no_day_is_none(string text) => Period.Find(text, Today).ShouldBeNull();

    [Fact]
    public void Days_begin_in_the_zone_of_the_caller()
    {
        var late = new DateTimeOffset(2026, 11, 24, 23, 30, 0, TimeSpan.Zero);

        LocalDay.Of(null, late).Today.ShouldBe(new DateOnly(2026, 11, 24));
        LocalDay.Of("Europe/Berlin", late).Today.ShouldBe(new DateOnly(2026, 11, 25));
        LocalDay.Of("Europe/Berlin", late).StartOf(new DateOnly(2026, 7, 1)).ShouldBe("2026-07-01T00:00:00+02:00");
        LocalDay
            .Of("America/Santiago", late)
            .StartOf(new DateOnly(2026, 9, 6))
            .ShouldBe("2026-09-06T01:00:00-03:00", "the first hour is skipped");
        Should.Throw<StrataException>(() => LocalDay.Of("Mars/Olympus", late)).Message.ShouldContain("Europe/Berlin");
    }
}
