using Strata.Rules.Values;

namespace Strata.Tests.Interpretation;

public class DateTimeTextTests
{
    [Theory]
    [InlineData("2026-03-04T14:30:00Z", "2026-03-04T14:30:00Z")]
    [InlineData("2026-03-04T14:30:00.120+05:30", "2026-03-04T14:30:00.120+05:30")]
    [InlineData("2026-03-04T14:30:00", "2026-03-04T14:30:00")]
    [InlineData("2026-03-04 14:30", "2026-03-04T14:30:00")]
    [InlineData("2026-03-04 14:30:05 +0100", "2026-03-04T14:30:05+01:00")]
    [InlineData("2026-03-04T14:30Z", "2026-03-04T14:30:00Z")]
    [InlineData("20260304T143005Z", "2026-03-04T14:30:05Z")]
    [InlineData("Tue, 3 Mar 2026 14:30:00 +0100 (CET)", "2026-03-03T14:30:00+01:00")]
    [InlineData("25/03/2026 2:30 PM", "2026-03-25T14:30:00")]
    [InlineData("3/25/2026, 12:05:09 a.m.", "2026-03-25T00:05:09")]
    [InlineData("3. März 2026 um 14.30 Uhr", "2026-03-03T14:30:00")]
    [InlineData("3. März 2026, 14:30 Uhr", "2026-03-03T14:30:00")]
    [InlineData("3 mars 2026 à 14h30", "2026-03-03T14:30:00")]
    [InlineData("March 3, 2026 at 2 pm", "2026-03-03T14:00:00")]
    [InlineData("2026-03-04 14:30:00 UTC", "2026-03-04T14:30:00Z")]
    [InlineData("2026-03-04 14:30:00 UTC+2", "2026-03-04T14:30:00+02:00")]
    [InlineData("2026-03-04", "2026-03-04")]
    public void Date_time_reads_the_usual_notations_and_keeps_the_offset(string text, string expected) =>
        DateTimeText.Read(text, dayFirst: null).Json.ShouldBe($"\"{expected}\"");

    [Theory]
    [InlineData("3/4/2026 14:30", "ambiguous day/month order")]
    [InlineData("2026-03-04 14:30 CET", "not a date and time")]
    [InlineData("2026-03-04 25:30", "not a date and time")]
    [InlineData("14:30", "not a date and time")]
    [InlineData("2026-03-04 14:00-15:30", "not a date and time")]
    [InlineData("2026-03-04 14:00+14:30", "not a date and time")]
    [InlineData("soon", "not a date and time")]
    public void Date_time_refuses_what_is_none(string text, string reason) =>
        DateTimeText.Read(text, dayFirst: null).Reason.ShouldBe(reason);

    [Theory]
    [InlineData("14:30", "14:30")]
    [InlineData("14:30:15.250", "14:30:15.250")]
    [InlineData("14:30:00+02:00", "14:30:00+02:00")]
    [InlineData("9:05", "09:05")]
    [InlineData("2:30 pm", "14:30")]
    [InlineData("12 am", "00:00")]
    [InlineData("14.30 Uhr", "14:30")]
    [InlineData("14h30", "14:30")]
    public void Time_reads_the_usual_notations(string text, string expected) => TimeText.Read(text).Json.ShouldBe($"\"{expected}\"");

    [Theory]
    [InlineData("24:00")]
    [InlineData("13 pm")]
    [InlineData("14")]
    [InlineData("1430")]
    [InlineData("noon")]
    public void Time_refuses_what_is_none(string text) => TimeText.Read(text).Reason.ShouldBe("not a time of day");
}
