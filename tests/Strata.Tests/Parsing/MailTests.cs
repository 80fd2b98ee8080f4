using Strata.Parsing;
using Strata.Parsing.Mail;

namespace Strata.Tests.Parsing;

public sealed class MailTests
{
    private static readonly MailParser Mail = new();
    private static readonly MboxParser Mbox = new();

    private const string Letter = """
        Received: from mx.example (mx.example [192.0.2.1]) by in.example; Fri, 20 Nov 2026 09:15:04 +0100
        From: =?utf-8?Q?Zo=C3=AB_M=C3=BCller?= <zoe@nord.example>
        To: "Smith, Ann" <ann@alder.example>, bob@alder.example (Bob),
         Team: carl@alder.example;
        Cc: =?iso-8859-1?Q?Ren=E9?= <rene@alder.example>
        Subject: =?utf-8?B?UmVjaG51bmcg?= =?utf-8?B?Mjcg4oKs?=
        Date: Fri, 20 Nov 2026 09:15:00 +0100 (CET)
        Message-ID: <1@nord.example>
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary="outer"

        This is not shown.
        --outer
        Content-Type: multipart/alternative; boundary=inner

        --inner
        Content-Type: text/plain; charset=iso-8859-1
        Content-Transfer-Encoding: quoted-printable

        Liebe Ann,

        die Rechnung =FCber 27 Euro, mit einer sehr langen Zeile, die umbrochen =
        wird.

        Am 19.11.2026 schrieb Ann:
        > Wann kommt sie?
        >> Bald.

        --=20
        Zoe
        --inner
        Content-Type: text/html; charset=utf-8

        <p>Liebe Ann</p>
        --inner--
        --outer
        Content-Type: application/pdf; name="=?utf-8?Q?Rechnung_=E2=82=AC.pdf?="
        Content-Disposition: attachment; filename*=utf-8''Rechnung%20%E2%82%AC.pdf
        Content-Transfer-Encoding: base64

        JVBERi0x
        LjcK
        --outer
        Content-Type: message/rfc822

        From: old@x.example
        Subject: enclosed

        Old text
        --outer
        Content-Type: text/csv
        Content-Disposition: attachment; filename="../../etc/pass\"wd.csv"

        a,b
        1,2
        --outer--
        Epilogue, not shown.
        """;

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void A_mail_is_its_header_and_its_plain_text(string end)
    {
        var parsed = Parsed.One(Mail, Letter.ReplaceLineEndings(end));

        parsed.Document.Title.ShouldBe("Rechnung 27 €");
        parsed.Document.Facts["message_id"].ShouldBe("<1@nord.example>");
        parsed
            .Blocks.Select(b => $"{b.Type} {b.Text.Replace('\n', '⏎')}")
            .ShouldBe([
                "Message From: Zoë Müller <zoe@nord.example>⏎To: \"Smith, Ann\" <ann@alder.example>, Bob <bob@alder.example>, carl@alder.example⏎"
                    + "Cc: René <rene@alder.example>⏎Date: Fri, 20 Nov 2026 09:15:00 +0100 (CET)⏎Subject: Rechnung 27 €⏎"
                    + "Attachments: Rechnung €.pdf, message.eml, passwd.csv",
                "Paragraph Liebe Ann,",
                "Paragraph die Rechnung über 27 Euro, mit einer sehr langen Zeile, die umbrochen wird.",
                "Paragraph Am 19.11.2026 schrieb Ann:",
                "Quote Wann kommt sie?",
                "Quote Bald.",
                "Paragraph Zoe",
            ]);
        parsed.Quote(0).ShouldBe("=?utf-8?Q?Zo=C3=AB_M=C3=BCller?= <zoe@nord.example>");
        parsed.Blocks[0].Fields.Select(f => f.Name).ShouldBe(["From", "To", "Cc", "Date", "Subject", "Attachments"]);
        parsed
            .Blocks[1]
            .Traits.ShouldBe(new() { Author = "Zoë Müller <zoe@nord.example>", Time = new(2026, 11, 20, 9, 15, 0, TimeSpan.FromHours(1)) });
        parsed.Blocks[4].Traits!.Author.ShouldBeNull();
        parsed.Blocks[6].Traits!.Note.ShouldBe("signature");
        parsed.Blocks[2].Spans.ShouldHaveSingleItem().Place.Part.ShouldBe("1.1");
    }

    [Fact]
    public void Attachments_are_members_with_their_own_bytes_and_harmless_names()
    {
        using var source = new MemoryStream(Encoding.UTF8.GetBytes(Letter));

        var members = Mail.Members(source, null, ParseBudget.Default).ToList();

        members
            .Select(m => (m.Path, m.FileName, m.MediaType))
            .ShouldBe([
                ("2", "Rechnung €.pdf", "application/pdf"),
                ("3", "message.eml", "message/rfc822"),
                ("4", "passwd.csv", "text/csv"),
            ]);
        members.Select(m => Read(m)).ShouldBe(["%PDF-1.7\n", "From: old@x.example\nSubject: enclosed\n\nOld text", "a,b\n1,2"]);
    }

    [Fact]
    public void HTML_alone_is_read_as_HTML_in_its_charset()
    {
        byte[] mail =
        [
            .. "From: a@x.example\r\nContent-Type: text/html; charset=windows-1252\r\nMIME-Version: 1.0\r\n\r\n<h1>Gr"u8,
            0xFC,
            .. "sse</h1><p>5 "u8,
            0x80,
            .. "</p>"u8,
        ];

        var parsed = Parsed.One(Mail, mail);

        parsed.Blocks.Select(b => (b.Type, b.Text)).Skip(1).ShouldBe([(BlockType.Heading, "Grüsse"), (BlockType.Paragraph, "5 €")]);
        parsed.Blocks[1].Spans[0].Place.Part.ShouldBe("1");
    }

    [Theory]
    [InlineData("text/plain", "part 1, line 2: not valid UTF-8")]
    [InlineData("text/html", "part 1, line 2: not valid UTF-8")]
    public void Bytes_of_a_body_that_are_no_text_are_named(string type, string reason)
    {
        byte[] mail =
        [
            .. Encoding.ASCII.GetBytes($"From: a@x.example\r\nContent-Type: {type}; charset=utf-8\r\nMIME-Version: 1.0\r\n\r\n"),
            .. "Grüße und Grüße\r\nTotal "u8,
            0xE4,
            .. " 5\r\n"u8,
        ];

        Parsed.One(Mail, mail).Diagnostics.ShouldHaveSingleItem().Reason.ShouldStartWith(reason);
    }

    [Fact]
    public void Flowed_lines_are_joined()
    {
        var parsed = Parsed.One(
            Mail,
            "From: a@x.example\nContent-Type: text/plain; format=flowed\n\nOne line \nthat goes on\nand one more.\n> quoted \n> on\n"
        );

        parsed.Blocks.Select(b => b.Text).Skip(1).ShouldBe(["One line that goes on\nand one more.", "quoted on"]);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("no header at all", 2)]
    [InlineData("From: a@x.example", 1)]
    [InlineData("From: a@x.example\nno empty line", 2)]
    [InlineData("Content-Type: multipart/mixed\n\nno boundary named", 2)]
    [InlineData(
        "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nfirst\n--b\nContent-Type: text/plain; charset=nonsense\n\nsecond, never ended",
        3
    )]
    [InlineData("Content-Type: multipart/mixed; boundary=b\n\nthe boundary never comes", 2)]
    [InlineData("Content-Type: multipart/alternative; boundary=b\n\n--b--\n", 1)]
    [InlineData("Subject: =?utf-8?B?!!!?= =?x?Q?=ZZ?= =?utf-8?Q?=C3?=\nFrom: \"unclosed <a@x\nDate: 99 Foo 2026 25:61\n\ntext", 2)]
    public void Broken_mail_is_read_as_far_as_it_goes(string mail, int blocks) => Parsed.One(Mail, mail).Blocks.Count.ShouldBe(blocks);

    [Theory]
    [InlineData("This mail needs an HTML viewer.", "Invoice number: Z-99")]
    [InlineData(
        "Invoice number: Z-98 of 3 March 2026, total 50.00 EUR, to be paid by the end of May. Kind regards",
        "Invoice number: Z-98"
    )]
    public void Plain_text_that_is_a_stub_gives_way_to_the_html(string plain, string read)
    {
        var mail = $"""
            Content-Type: multipart/alternative; boundary=b

            --b
            Content-Type: text/plain

            {plain}
            --b
            Content-Type: text/html

            <html><head><style>.long-names-of-styles-are-no-text, .these-neither, .nor-these, .and-so-on</style></head>
            <body><p>Invoice number: Z-99</p><p>Date: 3 March 2026</p><p>Total: 50.00 EUR</p><p>To be paid by the end of May</p></body></html>
            --b--
            """.ReplaceLineEndings("\n");
        var parsed = Parsed.One(Mail, mail);

        parsed.Blocks[1].Text.ShouldStartWith(read);
        parsed.Document.Facts.ContainsKey("not_read").ShouldBe(read.EndsWith('8'));
    }

    [Theory]
    [InlineData(
        "Please use an HTML viewer",
        "<body><p>Dear Ann, the invoice Z-99 of 50.00 EUR is to be paid by the end of May. Kind regards, Zoe</p><STYLE>.x{}</Style></body>",
        "Dear Ann"
    )]
    [InlineData(
        "Please use an HTML viewer",
        "<body><!-- No text is what stands in comments, however long they are <p> or whatever they hold --><p>See below</p></body>",
        "Please"
    )]
    [InlineData(
        "Please use an HTML viewer",
        "<body><p>See below</p><style>.no-text-is-what-stands-in-styles, .however-long-they-are, .nor-these > p{}</style></body>",
        "Please"
    )]
    [InlineData(" ", "<body><a href='https://x.example/offer'><img src='a.png' alt='Spring offer'></a></body>", "Spring offer")]
    public void Html_is_weighed_by_what_it_shows(string plain, string html, string read)
    {
        var mail =
            $"Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\n{plain}\n--b\nContent-Type: text/html\n\n{html}\n--b--\n";

        string.Join('\n', Parsed.One(Mail, mail).Blocks.Select(block => block.Text)).ShouldContain(read);
    }

    [Fact]
    public void Nesting_is_bounded()
    {
        var mail =
            string.Concat(Enumerable.Range(0, 200).Select(i => $"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n")) + "\ntext";

        Parsed.One(Mail, mail).Diagnostics.ShouldContain(d => d.Reason.Contains("MaxDepth"));
    }

    [Theory]
    [InlineData("Fri, 20 Nov 2026 09:15:00 +0100", "2026-11-20T09:15:00+01:00")]
    [InlineData("20 Nov 26 9:15 EST", "2026-11-20T09:15:00-05:00")]
    [InlineData("Fri,20 Nov 2026 23:59:60 GMT", "2026-11-21T00:00:00+00:00")]
    [InlineData("2026-11-20T09:15:00Z", "2026-11-20T09:15:00+00:00")]
    [InlineData("soon", null)]
    public void Dates_of_mail_are_read(string text, string? expected) =>
        MailDate
            .Parse(text)
            .ShouldBe(expected is null ? null : DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void A_mailbox_is_a_document_for_each_message()
    {
        const string box =
            "From a@x.example Sat Jan  3 01:05:34 2026\nFrom: a@x.example\nSubject: one\n\nFrom here on it is text.\n>From escaped\n\n"
            + "From b@x.example Sat Jan  3 02:05:34 2026\nFrom: b@x.example\nSubject: two\nContent-Type: multipart/mixed; boundary=b\n\n"
            + "--b\nContent-Disposition: attachment; filename=x.txt\n\nfile\n--b--\n";

        var messages = Parsed.Many(Mbox, Encoding.UTF8.GetBytes(box));

        messages.Select(m => (m.Document.Part, m.Document.Title)).ShouldBe([("1", "one"), ("2", "two")]);
        messages[0].Blocks[1].Text.ShouldBe("From here on it is text.\nFrom escaped");
        messages[1].Quote(0).ShouldBe("b@x.example");
        using var source = new MemoryStream(Encoding.UTF8.GetBytes(box));
        var member = Mbox.Members(source, null, ParseBudget.Default).ShouldHaveSingleItem();
        (member.Path, Read(member)).ShouldBe(("2/1", "file"));
    }

    [Fact]
    public void Damaged_transfer_encodings_give_what_there_is()
    {
        Decode(new Base64Stream(new MemoryStream("aGVs\r\nbG8*h d2\n9ybGQ"u8.ToArray()))).ShouldBe("hello!world");
        Decode(new Base64Stream(new MemoryStream("aGk=aGk="u8.ToArray()))).ShouldBe("hihi");
        Decode(new QuotedPrintableStream(new MemoryStream("a=3Db=\r\nc=ZZ=d=\n=4"u8.ToArray()))).ShouldBe("a=bc=ZZ=d=4");
    }

    private static string Read(SourceMember member)
    {
        using var stream = member.Open();
        return Decode(stream);
    }

    private static string Decode(Stream stream)
    {
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return Encoding.Latin1.GetString(bytes.ToArray());
    }

    [Theory]
    [InlineData(
        "Yes.\r\nAnn\r\n-----Original Message-----\r\nFrom: Bob\r\nSent: Monday\r\nTo: Ann\r\nSubject: Q\r\n\r\nReally?\r\n> Maybe.",
        "0 Yes.⏎Ann|1 -----Original Message-----⏎From: Bob⏎Sent: Monday⏎To: Ann⏎Subject: Q|1 Really?|2 Maybe."
    )]
    [InlineData(
        "Ja.\r\n\r\nVon: Bob\r\nGesendet: Montag\r\nAn: Ann\r\nBetreff: F\r\n\r\nOder?\r\n\r\n-----Ursprüngliche Nachricht-----\r\n\r\nVon: Ann\r\nDatum: Sonntag\r\nAn: Bob\r\n\r\nFrage",
        "0 Ja.|1 Von: Bob⏎Gesendet: Montag⏎An: Ann⏎Betreff: F|1 Oder?|2 -----Ursprüngliche Nachricht-----|2 Von: Ann⏎Datum: Sonntag⏎An: Bob|2 Frage"
    )]
    [InlineData("Oui.\r\n\r\nDe : Bob\r\nEnvoyé : lundi\r\nObjet : Q\r\n\r\nNon ?", "0 Oui.|1 De : Bob⏎Envoyé : lundi⏎Objet : Q|1 Non ?")]
    [InlineData(
        "From: here\r\nto: there\r\n\r\n--------- a rule\r\n> > deep\r\n> not",
        "0 From: here⏎to: there|0 --------- a rule|2 deep|1 not"
    )]
    [InlineData(
        "Your ticket:\r\n\r\nFrom: Zürich HB\r\nTo: Bern\r\nDate: 12.05.2026\r\n\r\nFare",
        "0 Your ticket:|0 From: Zürich HB⏎To: Bern⏎Date: 12.05.2026|0 Fare"
    )]
    [InlineData(
        "So.\r\n\r\nFrom: Bob <b@x.example>\r\nDate: Monday\r\nTo: Ann\r\n\r\nWhy?",
        "0 So.|1 From: Bob <b@x.example>⏎Date: Monday⏎To: Ann|1 Why?"
    )]
    public void What_a_mail_answers_is_quoted_however_it_is_set_off(string body, string blocks)
    {
        var mail = Parsed.One(
            Mail,
            "From: a@x.example\r\nSubject: s\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + body
        );

        string.Join('|', mail.Blocks.Skip(1).Select(b => $"{(b.Type == BlockType.Quote ? b.Level + 1 : 0)} {b.Text.Replace('\n', '⏎')}"))
            .ShouldBe(blocks);
    }

    [Fact]
    public void What_a_mail_of_HTML_answers_is_quoted_too()
    {
        var mail = Parsed.One(
            Mail,
            "From: a@x.example\r\nSubject: s\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
                + "<p>Yes.</p><div><p><b>From:</b> Bob<br><b>Sent:</b> Monday<br><b>To:</b> Ann<br><b>Subject:</b> Q</p></div><p>Really?</p><blockquote>No.</blockquote>"
        );

        mail.Blocks.Skip(1)
            .Select(b => (b.Type, b.Level))
            .ShouldBe([(BlockType.Paragraph, 0), (BlockType.Quote, 0), (BlockType.Quote, 0), (BlockType.Quote, 1)]);
    }
}
