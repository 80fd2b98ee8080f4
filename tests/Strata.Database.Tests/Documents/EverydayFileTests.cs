using System.Diagnostics;
using Strata.Testing;

namespace Strata.Documents;

/// <summary>Calendars, address books, mails and scans, from their bytes to entities with evidence.</summary>
public sealed class EverydayFileTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private const string Calendar = """
        BEGIN:VCALENDAR
        VERSION:2.0
        BEGIN:VEVENT
        UID:ev-1@example.org
        DTSTART;TZID=Europe/Berlin:20260302T093000
        DTEND;TZID=Europe/Berlin:20260302T103000
        SUMMARY:Übergabe der
          Wohnung
        LOCATION:Hauptstraße 5\, Köln
        ORGANIZER;CN=Ann Reader:mailto:ann@example.org
        ATTENDEE;CN=Bob:mailto:bob@example.org
        STATUS:CONFIRMED
        END:VEVENT
        BEGIN:VEVENT
        UID:ev-2@example.org
        DTSTART;VALUE=DATE:20260401
        SUMMARY:Urlaub
        END:VEVENT
        END:VCALENDAR

        """;

    private const string Cards = """
        BEGIN:VCARD
        VERSION:3.0
        UID:c-1
        FN:Zoë Müller
        N:Müller;Zoë;;;
        ORG:Acme GmbH
        TITLE:Buchhaltung
        EMAIL;TYPE=work:zoe@example.org
        TEL;TYPE=cell:+49 170 1234567
        BDAY:1990-05-06
        END:VCARD

        """;

    private const string Mail = """
        From: "Ann Reader" <ann@example.org>
        To: Bob Writer <bob@example.org>, carol@example.org
        Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=
        Date: Mon, 02 Feb 2026 10:00:00 +0100
        Message-ID: <m1@example.org>

        Hello Bob.

        """;

    [Theory, DatabaseData]
    public async Task Calendar_entries_become_events(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var result = await store.Alice.IngestAsync("team.ics", Encoding.UTF8.GetBytes(Calendar.ReplaceLineEndings("\r\n")));

        result.Run.ShouldNotBeNull().Status.ShouldBe(RunStatus.Completed, string.Join("; ", result.Run.Errors));
        var handover = (await store.Alice.FindEntitiesAsync("ev-1@example.org", "event", ReadAt.Now, None)).ShouldHaveSingleItem();
        var fields = handover.Fields;
        fields["title"].GetString().ShouldBe("Übergabe der Wohnung");
        fields["start"].GetString().ShouldNotBeNull().ShouldStartWith("2026-03-02T09:30");
        fields["location"].GetString().ShouldBe("Hauptstraße 5, Köln");
        fields["organizer"].GetString().ShouldBe("Ann Reader");
        fields["attendees"][0].GetString().ShouldBe("Bob");
        fields["status"].GetString().ShouldBe("confirmed");
        var holiday = (await store.Alice.FindEntitiesAsync("ev-2@example.org", "event", ReadAt.Now, None)).ShouldHaveSingleItem();
        holiday.Fields["all_day"].GetBoolean().ShouldBeTrue();
        var from = await store.Alice.Entities.GetProvenanceAsync(handover.EntityId, "organizer", ReadAt.Now, None);
        (from.Quote, from.QuoteVerified).ShouldBe(("Ann Reader", true));
        await RenderedDocumentTests.ShouldVerifyAsync(store.Alice);
    }

    [Theory, DatabaseData]
    public async Task Cards_become_contacts(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var result = await store.Alice.IngestAsync("people.vcf", Encoding.UTF8.GetBytes(Cards.ReplaceLineEndings("\r\n")));

        result.Run.ShouldNotBeNull().Status.ShouldBe(RunStatus.Completed, string.Join("; ", result.Run.Errors));
        var contact = (await store.Alice.FindEntitiesAsync("zoe@example.org", "contact", ReadAt.Now, None)).ShouldHaveSingleItem();
        contact.Fields["name"].GetString().ShouldBe("Zoë Müller");
        contact.Fields["last_name"].GetString().ShouldBe("Müller");
        contact.Fields["company"].GetString().ShouldBe("Acme GmbH");
        contact.Fields["birthday"].GetString().ShouldBe("1990-05-06");
        contact.Fields["mobile"].GetString().ShouldNotBeNull().ShouldContain("1234567");
        (await store.Alice.Entities.GetProvenanceAsync(contact.EntityId, "email", ReadAt.Now, None)).Quote.ShouldBe("zoe@example.org");
        await RenderedDocumentTests.ShouldVerifyAsync(store.Alice);
    }

    [Theory, DatabaseData]
    public async Task People_in_a_mails_headers_become_contacts(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var result = await store.Alice.IngestAsync("hello.eml", Encoding.UTF8.GetBytes(Mail.ReplaceLineEndings("\r\n")));

        result.Run.ShouldNotBeNull().Status.ShouldBe(RunStatus.Completed, string.Join("; ", result.Run.Errors));
        foreach (
            var (email, name) in ((string, string?)[])
                [("ann@example.org", "Ann Reader"), ("bob@example.org", "Bob Writer"), ("carol@example.org", null)]
        )
        {
            var contact = (await store.Alice.FindEntitiesAsync(email, "contact", ReadAt.Now, None)).ShouldHaveSingleItem(email);
            (contact.Fields.TryGetValue("name", out var found) ? found.GetString() : null).ShouldBe(name, email);
        }
        var ann = (await store.Alice.FindEntitiesAsync("ann@example.org", "contact", ReadAt.Now, None)).ShouldHaveSingleItem();
        (await store.Alice.Entities.GetProvenanceAsync(ann.EntityId, "email", ReadAt.Now, None)).Quote.ShouldBe("ann@example.org");
        await RenderedDocumentTests.ShouldVerifyAsync(store.Alice);
    }

    [Theory, DatabaseData, Trait("req", "G2")]
    public async Task A_scan_is_read_when_asked_for_and_its_values_lead_to_page_and_box(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var scan = await ScanAsync("Invoice", "Invoice number: 47110815", "Vendor: Acme Limited", "Date: 2026-01-05", "Total: 12.50 EUR");

        var unread = await store.Alice.IngestAsync("scan.pdf", scan);
        unread.Run.ShouldNotBeNull().EntityCount.ShouldBe(0);
        unread.Run.Errors.ShouldContain(e => e.Contains("page 1 is a picture", StringComparison.Ordinal));

        var read = await store.Alice.Sources.ReinterpretAsync(new() { SourceId = unread.SourceId, Ocr = true }, null, None);
        var run = read.Run.ShouldNotBeNull();
        var entity = run.Entities.ShouldHaveSingleItem(
            $"{run.Status} {string.Join("; ", run.Errors)}\n{await RenderedDocumentTests.ShownAsync(store.Alice, unread.SourceId, "text")}"
        );
        entity.EntityType.ShouldBe("invoice");
        var from = await store.Alice.Entities.GetProvenanceAsync(entity.EntityId, "vendor", ReadAt.Now, None);
        (from.Quote, from.QuoteVerified).ShouldBe(("Acme Limited", true));
        var places = from.Places.ShouldNotBeNull();
        places.ShouldNotBeEmpty();
        places.ShouldAllBe(place => place.Page == 1 && place.Box != null);
        var box = places[0].Box.ShouldNotBeNull();
        box.Left.ShouldBeInRange(72, 200);
        box.PageHeight.ShouldBeInRange(838, 846);

        var document = (await store.Alice.Documents.ListAsync(new DocumentQuery { SourceId = unread.SourceId }, None)).Items.Single(d =>
            d.Parser == "pdf-ocr"
        );
        var blocks = (await store.Alice.Blocks.ListAsync(document.DocumentId, new BlockQuery(), None))
            .Items.Where(b => b.Text.Length > 0)
            .ToList();
        blocks.ShouldNotBeEmpty();
        blocks.ShouldAllBe(b => b.Traits != null && b.Traits.Note == "read by OCR" && b.Traits.Confidence > 0.3);
        await RenderedDocumentTests.ShouldVerifyAsync(store.Alice);
    }

    [Theory, DatabaseData, Trait("req", "G2")]
    public async Task A_picture_is_kept_and_read_when_OCR_is_asked_for(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var picture = await PictureAsync(
            "Invoice",
            "Invoice number: 47110815",
            "Vendor: Acme Limited",
            "Date: 2026-01-05",
            "Total: 12.50 EUR"
        );

        var unread = await store.Alice.IngestAsync("photo.jpg", picture);
        (unread.MediaType, unread.Run.ShouldNotBeNull().Status).ShouldBe(("image/jpeg", RunStatus.Failed));
        unread.Run.Errors.ShouldHaveSingleItem().ShouldContain("--ocr");

        var read = await store.Alice.IngestAsync("photo.jpg", picture, new IngestRequest { Ocr = true });
        read.SourceId.ShouldBe(unread.SourceId);
        read.Run.ShouldNotBeNull().Status.ShouldBe(RunStatus.Completed, string.Join("; ", read.Run.Errors));
        var invoice = read.Run.Entities.ShouldHaveSingleItem();
        var from = await store.Alice.Entities.GetProvenanceAsync(invoice.EntityId, "vendor", ReadAt.Now, None);
        (from.Quote, from.QuoteVerified).ShouldBe(("Acme Limited", true));
        from.Places.ShouldNotBeNull().ShouldAllBe(place => place.Page == 1 && place.Box != null);
        var document = (await store.Alice.Documents.ListAsync(new DocumentQuery(), None)).Items.ShouldHaveSingleItem().DocumentId;
        var (mediaType, _, page) = await store.Alice.Blocks.ShowPageAsync(document, 1, None, width: 900);
        await using (page)
        {
            using var shown = new MemoryStream();
            await page.CopyToAsync(shown, None);
            (mediaType, shown.ToArray().SequenceEqual(picture)).ShouldBe(("image/jpeg", true));
        }
        (await Should.ThrowAsync<StrataException>(() => store.Alice.Blocks.ShowPageAsync(document, 2, None))).Code.ShouldBe(
            ErrorCode.SourceNotFound
        );
        (await RenderedDocumentTests.ShownAsync(store.Alice, unread.SourceId, "text")).ShouldContain("Acme Limited");
        await RenderedDocumentTests.ShouldVerifyAsync(store.Alice);
    }

    private static async Task<byte[]> ScanAsync(params string[] lines)
    {
        var jpeg = await PictureAsync(lines);
        var (width, height) = SizeOf(jpeg);
        return Office.Scan(jpeg, width, height);
    }

    /// <summary>A page of lines, drawn and taken as a picture.</summary>
    private static async Task<byte[]> PictureAsync(params string[] lines)
    {
        var folder = TestFolder.New();
        try
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, "page.pdf"), Office.Pdf(lines), None);
            using var program = Process.Start(
                new ProcessStartInfo("pdftoppm", ["-r", "150", "-jpeg", "-singlefile", "page.pdf", "page"])
                {
                    WorkingDirectory = folder,
                    UseShellExecute = false,
                }
            );
            await program.ShouldNotBeNull().WaitForExitAsync(None);
            return await File.ReadAllBytesAsync(Path.Combine(folder, "page.jpg"), None);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>From the baseline frame header (ITU T.81, B.2.2).</summary>
    private static (int Width, int Height) SizeOf(byte[] jpeg)
    {
        var at = 2;
        while (jpeg[at + 1] is not (0xC0 or 0xC1 or 0xC2))
        {
            at += 2 + (jpeg[at + 2] << 8) + jpeg[at + 3];
        }
        return ((jpeg[at + 7] << 8) + jpeg[at + 8], (jpeg[at + 5] << 8) + jpeg[at + 6]);
    }
}
