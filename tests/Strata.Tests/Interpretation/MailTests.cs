using Strata.Parsing;
using Strata.Rules;

namespace Strata.Tests.Interpretation;

public class MailTests
{
    private const string Mail = """
        From: "Wanda Okafor" <wanda@alder-finch.example>
        To: Jonas Weber <jonas@hafenwerk.example>, ada@lind.example
        Subject: Invoice for March
        Date: Tue, 3 Mar 2026 10:15:00 +0100
        Content-Type: text/plain; charset=utf-8

        Dear Jonas, it is attached.
        """;

    [Fact]
    public void People_in_a_mails_header_are_contacts_and_the_header_is_kept_whole()
    {
        var findings = Read(Mail);

        var contacts = findings.Where(f => f.Schema.EntityType == "contact").Select(TextSource.Values).ToList();
        contacts.Select(c => c["email"]).ShouldBe(["\"wanda@alder-finch.example\"", "\"jonas@hafenwerk.example\"", "\"ada@lind.example\""]);
        contacts[0]["name"].ShouldBe("\"Wanda Okafor\"");
        findings.ShouldNotContain(f => f.Schema.EntityType == "invoice");
        findings
            .Single(f => f.Schema.EntityType != "contact")
            .Fragments.Select(f => f.Name)
            .ShouldBe(["From", "To", "Subject", "Date"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("\"Doe, Jane\" <jane@corp.example>", "Doe, Jane")]
    [InlineData("=?utf-8?Q?Doe=2C_J=C3=B6rg?= <jane@corp.example>", "Doe, Jörg")]
    [InlineData("\"Jane \\\"JD\\\" Doe, MD\" <jane@corp.example>", "Jane \"JD\" Doe, MD")]
    [InlineData("jane@corp.example (Doe, Jane)", "Doe, Jane")]
    public void Names_in_quotes_are_whole(string from, string name)
    {
        var contacts = Read($"From: {from}\nTo: Ben B <b@team.example>\nSubject: x\n\nHello.")
            .Where(f => f.Schema.EntityType == "contact")
            .Select(TextSource.Values)
            .ToList();

        contacts.Select(c => JsonSerializer.Deserialize<string>(c["name"])).ShouldBe([name, "Ben B"]);
        contacts.Select(c => c["email"]).ShouldBe(["\"jane@corp.example\"", "\"b@team.example\""]);
    }

    [Fact]
    public void Invoice_in_a_mails_body_is_read_by_its_own_labels()
    {
        var findings = Read(
            Mail.Replace(
                "Dear Jonas, it is attached.",
                "Invoice No: 17\nDue date: 4 April 2026\nVendor: Alder & Finch\nTotal: EUR 12.00",
                StringComparison.Ordinal
            )
        );

        var invoice = TextSource.Values(findings.Single(f => f.Schema.EntityType == "invoice"));
        invoice["vendor"].ShouldBe("\"Alder & Finch\"");
        invoice["invoice_number"].ShouldBe("\"17\"");
        invoice.ShouldNotContainKey("customer");
    }

    [Fact]
    public void Invoice_that_only_the_HTML_of_a_mail_has_is_read_from_it()
    {
        var stub =
            "Your invoice is in the HTML part. "
            + string.Concat(Enumerable.Repeat("Please open it with a program that shows such parts of a mail. ", 6));
        var findings = Read(
            $"""
            From: shop@hafen.example
            Subject: Your invoice
            Content-Type: multipart/alternative; boundary=b

            --b
            Content-Type: text/plain; charset=utf-8

            {stub}
            --b
            Content-Type: text/html; charset=utf-8

            <h1>Invoice</h1><table><tr><td>Invoice number</td><td>A-100</td></tr><tr><td>Date</td><td>2026-02-03</td></tr>
            <tr><td>Vendor</td><td>Hafen Ltd</td></tr><tr><td>Total</td><td>119.00 EUR</td></tr></table>
            --b--
            """
        );

        var invoice = TextSource.Values(findings.Single(f => f.Schema.EntityType == "invoice"));
        (invoice["invoice_number"], invoice["vendor"], invoice["total"], invoice["issue_date"]).ShouldBe(
            ("\"A-100\"", "\"Hafen Ltd\"", "119", "\"2026-02-03\"")
        );
    }

    private static IReadOnlyList<Finding> Read(string mail)
    {
        using var source = new MemoryStream(Encoding.UTF8.GetBytes(mail.ReplaceLineEndings("\r\n")));
        var document = Parsers.For("message/rfc822").ShouldNotBeNull().Parse(source, "m.eml", ParseBudget.Default).Single();
        var blocks = document.Blocks.ToList();
        var text = Encoding.UTF8.GetBytes(string.Join(RenderedText.Separator, blocks.Select(block => block.Text)));
        Func<ByteRange, string> at = range => Encoding.UTF8.GetString(text, (int)range.Start, (int)range.Length);
        Finding[] findings =
        [
            .. RulesInterpreter.Start(TextSource.Seeds, InterpretationOptions.Default, document, "m.eml", at).Interpret(blocks),
        ];
        findings.SelectMany(f => f.Fields).ShouldAllBe(f => at(f.Range) == f.Raw);
        findings.SelectMany(f => f.Fragments).ShouldAllBe(f => at(f.Range) == f.Raw);
        return findings;
    }
}
