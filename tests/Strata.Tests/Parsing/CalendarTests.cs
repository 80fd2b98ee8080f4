using Strata.Parsing;
using Strata.Parsing.Calendar;

namespace Strata.Tests.Parsing;

public sealed class CalendarTests
{
    private static readonly CalendarParser Calendar = new();
    private static readonly VCardParser Cards = new();

    private const string Events = """
        BEGIN:VCALENDAR
        VERSION:2.0
        BEGIN:VTIMEZONE
        TZID:Europe/Zurich
        END:VTIMEZONE
        BEGIN:VEVENT
        UID:1@cal.example
        DTSTART;TZID=Europe/Zurich:20261120T091500
        DTEND:20261120T101500Z
        SUMMARY:Besprechung\, Träume 東
         京 und mehr
        LOCATION:Raum 4\nHaus B
        ORGANIZER;CN="Müller, Zoë":mailto:zoe@nord.example
        ATTENDEE;CN=Ann;ROLE=REQ-PARTICIPANT:mailto:ann@alder.example
        ATTENDEE:mailto:bob@alder.example
        STATUS:CONFIRMED
        RRULE:FREQ=WEEKLY;COUNT=3
        BEGIN:VALARM
        TRIGGER:-PT15M
        SUMMARY:not this one
        END:VALARM
        END:VEVENT
        BEGIN:VEVENT
        UID:2@cal.example
        DTSTART;VALUE=DATE:20261224
        SUMMARY:Heiligabend
        END:VEVENT
        END:VCALENDAR

        """;

    [Theory]
    [InlineData("\n", "utf-8")]
    [InlineData("\r\n", "utf-8")]
    [InlineData("\r\n", "utf-16")]
    public void Each_event_is_a_record_with_the_names_of_the_schema(string end, string encoding)
    {
        var parsed = Parsed.One(Calendar, Bytes(Events, end, encoding));

        parsed.Blocks.Select(b => (b.Type, b.Section)).ShouldBe([(BlockType.Record, "event"), (BlockType.Record, "event")]);
        parsed
            .Blocks[0]
            .Fields.Select(f => $"{f.Name}={f.Text}")
            .ShouldBe([
                "uid=1@cal.example",
                "dtstart=2026-11-20T09:15:00+01:00",
                "dtstart_time_zone=Europe/Zurich",
                "dtend=2026-11-20T10:15:00Z",
                "summary=Besprechung, Träume 東京 und mehr",
                "location=Raum 4\nHaus B",
                "organizer=Müller, Zoë",
                "organizer_email=zoe@nord.example",
                "status=confirmed",
                "rrule=FREQ=WEEKLY;COUNT=3",
                "attendees=Ann, bob@alder.example",
                "attendee_emails=ann@alder.example, bob@alder.example",
            ]);
        parsed.Blocks[0].Fields[^2].Json.ShouldBe("[\"Ann\",\"bob@alder.example\"]");
        parsed.Slice(parsed.Blocks[0].Fields[1].Range).ShouldBe("20261120T091500");
        parsed.Slice(parsed.Blocks[0].Fields[4].Range).ShouldBe($"Besprechung\\, Träume 東{end} 京 und mehr");
        parsed.Slice(parsed.Blocks[0].Fields[6].Range).ShouldBe("Müller, Zoë");
        parsed.Field(1, "all_day").ShouldBe("true");
        parsed.Field(1, "dtstart").ShouldBe("2026-12-24");
    }

    [Theory]
    [InlineData("TZID=Asia/Tokyo:20260611T090000", "2026-06-11T09:00:00+09:00")]
    [InlineData("TZID=America/New_York:20260111T090000", "2026-01-11T09:00:00-05:00")]
    [InlineData("TZID=/example.org/20260101/Europe/Berlin:20260611T090000", "2026-06-11T09:00:00+02:00")]
    [InlineData("TZID=Europe/Berlin:20261025T023000", "2026-10-25T02:30:00+02:00")]
    [InlineData("TZID=Europe/Berlin:20260329T023000", "2026-03-29T02:30:00+01:00")]
    [InlineData("TZID=Europe/Berlin:20260611T090000Z", "2026-06-11T09:00:00Z")]
    [InlineData("TZID=Nowhere/Town:20260611T090000", "2026-06-11T09:00:00")]
    [InlineData("TZID=../../../etc/passwd:20260611T090000", "2026-06-11T09:00:00")]
    [InlineData("VALUE=DATE;TZID=Asia/Tokyo:20260611", "2026-06-11")]
    public void Local_times_of_known_zones_have_their_offset(string start, string expected) =>
        Parsed.One(Calendar, $"BEGIN:VEVENT\nDTSTART;{start}\nEND:VEVENT\n").Field(0, "dtstart").ShouldBe(expected);

    [Fact]
    public void Guests_of_one_name_keep_their_addresses()
    {
        var parsed = Parsed.One(
            Calendar,
            "BEGIN:VEVENT\nATTENDEE;CN=Ann:mailto:ann@guests.example\nATTENDEE;CN=Ann:mailto:ann2@guests.example\nEND:VEVENT\n"
        );

        parsed
            .Blocks[0]
            .Fields.Select(f => (f.Name, f.Json))
            .ShouldBe([("attendees", """["Ann","Ann"]"""), ("attendee_emails", """["ann@guests.example","ann2@guests.example"]""")]);
    }

    [Fact]
    public void A_moved_occurrence_is_an_entry_of_its_own_and_not_its_series()
    {
        var parsed = Parsed.One(
            Calendar,
            "BEGIN:VEVENT\nUID:w-7@cal.example\nDTSTART:20260302T100000Z\nRRULE:FREQ=WEEKLY\nEND:VEVENT\n"
                + "BEGIN:VEVENT\nUID:w-7@cal.example\nRECURRENCE-ID;TZID=Europe/Berlin:20260316T100000\nRRULE:FREQ=WEEKLY\nDTSTART:20260317T150000Z\nEND:VEVENT\n"
        );

        parsed.Blocks.Select(b => b.Fields[0].Text).ShouldBe(["w-7@cal.example", "w-7@cal.example/20260316T100000"]);
        parsed.Slice(parsed.Blocks[1].Fields[0].Range).ShouldBe("w-7@cal.example");
        parsed.Field(1, "recurrence_id").ShouldBe("2026-03-16T10:00:00+01:00");
        (parsed.Field(0, "rrule"), parsed.Field(1, "rrule"), parsed.Field(1, "series_rrule")).ShouldBe(
            ("FREQ=WEEKLY", null, "FREQ=WEEKLY")
        );
    }

    private const string People = """
        BEGIN:VCARD
        VERSION:4.0
        FN:Zoë Müller
        N:Müller;Zoë;Maria;Dr.;
        item1.EMAIL;TYPE=work:zoe@nord.example
        EMAIL:zoe@privat.example
        TEL;TYPE="cell,voice":tel:+41 79 000 00 00
        TEL;TYPE=work:+41 44 000 00 00
        ORG:Nordlicht AG;Einkauf
        TITLE:Leiterin
        ADR;TYPE=work:;;Hafenstr. 1\, 2. Stock;Zürich;ZH;8001;Schweiz
        BDAY:19850412
        CATEGORIES:Kunden,Zürich
        NOTE:Zeile eins\nZeile zwei
        PHOTO;ENCODING=b:AAAA
        END:VCARD
        BEGIN:VCARD
        VERSION:2.1
        N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;=
        Jo=C3=ABl
        TEL;CELL:+1 555 0100
        END:VCARD

        """;

    [Theory]
    [InlineData("\n", "utf-8")]
    [InlineData("\r\n", "utf-16BE")]
    public void Each_card_is_a_record_with_the_names_of_the_schema(string end, string encoding)
    {
        var parsed = Parsed.One(Cards, Bytes(People, end, encoding));

        parsed
            .Blocks[0]
            .Fields.Select(f => $"{f.Name}={f.Text}")
            .ShouldBe([
                "name=Zoë Müller",
                "last_name=Müller",
                "first_name=Zoë",
                "middle_name=Maria",
                "prefix=Dr.",
                "mobile=+41 79 000 00 00",
                "phone=+41 44 000 00 00",
                "company=Nordlicht AG",
                "department=Einkauf",
                "job_title=Leiterin",
                "street=Hafenstr. 1, 2. Stock",
                "city=Zürich",
                "region=ZH",
                "postal_code=8001",
                "country=Schweiz",
                "birthday=1985-04-12",
                "notes=Zeile eins\nZeile zwei",
                "email=zoe@nord.example",
                "other_emails=zoe@privat.example",
                "tags=Kunden, Zürich",
            ]);
        parsed.Blocks[1].Fields.Select(f => $"{f.Name}={f.Text}").ShouldBe(["last_name=Müller", "first_name=Joël", "mobile=+1 555 0100"]);
        parsed.Diagnostics.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("BDAY;X-APPLE-OMIT-YEAR=1604:1604-08-14", "--0814")]
    [InlineData("BDAY;VALUE=date;X-APPLE-OMIT-YEAR=1604:16040814", "--0814")]
    [InlineData("BDAY;X-APPLE-OMIT-YEAR=1604:1985-08-14", "1985-08-14")]
    [InlineData("BDAY:--0814", "--0814")]
    public void Birthday_without_a_year_has_none_that_a_program_made_up(string line, string birthday) =>
        Parsed.One(Cards, $"BEGIN:VCARD\nFN:Ann\n{line}\nEND:VCARD\n").Field(0, "birthday").ShouldBe(birthday);

    [Fact]
    public void Broken_files_are_read_as_far_as_they_go()
    {
        Parsed
            .One(Calendar, "BEGIN:VEVENT\nSUMMARY:x\nnonsense\n")
            .Blocks.ShouldHaveSingleItem()
            .Fields.ShouldHaveSingleItem()
            .Text.ShouldBe("x");
        Parsed.One(Calendar, "END:VEVENT\nBEGIN:VEVENT\nEND:VEVENT\nEND:VEVENT").Blocks.Count.ShouldBe(1);
        Parsed.One(Cards, "BEGIN:VCARD\nFN:Ann").Diagnostics.ShouldHaveSingleItem().Reason.ShouldContain("no END");
        Parsed
            .One(Calendar, string.Concat(Enumerable.Repeat("BEGIN:X\n", 100)))
            .Diagnostics.ShouldContain(d => d.Reason.Contains("MaxDepth"));
    }

    private static byte[] Bytes(string text, string end, string name)
    {
        var encoding = Encoding.GetEncoding(name);
        return [.. name == "utf-8" ? [] : encoding.GetPreamble(), .. encoding.GetBytes(text.ReplaceLineEndings(end))];
    }
}
