using Strata.Testing;

namespace Strata.Documents;

/// <summary>What a mail says of the paper attached to it is the same paper, with two sources.</summary>
public sealed class AttachedPaperTests
{
    private const string Paper = """
        INVOICE

        Lumen Cloud GmbH
        4 Quay Road, Bremen

        Invoice number: A/2025/77
        Invoice date: 2025-08-04
        Bill to: Marta Silva

        Subtotal 150.00
        VAT 20% 30.00
        Total 180.00 EUR
        """;

    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData]
    public async Task Mail_and_its_attached_invoice_are_one_with_two_sources_until_somebody_separates_them(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Bob.IngestAsync("mail.eml", Mail("180.00", "A/2025/77"));

        var mail = await store.Alice.IngestAsync("mail.eml", Mail("180.00", "A/2025/77"));

        var invoice = (await store.Alice.ListAsync("invoice")).ShouldHaveSingleItem();
        var sources = (
            await store.Alice.Entities.ListObservationsAsync(invoice.EntityId, evidence: false, new PageRequest(), ReadAt.Now, None)
        )
            .Items.Select(o => o.SourceId)
            .Distinct()
            .ToList();
        sources.Count.ShouldBe(2);
        sources.ShouldContain(mail.SourceId);
        (await store.Alice.VerifyAsync()).Ok.ShouldBeTrue();
        (await store.Alice.RebuildAsync()).Changed.ShouldBe(0);

        await store.Alice.Decisions.UnmergeAsync(invoice.MergedFrom.ShouldHaveSingleItem(), new DecisionRequest(), None);
        await store.Alice.Sources.ReinterpretAsync(new() { SourceId = mail.SourceId, EntityType = "invoice" }, null, None);
        (await store.Alice.ListAsync("invoice")).Count.ShouldBe(2, "a person has said that they are two");
    }

    [Theory, DatabaseData]
    public async Task Mail_of_another_total_or_number_says_nothing_of_the_paper(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);

        await store.Alice.IngestAsync("total.eml", Mail("95.00", "A/2025/77"));
        await store.Bob.IngestAsync("number.eml", Mail("180.00", "A/2025/78"));

        (await store.Alice.ListAsync("invoice")).Count.ShouldBe(2);
        (await store.Bob.ListAsync("invoice")).Count.ShouldBe(2);
    }

    private static byte[] Mail(string total, string number) =>
        Encoding.UTF8.GetBytes(
            $"""
            From: Lumen <noreply@lumen.example>
            To: Marta Silva <marta@silva.example>
            Subject: Your invoice from Lumen
            Date: Mon, 04 Aug 2025 10:00:00 +0200
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=cut

            --cut
            Content-Type: text/plain; charset=utf-8

            Hello,

            Invoice number: {number}
            Total: {total} EUR
            Due date: 2025-09-03

            The invoice is attached.
            --cut
            Content-Type: text/plain; charset=utf-8; name=invoice.txt
            Content-Disposition: attachment; filename=invoice.txt

            {Paper}
            --cut--
            """.ReplaceLineEndings("\r\n")
        );
}
