namespace Strata.Server.Tests;

/// <summary>What the scenarios take in: small, and in formats that need no other program to be read.</summary>
internal static class Samples
{
    public const string MoreInvoices = "Invoice No;Vendor;Total;Due date\nINV-3;Globex;99,90;2026-05-31\n";

    /// <summary>For review: nothing of it is known before.</summary>
    public const string Staged = "Invoice No;Vendor;Total\nINV-71;Hooli;12,00\nINV-72;Hooli;13,00\n";

    /// <summary>The same file later, with another total.</summary>
    public const string StagedAgain = "Invoice No;Vendor;Total\nINV-71;Hooli;12,00\nINV-72;Hooli;14,00\n";

    /// <summary>Two invoices, each with what may have paid it.</summary>
    public const string Paid = """
        {"entities":[
          {"entity_type":"invoice","fields":{"invoice_number":"PAY-1001","vendor":"Hooli Ltd","total":120.5,"currency":"EUR","issue_date":"2026-03-01","due_date":"2026-03-31"}},
          {"entity_type":"transaction","fields":{"counterparty":"Hooli Ltd","amount":-120.5,"currency":"EUR","date":"2026-03-20","description":"Invoice PAY-1001"}},
          {"entity_type":"invoice","fields":{"invoice_number":"PAY-1002","vendor":"Initech GmbH","total":77.25,"currency":"EUR","issue_date":"2026-03-01","due_date":"2026-03-31"}},
          {"entity_type":"transaction","fields":{"counterparty":"Initech GmbH","amount":-77.25,"currency":"EUR","date":"2026-03-21","description":"Invoice PAY-1002"}}]}
        """;

    /// <summary>Says what is filled in for each block of a text.</summary>
    public const string Remark = """
        {"type":"object","x-strata":{"annotates":"blocks"},"properties":{"remark":{"type":"string","description":"What to remember"}}}
        """;

    public const string Contacts = "Email,Name,Phone\nann@example.com,Ann Lee,+49 30 1234567\n";

    /// <summary>A mail with a table attached.</summary>
    public const string Mail =
        "From: Ann Lee <ann@example.com>\r\nTo: Bob <bob@example.org>\r\nSubject: Payments\r\nDate: Mon, 02 Feb 2026 10:00:00 +0000\r\n"
        + "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=part\r\n\r\n"
        + "--part\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nThe table is attached.\r\n"
        + "--part\r\nContent-Type: text/csv; charset=utf-8\r\nContent-Disposition: attachment; filename=\"paid.csv\"\r\n\r\n"
        + "Invoice No;Vendor;Total\r\nINV-9;Initech;5,00\r\n--part--\r\n";

    public const string Notes =
        "# Meeting\n\nWe met on 2026-02-03.\n\n## Decisions\n\n- Buy a boat\n- Paint it\n\n| Part | Price |\n|---|---|\n| Sail | 120 |\n";

    /// <summary>People of whom two are nearly the same.</summary>
    public static string People { get; } =
        """
        {"entities":[
          {"entity_type":"contact","ref":"eve","fields":{"external_id":"C-1","email":"eve@example.com","name":"Eve Stone","phone":"+49 30 5550100","shoe_size":38}},
          {"entity_type":"contact","ref":"eva","fields":{"external_id":"C-7","name":"Eva Stone","city":"Berlin"}},
          {"entity_type":"contact","ref":"cid","fields":{"email":"cid@example.com","name":"Cid Moss"}},
          {"entity_type":"organization","ref":"acme","fields":{"name":"Acme GmbH"}}],
         "relationships":[{"type":"works_for","from":"eve","to":"acme"}],
         "observed_at":"2026-02-01T09:00:00Z"}
        """;

    /// <summary>Has the e-mail address of one and the number of another, who are filed as possible duplicates then.</summary>
    public const string Both =
        """{"entities":[{"entity_type":"contact","fields":{"email":"eve@example.com","external_id":"C-7"}}]}""";

    /// <summary>Contacts of whom the last two are nearly the same, and enough others to weigh that by.</summary>
    public const string Neighbours = """
        email,name,street,city,birthday
        a1@example.com,Paul Adler,Hauptstr. 1,Berlin,1961-01-11
        a2@example.com,Ida Brandt,Ringweg 22,Hamburg,1972-02-12
        a3@example.com,Otto Conrad,Am Markt 3,Köln,1983-03-13
        a4@example.com,Nora Dietz,Gartenstr. 44,Bremen,1954-04-14
        a5@example.com,Emil Ebert,Seeweg 5,Dresden,1965-05-15
        a6@example.com,Lena Fuchs,Bergstr. 66,Leipzig,1976-06-16
        a7@example.com,Karl Gross,Waldweg 7,Rostock,1987-07-17
        a8@example.com,Maria Lindqvist,Lindenallee 88,Kiel,1978-08-18
        a9@example.com,Maria Lindquist,Lindenallee 88,Kiel,1978-08-18

        """;

    public const string Boat =
        """{"type":"object","title":"Boat","x-strata":{"identity":[["name"]],"title":["name"]},"properties":{"name":{"type":"string"}}}""";

    public const string BoatWithSail =
        """{"type":"object","title":"Boat","x-strata":{"identity":[["name"]],"title":["name"]},"properties":{"name":{"type":"string"},"sail":{"type":"string"}}}""";

    /// <summary>Boats with a field that their schema does not have.</summary>
    public static string Boats { get; } =
        $$"""{"entities":[{{string.Join(',', Enumerable.Range(1, 6).Select(i => $$$"""{"entity_type":"boat","fields":{"name":"Argo {{{i}}}","built":"20{{{i}}}0-05-01"}}"""))}}]}""";
}
