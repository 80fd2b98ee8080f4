using Strata.Parsing.Calendar;

namespace Strata.Tests.Parsing;

/// <summary>Zones that a calendar describes itself, and ends that are said by a duration.</summary>
public sealed class CalendarZoneTests
{
    private const string Yearly = """
        BEGIN:STANDARD
        DTSTART:16010101T030000
        TZOFFSETFROM:+0200
        TZOFFSETTO:+0100
        RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
        END:STANDARD
        BEGIN:DAYLIGHT
        DTSTART:16010101T020000
        TZOFFSETFROM:+0100
        TZOFFSETTO:+0200
        RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
        END:DAYLIGHT
        """;

    [Theory]
    [InlineData("20260310T140000", "2026-03-10T14:00:00+01:00")]
    [InlineData("20260329T015959", "2026-03-29T01:59:59+01:00")]
    [InlineData("20260329T023000", "2026-03-29T02:30:00+01:00")]
    [InlineData("20260329T030000", "2026-03-29T03:00:00+02:00")]
    [InlineData("20261025T023000", "2026-10-25T02:30:00+02:00")]
    [InlineData("20261025T030000", "2026-10-25T03:00:00+01:00")]
    [InlineData("20260101T000000", "2026-01-01T00:00:00+01:00")]
    [InlineData("15000101T000000", "1500-01-01T00:00:00+01:00")]
    [InlineData("00010101T000000", "0001-01-01T00:00:00")]
    [InlineData("20260611T090000Z", "2026-06-11T09:00:00Z")]
    public void A_zone_that_only_the_calendar_knows_has_the_offsets_of_its_table(string start, string expected) =>
        Start(Yearly, start).ShouldBe(expected);

    [Theory]
    [InlineData("DTSTART:20070311T020000\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU", "20260308T030000", "-04:00")]
    [InlineData("DTSTART:20070311T020000\nRRULE:FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=8,9,10,11,12,13,14;BYDAY=SU", "20260308T030000", "-04:00")]
    [InlineData("DTSTART:20070311T020000\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU", "20260308T010000", "-05:00")]
    [InlineData("DTSTART:20070311T020000\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU;UNTIL=20200101T000000Z", "20260608T010000", "-05:00")]
    [InlineData("DTSTART:20070311T020000\nRDATE:20250309T020000,20260308T020000", "20260608T010000", "-04:00")]
    public void Rules_and_dates_of_tables_are_followed(string daylight, string start, string offset) =>
        Start(
                $"BEGIN:STANDARD\nDTSTART:20071104T020000\nTZOFFSETFROM:-0400\nTZOFFSETTO:-0500\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU\nEND:STANDARD\n"
                    + $"BEGIN:DAYLIGHT\nTZOFFSETFROM:-0500\nTZOFFSETTO:-0400\n{daylight}\nEND:DAYLIGHT",
                start
            )
            .ShouldNotBeNull()
            .ShouldEndWith(offset);

    [Theory]
    [InlineData("")]
    [InlineData("BEGIN:STANDARD\nDTSTART:16010101T000000\nTZOFFSETTO:+9900\nEND:STANDARD")]
    [InlineData("BEGIN:STANDARD\nDTSTART:16010101T000000\nTZOFFSETTO:+0100\nRRULE:FREQ=HOURLY\nEND:STANDARD")]
    [InlineData("BEGIN:STANDARD\nTZOFFSETTO:+0100\nEND:STANDARD")]
    public void A_zone_that_cannot_be_told_is_said_once(string table)
    {
        var parsed = Parsed.One(
            new CalendarParser(),
            Text(table, "20260310T140000") + "BEGIN:VEVENT\nDTSTART;TZID=Harbour Standard Time:20260311T140000\nEND:VEVENT\n"
        );

        parsed.Blocks.Select(block => block.Fields[0].Text).ShouldBe(["2026-03-10T14:00:00", "2026-03-11T14:00:00"]);
        parsed.Diagnostics.ShouldHaveSingleItem().Reason.ShouldContain("'Harbour Standard Time'");
    }

    [Theory]
    [InlineData("\"W. Europe Standard Time\"", "2026-06-11T09:00:00+02:00")]
    [InlineData("W. Europe Standard Time", "2026-06-11T09:00:00+02:00")]
    [InlineData("eastern standard time", "2026-06-11T09:00:00-04:00")]
    [InlineData("India Standard Time", "2026-06-11T09:00:00+05:30")]
    [InlineData("FLE Standard Time", "2026-06-11T09:00:00+03:00")]
    [InlineData("Pacific Standard Time (Mexico)", "2026-06-11T09:00:00-07:00")]
    [InlineData("tzone://Microsoft/Utc", "2026-06-11T09:00:00+00:00")]
    public void A_zone_by_its_name_in_Windows_is_known_though_no_table_stands_by(string zone, string expected)
    {
        var parsed = Parsed.One(
            new CalendarParser(),
            $"BEGIN:VEVENT\nDTSTART;TZID={(zone.Contains(':') ? $"\"{zone}\"" : zone)}:20260611T090000\nDURATION:PT1H\nEND:VEVENT\n"
        );

        parsed.Field(0, "dtstart").ShouldBe(expected);
        parsed.Field(0, "dtstart_time_zone").ShouldBe(zone.Trim('"'));
        parsed.Field(0, "dtend").ShouldNotBeNull().ShouldEndWith(expected[^6..]);
        parsed.Diagnostics.ShouldBeEmpty();
    }

    [Fact]
    public void Every_name_of_Windows_leads_to_a_zone()
    {
        var unknown = ZonedTime.WindowsNames.Where(zone => ZonedTime.OffsetAt(zone.Value, new DateTime(2026, 6, 11)) is null);

        unknown.ShouldBeEmpty();
        ZonedTime.WindowsNames.Count.ShouldBe(143);
    }

    [Theory]
    [InlineData("europe/BERLIN", "+02:00")]
    [InlineData("/example.org/Europe/Berlin", "+02:00")]
    [InlineData("/example.org/20260101_1/America/Argentina/Buenos_Aires", "-03:00")]
    [InlineData("Asia/Calcutta", "+05:30")]
    [InlineData("Etc/GMT+5", "-05:00")]
    [InlineData("localtime", "")]
    [InlineData("example.org/Europe/Berlin", "")]
    [InlineData("../Europe/Berlin", "")]
    public void A_zone_by_its_name_in_the_tz_database_is_the_same_on_every_machine(string zone, string offset) =>
        Parsed
            .One(new CalendarParser(), $"BEGIN:VEVENT\nDTSTART;TZID={zone}:20260611T090000\nEND:VEVENT\n")
            .Field(0, "dtstart")
            .ShouldBe("2026-06-11T09:00:00" + offset);

    [Fact]
    public void What_the_calendar_says_of_a_zone_goes_before_the_name_of_Windows()
    {
        var text = Text("BEGIN:STANDARD\nDTSTART:16010101T000000\nTZOFFSETFROM:+0700\nTZOFFSETTO:+0700\nEND:STANDARD", "20260611T090000");

        Parsed
            .One(new CalendarParser(), text.Replace("Harbour", "W. Europe", StringComparison.Ordinal))
            .Field(0, "dtstart")
            .ShouldBe("2026-06-11T09:00:00+07:00");
    }

    [Theory]
    [InlineData("VEVENT", "DTSTART;TZID=Europe/Berlin:20260310T140000", "PT1H", "dtend", "2026-03-10T15:00:00+01:00")]
    [InlineData("VEVENT", "DTSTART;TZID=Europe/Berlin:20260328T140000", "P1D", "dtend", "2026-03-29T14:00:00+02:00")]
    [InlineData("VEVENT", "DTSTART;TZID=Europe/Berlin:20260329T013000", "PT2H", "dtend", "2026-03-29T04:30:00+02:00")]
    [InlineData("VEVENT", "DTSTART;TZID=Europe/Berlin:20261025T023000", "PT1H", "dtend", "2026-10-25T02:30:00+01:00")]
    [InlineData("VEVENT", "DTSTART:20260310T233000Z", "P1DT45M", "dtend", "2026-03-12T00:15:00Z")]
    [InlineData("VEVENT", "DTSTART:20260310T233000", "PT1H30M5S", "dtend", "2026-03-11T01:00:05")]
    [InlineData("VEVENT", "DTSTART;VALUE=DATE:20260310", "P1W", "dtend", "2026-03-17")]
    [InlineData("VTODO", "DTSTART:20260310T090000Z", "PT1H", "due", "2026-03-10T10:00:00Z")]
    [InlineData("VEVENT", "DTSTART;VALUE=DATE:20260310", "PT1H", "dtend", null)]
    [InlineData("VEVENT", "DTSTART:20260310T090000Z", "-PT1H", "dtend", null)]
    [InlineData("VEVENT", "DTSTART:20260310T090000Z", "P", "dtend", null)]
    [InlineData("VEVENT", "DTSTART:20260310T090000Z", "P9999999D", "dtend", null)]
    [InlineData("VEVENT", "DTSTART:99991231T090000Z", "P900W", "dtend", null)]
    [InlineData("VEVENT", "DTEND:20260310T093000Z\nDTSTART:20260310T090000Z", "PT1H", "dtend", "2026-03-10T09:30:00Z")]
    public void What_says_how_long_it_takes_has_an_end(string component, string start, string duration, string name, string? end)
    {
        var parsed = Parsed.One(new CalendarParser(), $"BEGIN:{component}\n{start}\nDURATION:{duration}\nEND:{component}\n");

        parsed.Field(0, name).ShouldBe(end);
        parsed.Field(0, "duration").ShouldBe(duration);
    }

    private static string? Start(string table, string start)
    {
        var parsed = Parsed.One(new CalendarParser(), Text(table, start));
        return parsed.Field(0, "dtstart");
    }

    // The entry stands before the zone that it names, as in some exports.
    private static string Text(string table, string start) =>
        $"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;TZID=Harbour Standard Time:{start}\nEND:VEVENT\n"
        + $"BEGIN:VTIMEZONE\nTZID:Harbour Standard Time\n{table}\nEND:VTIMEZONE\nEND:VCALENDAR\n";
}
