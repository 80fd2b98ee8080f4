namespace Strata.Tests.Entities;

/// <summary>Rules of RFC 5545, section 3.8.5.3, with the days it lists, and rules that are not read.</summary>
public sealed class RecurrenceRuleTests
{
    [Theory]
    [InlineData("FREQ=DAILY;COUNT=3", "1997-09-02", "09-02 09-03 09-04")]
    [InlineData("FREQ=DAILY;INTERVAL=10;COUNT=3", "1997-09-02", "09-02 09-12 09-22")]
    [InlineData("FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=TU,TH;COUNT=6", "1997-09-02", "09-02 09-04 09-16 09-18 09-30 10-02")]
    [InlineData("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "1997-08-05", "08-05 08-10 08-19 08-24")]
    [InlineData("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "1997-08-05", "08-05 08-17 08-19 08-31")]
    [InlineData("FREQ=MONTHLY;COUNT=4;BYDAY=1FR", "1997-09-05", "09-05 10-03 11-07 12-05")]
    [InlineData("FREQ=MONTHLY;COUNT=3;BYDAY=-2MO", "1997-09-22", "09-22 10-20 11-17")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=-3;COUNT=3", "1997-09-28", "09-28 10-29 11-28")]
    [InlineData("FREQ=MONTHLY;COUNT=5;BYMONTHDAY=1,-1", "1997-09-30", "09-30 10-01 10-31 11-01 11-30")]
    [InlineData("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=3", "1998-02-13", "02-13 03-13 11-13")]
    [InlineData("FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "1997-09-04", "09-04 10-07 11-06")]
    [InlineData("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2;COUNT=3", "1997-09-29", "09-29 10-30 11-27")]
    [InlineData("FREQ=YEARLY;COUNT=4;BYMONTH=6,7", "1997-06-10", "06-10 07-10 06-10 07-10")]
    [InlineData("FREQ=YEARLY;BYDAY=20MO;COUNT=2", "1997-05-19", "05-19 05-18")]
    [InlineData("FREQ=YEARLY;COUNT=3", "1996-02-29", "02-29 02-29 02-29")]
    [InlineData("FREQ=MONTHLY;COUNT=3", "1997-01-31", "01-31 03-31 05-31")]
    [InlineData("RRULE:freq=daily;until=19970904", "1997-09-02", "09-02 09-03 09-04")]
    public void Rule_gives_the_days_that_the_standard_lists(string rule, string first, string days) =>
        string.Join(' ', Starts(rule, first).Take(20).Select(d => d.ToString("MM-dd", CultureInfo.InvariantCulture))).ShouldBe(days);

    [Fact]
    public void Days_before_the_one_asked_for_are_skipped_and_change_nothing()
    {
        foreach (
            var rule in (string[])["FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR", "FREQ=MONTHLY;BYDAY=-1SU", "FREQ=YEARLY"]
        )
        {
            var from = new DateTime(2026, 11, 24);
            var first = new DateTime(1997, 9, 2);

            var all = RecurrenceRule.TryParse(rule)!.Starts(first, DateTime.MinValue, _ => TimeSpan.Zero).SkipWhile(d => d < from).Take(50);

            var skipped = RecurrenceRule.TryParse(rule)!.Starts(first, from, _ => TimeSpan.Zero).SkipWhile(d => d < from).Take(50);
            skipped.ShouldBe(all, rule);
        }
    }

    [Fact]
    public void Rule_without_days_ends() => Starts("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30", "1997-01-01").Count().ShouldBe(1);

    [Theory]
    [InlineData("every second Tuesday")]
    [InlineData("FREQ=HOURLY")]
    [InlineData("FREQ=YEARLY;BYWEEKNO=20")]
    [InlineData("FREQ=DAILY;INTERVAL=0")]
    [InlineData("FREQ=WEEKLY;BYDAY=XX")]
    [InlineData("FREQ=DAILY;COUNT=99999999999")]
    [InlineData("FREQ")]
    [InlineData("")]
    public void What_is_not_read_is_no_rule(string rule) => RecurrenceRule.TryParse(rule).ShouldBeNull();

    private static IEnumerable<DateTime> Starts(string rule, string first) =>
        RecurrenceRule
            .TryParse(rule)
            .ShouldNotBeNull()
            .Starts(DateTime.Parse(first, CultureInfo.InvariantCulture), DateTime.MinValue, _ => TimeSpan.Zero);
}
