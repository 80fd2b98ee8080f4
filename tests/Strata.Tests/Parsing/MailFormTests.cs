using Strata.Parsing;
using Strata.Parsing.Mail;

namespace Strata.Tests.Parsing;

/// <summary>Which form of a text is read that comes as plain text and as HTML, and what is said of the choice.</summary>
public sealed class MailFormTests
{
    private const string Prose =
        "Dear reader, thank you for your trust in us. We are glad to have you with us and hope that all is to your liking, as it has been to many others before you. "
        + "Should anything be amiss, write to us at any time and we shall see to it as soon as we can. Kind regards from all of us here at the harbour.";

    [Theory]
    [InlineData(
        Prose + " Your invoice is in the HTML part.",
        "<p>Invoice number: A-100</p><p>Total: 119.00 EUR</p><p>Date: 2026-02-03</p>",
        "Invoice number: A-100",
        "HTML, since the plain text lacks 100, 119.00, 2026-02-03",
        "the plain text, which is more than twice as long"
    )]
    [InlineData(
        "Total: 119.00 EUR for A-100. " + Prose,
        "<p>" + Prose + "</p><p>Total: 119,00 EUR for A-100</p>",
        "Total: 119.00 EUR",
        null,
        "the same text as HTML"
    )]
    [InlineData(
        "Order 4711 of 12.50 EUR. " + Prose,
        "<p>" + Prose + " &copy; 2026</p>",
        "Order 4711",
        null,
        "the text as HTML, which says besides: 2026"
    )]
    [InlineData(
        "Order 4711. " + Prose,
        "<p>" + Prose + "</p><p>12.50 EUR until 3.4.2026</p>",
        "Dear reader",
        "HTML, since the plain text lacks 12.50, 3.4.2026",
        "the plain text, which says besides: 4711"
    )]
    [InlineData(
        Prose,
        "<p>" + Prose + "</p><p>Write to Ann.Reader@acme.example</p>",
        "Dear reader",
        "HTML, since the plain text lacks Ann.Reader@acme.example",
        null
    )]
    [InlineData(
        Prose,
        "<p>" + Prose + "</p><table><tr><td>Vendor</td><td>Hafen Ltd</td></tr></table>",
        "Dear reader",
        "HTML, since the plain text lacks, of a table, vendor, hafen, ltd",
        null
    )]
    [InlineData(
        "Rope Pieces Price 2 40.00 Anchor 1 60.00 Item. " + Prose,
        "<table><tr><th>Item</th><th>Pieces</th><th>Price</th></tr><tr><td>Rope</td><td>2</td><td>40.00</td></tr><tr><td>Anchor</td><td>1</td><td>60.00</td></tr></table><p>"
            + Prose
            + "</p>",
        "",
        "HTML, since it has a table",
        null
    )]
    [InlineData(
        Prose,
        "<p>" + Prose + "</p><p>" + Prose + "</p><p>" + Prose + "</p>",
        "Dear reader",
        "HTML, which says more than twice as much as the plain text",
        null
    )]
    [InlineData(Prose, "<p>View this mail as text. &copy; 2026</p>", "Dear reader", null, "the text as HTML, which says besides: 2026")]
    [InlineData(Prose, "<div style='display:none'>Preheader 99</div><p>" + Prose + "</p>", "Dear reader", null, "the same text as HTML")]
    [InlineData(
        "1. " + Prose + " [2] https://x.example/17?id=2088",
        "<ol><li>" + Prose + "</li></ol><a href='https://x.example/17?id=2088'>here</a>",
        "1. Dear reader",
        null,
        "the same text as HTML"
    )]
    public void The_form_is_read_that_says_what_the_other_lacks(string plain, string html, string first, string? readAs, string? notRead)
    {
        var parsed = Parsed.One(new MailParser(), Mail(plain, html));

        parsed.Blocks[1].Text.ShouldStartWith(first);
        parsed.Document.Facts.GetValueOrDefault("read_as").ShouldBe(readAs);
        parsed.Document.Facts.GetValueOrDefault("not_read").ShouldBe(notRead);
        parsed.Diagnostics.ShouldBeEmpty();
    }

    [Fact]
    public void Each_text_of_a_mail_is_chosen_by_itself_and_files_stay_files()
    {
        var mail =
            "Content-Type: multipart/mixed; boundary=m\n\n--m\n"
            + Mail(Prose, "<p>" + Prose + "</p>")
            + "\n--m\n"
            + Mail(Prose, "<p>Nr 4711, 4712, 4713</p>").Replace("=b", "=c").Replace("--b", "--c")
            + "\n--m\nContent-Type: text/html\nContent-Disposition: attachment; filename=a.html\n\n<p>file 1</p>\n--m--\n";
        var parser = new MailParser();
        var parsed = Parsed.One(parser, mail);

        parsed.Blocks.Select(block => block.Text).Skip(1).ShouldBe([Prose, "Nr 4711, 4712, 4713"]);
        parsed.Document.Facts["read_as"].ShouldBe("HTML, since the plain text lacks 4711, 4712, 4713");
        parsed.Document.Facts["not_read"].ShouldBe("the same text as HTML; the plain text, which is more than twice as long");
        using var source = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(mail));
        parser.Members(source, null, ParseBudget.Default).ShouldHaveSingleItem().FileName.ShouldBe("a.html");
    }

    private static string Mail(string plain, string html) =>
        $"Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n{plain}\n--b\nContent-Type: text/html; charset=utf-8\n\n<html><body>{html}</body></html>\n--b--\n";
}
