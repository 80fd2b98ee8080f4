using Strata.Testing;

namespace Strata.Documents;

/// <summary>Sources that pandoc reads, from their bytes to entities and back to the place.</summary>
public sealed class PandocSourceTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private const string Chapter = """
        <?xml version="1.0" encoding="utf-8"?>
        <html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title></head><body><h1>Invoice</h1>
        <table><tbody><tr><td>Invoice number</td><td>INV-4711</td></tr><tr><td>Vendor</td><td>Acme Größe GmbH</td></tr><tr><td>Date</td><td>2026-01-05</td></tr><tr><td>Total</td><td>12.50 EUR</td></tr></tbody></table></body></html>
        """;

    private const string Terms = """
        <?xml version="1.0" encoding="utf-8"?>
        <html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title></head><body><p>Terms and conditions apply.</p></body></html>
        """;

    [Theory, DatabaseData, Trait("req", "G2")]
    public async Task An_EPUBs_values_lead_to_the_member_that_holds_them(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var result = await store.Alice.IngestAsync(
            "papers.epub",
            Office.Epub("Papers", "Ann", ("terms.xhtml", Terms), ("invoice.xhtml", Chapter))
        );

        var run = result.Run.ShouldNotBeNull();
        run.Status.ShouldBe(RunStatus.Completed, string.Join("; ", run.Errors));
        var entity = run.Entities.ShouldHaveSingleItem();
        entity.EntityType.ShouldBe("invoice");
        var from = await store.Alice.Entities.GetProvenanceAsync(entity.EntityId, "vendor", ReadAt.Now, None);
        from.Quote.ShouldBe("Acme Größe GmbH");
        from.QuoteVerified.ShouldBe(true);
        from.Places.ShouldNotBeNull().ShouldHaveSingleItem().Part.ShouldBe("invoice.xhtml");
        (await RenderedDocumentTests.ShownAsync(store.Alice, result.SourceId, "markdown")).ShouldContain("Acme Größe GmbH");
        await RenderedDocumentTests.ShouldVerifyAsync(store.Alice);
    }

    [Theory, DatabaseData]
    public async Task Text_formats_of_pandoc_give_entities_with_quotes(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        (string Name, string Text)[] files =
        [
            ("invoice.rst", "Invoice\n=======\n\n:Invoice number: INV-1\n:Vendor: Acme\n:Date: 2026-01-05\n:Total: 12.50 EUR\n"),
            ("invoice.org", "* Invoice\nInvoice number: INV-2\n\nVendor: Acme\n\nDate: 2026-01-05\n\nTotal: 12.50 EUR\n"),
            (
                "invoice.tex",
                "\\documentclass{article}\\begin{document}\\section{Invoice}\n\nInvoice number: INV-3\n\nVendor: Acme\n\nDate: 2026-01-05\n\nTotal: 12.50 EUR\\end{document}"
            ),
            (
                "invoice.rtf",
                "{\\rtf1\\ansi Invoice\\par Invoice number: INV-4\\par Vendor: Acme\\par Date: 2026-01-05\\par Total: 12.50 EUR\\par}"
            ),
        ];
        foreach (var (name, text) in files)
        {
            var result = await store.Alice.IngestAsync(name, Encoding.UTF8.GetBytes(text));
            var run = result.Run.ShouldNotBeNull();
            run.Status.ShouldBe(RunStatus.Completed, $"{name}: {string.Join("; ", run.Errors)}");
            var entity = run.Entities.ShouldHaveSingleItem(name);
            entity.EntityType.ShouldBe("invoice", name);
            (await store.Alice.Entities.GetProvenanceAsync(entity.EntityId, "total", ReadAt.Now, None)).Quote.ShouldBe("12.50 EUR", name);
        }
        await RenderedDocumentTests.ShouldVerifyAsync(store.Alice);
    }

    [Theory, DatabaseData]
    public async Task Source_that_pandoc_can_not_read_is_kept_and_the_run_says_why(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var result = await store.Alice.IngestAsync("broken.epub", Office.Zip(("mimetype", "application/epub+zip"u8.ToArray()), ("x", [1])));

        var run = result.Run.ShouldNotBeNull();
        run.Status.ShouldBe(RunStatus.Failed);
        run.Errors.ShouldHaveSingleItem().ShouldContain("pandoc can't read it as EPUB");
        (await store.Alice.Documents.ListAsync(new DocumentQuery { SourceId = result.SourceId }, None)).Items.ShouldBeEmpty();
    }
}
