namespace Strata.Jobs;

public sealed class CronExpressionTests
{
    [Theory]
    [InlineData("* * * * *", "2026-03-01 12:00", "2026-03-01 12:01")]
    [InlineData("*/15 * * * *", "2026-03-01 12:46", "2026-03-01 13:00")]
    [InlineData("5/20 * * * *", "2026-03-01 12:26", "2026-03-01 12:45")]
    [InlineData("30 2 * * *", "2026-03-01 02:30", "2026-03-02 02:30")]
    [InlineData("0 9-17/4 * * 1-5", "2026-03-06 17:00", "2026-03-09 09:00")]
    [InlineData("0 0 1 * *", "2026-12-15 00:00", "2027-01-01 00:00")]
    [InlineData("0 0 31 * *", "2026-03-31 00:00", "2026-05-31 00:00")]
    [InlineData("0 0 29 feb *", "2026-03-01 00:00", "2028-02-29 00:00")]
    [InlineData("0 0 13 * fri", "2026-03-01 00:00", "2026-03-06 00:00")]
    [InlineData("0 0 * * 7", "2026-03-02 00:00", "2026-03-08 00:00")]
    [InlineData("0 0 * jan,JUL sun", "2026-03-02 00:00", "2026-07-05 00:00")]
    [InlineData("@weekly", "2026-03-02 00:00", "2026-03-08 00:00")]
    [InlineData("@yearly", "2026-03-02 00:00", "2027-01-01 00:00")]
    [InlineData("0 0 13 * fri", "2026-03-07 00:00", "2026-03-13 00:00")]
    [InlineData("0 0 13 * fri", "2026-03-31 00:00", "2026-04-03 00:00")]
    [InlineData("0 22-2/2 * * *", "2026-03-01 22:00", "2026-03-02 00:00")]
    [InlineData("0 0 L * *", "2026-02-01 00:00", "2026-02-28 00:00")]
    [InlineData("0 12 ? * mon", "2026-03-02 12:00", "2026-03-09 12:00")]
    public void Next_is_the_first_time_after_that_the_expression_allows(string cron, string after, string next) =>
        CronExpression.Parse(cron).Next(Utc(after), TimeZoneInfo.Utc).ShouldBe(Utc(next));

    [Theory]
    [InlineData("")]
    [InlineData("* * * *")]
    [InlineData("* * * * * *")]
    [InlineData("60 * * * *")]
    [InlineData("* 24 * * *")]
    [InlineData("* * 0 * *")]
    [InlineData("* * * 13 *")]
    [InlineData("* * * * 8")]
    [InlineData("*/0 * * * *")]
    [InlineData("1/2/3 * * * *")]
    [InlineData("1,, * * * *")]
    [InlineData("/5 * * * *")]
    [InlineData("-1 * * * *")]
    [InlineData("* * * * monday")]
    [InlineData("@often")]
    public void What_is_no_expression_is_refused(string cron) => Should.Throw<FormatException>(() => CronExpression.Parse(cron));

    [Theory]
    [InlineData("* * * *", "'* * * *' has 4 fields, not 5: minute hour day month weekday.")]
    [InlineData("61 * * * *", "Minutes: Value must be a number between 0 and 59")]
    public void What_is_wrong_with_it_is_said(string cron, string reason) =>
        Should.Throw<FormatException>(() => CronExpression.Parse(cron)).Message.ShouldContain(reason);

    [Fact]
    public void Day_that_never_comes_has_no_next() =>
        CronExpression.Parse("0 0 31 2 *").Next(Utc("2026-01-01 00:00"), TimeZoneInfo.Utc).ShouldBeNull();

    [Theory]
    // Berlin goes forward on 2026-03-29 at 02:00 and back on 2026-10-25 at 03:00.
    [InlineData("30 2 * * *", "2026-03-28 02:00", "2026-03-29 01:00")]
    [InlineData("30 2 * * *", "2026-03-29 01:00", "2026-03-30 00:30")]
    [InlineData("30 2 * * *", "2026-10-24 12:00", "2026-10-25 00:30")]
    [InlineData("30 2 * * *", "2026-10-25 00:30", "2026-10-26 01:30")]
    [InlineData("*/30 * * * *", "2026-10-25 00:30", "2026-10-25 01:00")]
    [InlineData("0 8 * * *", "2026-07-01 07:00", "2026-07-02 06:00")]
    [InlineData("0 8 * * *", "2026-01-01 08:00", "2026-01-02 07:00")]
    public void Time_of_a_zone_moves_with_its_clock(string cron, string afterUtc, string nextUtc) =>
        CronExpression.Parse(cron).Next(Utc(afterUtc), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")).ShouldBe(Utc(nextUtc));

    [Fact]
    public void Every_time_of_a_year_is_found_by_following_the_next()
    {
        var cron = CronExpression.Parse("17 */6 * * *");
        var at = Utc("2026-01-01 00:00");
        for (var i = 0; i < 4 * 365; i++)
        {
            at = cron.Next(at, TimeZoneInfo.Utc).ShouldNotBeNull();
            (at.Minute, at.Hour % 6).ShouldBe((17, 0));
        }
        at.ShouldBe(Utc("2026-12-31 18:17"));
    }

    private static DateTimeOffset Utc(string time) =>
        DateTimeOffset.ParseExact(time, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
