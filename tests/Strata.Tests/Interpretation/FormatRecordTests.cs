using Strata.Parsing;
using Strata.Rules;

namespace Strata.Tests.Interpretation;

/// <summary>Records of all formats, from bytes to findings.</summary>
public sealed class FormatRecordTests
{
    [Fact]
    public void Tasks_beside_events_are_tasks()
    {
        var findings = Read(
            "text/calendar",
            """
            BEGIN:VCALENDAR
            BEGIN:VEVENT
            UID:e8
            SUMMARY:Ev
            DTSTART:20260401T120000Z
            END:VEVENT
            BEGIN:VTODO
            UID:t8
            SUMMARY:Todo beside
            DUE:20260401T120000Z
            END:VTODO
            END:VCALENDAR
            """
        );

        findings.Select(f => f.Schema.EntityType).ShouldBe(["event", "task"]);
        TextSource.Values(findings[1]).Keys.ShouldContain("due_date");
    }

    [Fact]
    public void A_moved_occurrence_is_an_event_beside_its_series()
    {
        var findings = Read(
            "text/calendar",
            """
            BEGIN:VCALENDAR
            BEGIN:VEVENT
            DTSTART;TZID=Europe/Berlin:20260302T100000
            RRULE:FREQ=WEEKLY;COUNT=10
            UID:weekly-77@cal.example
            SUMMARY:Weekly harbour call
            END:VEVENT
            BEGIN:VEVENT
            DTSTART;TZID=Europe/Berlin:20260317T150000
            UID:weekly-77@cal.example
            RECURRENCE-ID;TZID=Europe/Berlin:20260316T100000
            SUMMARY:Weekly harbour call
            END:VEVENT
            END:VCALENDAR
            """
        );

        findings.Select(f => f.Schema.EntityType).ShouldBe(["event", "event"]);
        var values = findings.Select(f => f.Fields.ToDictionary(field => field.Name, field => field.Json)).ToList();
        values.Select(v => v["external_id"]).ShouldBe(["\"weekly-77@cal.example\"", "\"weekly-77@cal.example/20260316T100000\""]);
        values.Select(v => v["start"]).ShouldBe(["\"2026-03-02T10:00:00+01:00\"", "\"2026-03-17T15:00:00+01:00\""]);
        values.Select(v => v.ContainsKey("recurrence")).ShouldBe([true, false]);
    }

    [Theory]
    [InlineData("<article><title>T</title><p>mixed <b>text</b> here</p><p>two</p></article>", "mixed text here\ntwo")]
    [InlineData("<article><title>T</title><p>mixed <b>text</b> here</p></article>", "mixed text here")]
    public void The_text_of_an_article_in_XML_is_what_it_says_without_its_tags(string xml, string text)
    {
        var finding = Read("application/xml", xml).ShouldHaveSingleItem();

        finding.Schema.EntityType.ShouldBe("note");
        var field = finding.Fields.Single(f => f.Name == "text");
        JsonSerializer.Deserialize<string>(field.Json).ShouldNotBeNull().ShouldEndWith(text);
        field.Json.ShouldNotContain("\\u003C");
        field.Json.ShouldNotContain("<");
        field.Raw.ShouldContain("<b>");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(25)]
    public void An_invoice_with_items_is_one_invoice_in_every_format(int count)
    {
        var numbers = Enumerable.Range(1, count).ToList();
        var json =
            $$"""{"invoice_number": "BIG-1", "vendor": "V GmbH", "total": {{count * 10}}, "currency": "EUR", "items": [{{string.Join(",\n", numbers.Select(n => $$"""{"description": "Item number {{n}} of the list", "amount": 10}"""))}}]}""";
        var yaml =
            $"invoice_number: BIG-1\nvendor: V GmbH\ntotal: {count * 10}\ncurrency: EUR\nitems:\n{string.Concat(numbers.Select(n => $"  - description: Item {n}\n    amount: 10\n"))}";
        var toml =
            $"invoice_number = \"BIG-1\"\nvendor = \"V GmbH\"\ntotal = {count * 10}\ncurrency = \"EUR\"\n{string.Concat(numbers.Select(n => $"[[items]]\ndescription = \"Item {n}\"\namount = 10\n"))}";
        var rows = string.Concat(numbers.Select(n => $"<item><description>Item {n}</description><amount>10</amount></item>\n"));
        var xml =
            $"<invoice><invoice_number>BIG-1</invoice_number><vendor>V GmbH</vendor><total>{count * 10}</total><currency>EUR</currency><items>{rows}</items></invoice>";
        var flat = xml.Replace("<items>", "").Replace("</items>", "").Replace("item>", "line_items>");
        (string, string)[] sources =
        [
            ("application/json", json),
            ("application/yaml", yaml),
            ("application/toml", toml),
            ("application/xml", xml),
            ("application/xml", flat),
        ];
        foreach (var (mediaType, text) in sources)
        {
            var finding = Read(mediaType, text).ShouldHaveSingleItem(mediaType);

            finding.Schema.EntityType.ShouldBe("invoice", mediaType);
            var values = TextSource.Values(finding);
            values["invoice_number"].ShouldBe("\"BIG-1\"");
            using var list = JsonDocument.Parse(values["items"]);
            list.RootElement.GetArrayLength().ShouldBe(count, mediaType);
            list.RootElement[1].GetProperty("amount").GetDecimal().ShouldBe(10);
        }
    }

    [Theory]
    [InlineData(
        "application/yaml",
        "exported: 2026-01-01\naccount: X\ncontacts:\n  - name: Ann\n    email: ann@x.org\n  - name: Bo\n    email: bo@x.org\n"
    )]
    [InlineData(
        "application/toml",
        "version = 1\naccount = \"X\"\n[[contacts]]\nname = \"Ann\"\nemail = \"ann@x.org\"\n[[contacts]]\nname = \"Bo\"\nemail = \"bo@x.org\"\n"
    )]
    [InlineData(
        "application/xml",
        "<export user='X'><contact><name>Ann</name><email>ann@x.org</email></contact><contact><name>Bo</name><email>bo@x.org</email></contact></export>"
    )]
    [InlineData(
        "application/json",
        """{"account": "X", "contacts": [{"name": "Ann", "email": "ann@x.org"}, {"name": "Bo", "email": "bo@x.org"}]}"""
    )]
    public void A_wrapper_around_records_is_an_envelope_in_every_format(string mediaType, string text) =>
        Read(mediaType, text).Count(f => f.Schema.EntityType == "contact").ShouldBe(2);

    [Fact]
    public void Items_of_a_feed_are_records()
    {
        var items = string.Concat(Enumerable.Range(0, 3).Select(i => $"<item><title>News {i}</title><guid>g{i}</guid></item>"));
        Read(
            "application/xml",
            $"<rss version='2.0'><channel><title>T</title><link>https://x.example</link><description>D</description><language>en</language>{items}</channel></rss>"
        )
            .Length.ShouldBeGreaterThanOrEqualTo(3);
    }

    [Fact]
    public void The_header_of_a_list_labels_nothing() =>
        Read(
                "text/markdown",
                "# Project plan\n\nDate: 2026-03-20\n\n| Task | Who | Until |\n| --- | --- | --- |\n| Book the crane | Wanda | 2026-03-27 |\n| Pay | Samir | 2026-04-17 |\n"
            )
            .SelectMany(f => f.Fields)
            .Select(f => f.Name)
            .ShouldNotContain("end");

    private static Finding[] Read(string mediaType, string text, string fileName = "x")
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        using var source = new MemoryStream(bytes);
        var findings = new List<Finding>();
        foreach (var document in Parsers.For(mediaType).ShouldNotBeNull().Parse(source, fileName, ParseBudget.Default))
        {
            Func<ByteRange, string> at = range => Encoding.UTF8.GetString(bytes, (int)range.Start, (int)range.Length);
            findings.AddRange(
                RulesInterpreter.Start(TextSource.Seeds, InterpretationOptions.Default, document, fileName, at).Interpret(document.Blocks)
            );
        }

        findings.SelectMany(f => f.Fields).ShouldAllBe(f => bytes.Length >= f.Range.End);
        return [.. findings];
    }
}
