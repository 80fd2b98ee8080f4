using Strata.Parsing;
using Strata.Rules;

namespace Strata.Tests.Schemas;

/// <summary>What samples/README.md promises: types, records and entities.</summary>
public sealed class SamplesTests
{
    private static readonly SchemaDefinition[] Schemas = [.. SeedSchemas.All.Select(s => Seeds.Of(s.EntityType))];

    [Theory]
    [InlineData("transaction", 157, 157, "bank/2026-q1.csv")]
    [InlineData("transaction", 161, 161, "bank/2026-q1-q2.csv")]
    [InlineData("transaction", 318, 250, "bank/2026-q1.csv", "bank/2026-q1-q2.csv")]
    [InlineData("contact", 58, 40, "contacts/contacts.json", "contacts/contacts.csv")]
    [InlineData("transaction", 59, 59, "messy/umsaetze.csv")]
    public void Samples_give_as_many_entities_as_they_hold(string type, int records, int entities, params string[] files)
    {
        var findings = files.SelectMany(Read).ToArray();

        findings.ShouldAllBe(f => f.Schema.EntityType == type);
        findings.Length.ShouldBe(records);
        Entities(findings).ShouldBe(entities);
    }

    [Theory]
    [InlineData("alder-finch-0117.txt", "AF-2026-0117", "2026-01-12", "2026-02-11", "Alder & Finch Ltd", "670.8", "GBP")]
    [InlineData("alder-finch-0142.txt", "AF-2026-0142", "2026-02-27", "2026-03-29", "Alder & Finch Ltd", "766.8", "GBP")]
    [InlineData("bergbahn-5510.txt", "5510", "2026-03-24", "2026-04-23", "Bergbahn Catering AG", "5072.6", "CHF")]
    [InlineData("hafenwerk-re-88120.txt", "RE-88120", "2026-02-28", "2026-03-30", "Hafenwerk AG", "1787.86", "EUR")]
    [InlineData("maison-verte-f-2026-19.txt", "F-2026-19", "2026-03-09", "2026-04-08", "Maison Verte SARL", "962.4", "EUR")]
    [InlineData("maison-verte-f-2026-24.txt", "F-2026-24", "2026-04-02", "2026-05-02", "Maison Verte SARL", "4800", "EUR")]
    [InlineData("nordlicht-2026-031.txt", "2026-031", "2026-02-03", "2026-02-17", "Studio Nordlicht GmbH", "3692.57", "EUR")]
    [InlineData("quill-1009.txt", "1009", "2026-02-17", "2026-03-19", "Quill & Quire LLC", "5250", "USD")]
    public void Invoice_text_is_read_into_fields(
        string file,
        string number,
        string issued,
        string due,
        string vendor,
        string total,
        string currency
    )
    {
        var invoice = Read("invoices/" + file).ShouldHaveSingleItem();

        invoice.Schema.EntityType.ShouldBe("invoice");
        string[] fields = ["invoice_number", "issue_date", "due_date", "vendor", "total", "currency"];
        fields.Select(f => Value(invoice, f)).ShouldBe([number, issued, due, vendor, total, currency]);

        // The items say more than their parts hold: a position, a flat rate for a quantity.
        invoice.Fragments.ShouldAllBe(f => f.Name.StartsWith("items[", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("supplier-review.md", "Supplier review, first quarter", "[\"suppliers\",\"review\"]")]
    [InlineData("kickoff-catalogue.md", "Kick-off catalogue spring", "[\"catalogue\",\"minutes\"]")]
    [InlineData("reading-list.md", "Reading list", "[\"books\",\"private\"]")]
    [InlineData("onboarding-wanda.md", "Onboarding Wanda", "[\"people\",\"checklist\"]")]
    [InlineData("reise-lyon.md", "Reise nach Lyon", "[\"reise\"]")]
    [InlineData("ideas.md", "Ideas for the summer fair", "[\"fair\",\"ideas\"]")]
    public void Note_is_one_note(string file, string title, string tags)
    {
        // Check boxes in it are tasks.
        var note = Read("notes/" + file).Where(finding => finding.Schema.EntityType != "task").ShouldHaveSingleItem();

        note.Schema.EntityType.ShouldBe("note");
        Value(note, "title").ShouldBe(title);
        Value(note, "tags").ShouldBe(tags);
        Value(note, "text").ShouldNotBeNull().ShouldNotContain($"# {title}");
        Value(note, "created_at").ShouldNotBeNull().ShouldStartWith("2026-");
        note.Fragments.ShouldBeEmpty();
    }

    [Fact]
    public void Bank_exports_are_understood_whole() =>
        Read("bank/2026-q1.csv").Concat(Read("bank/2026-q1-q2.csv")).SelectMany(f => f.Fragments).ShouldBeEmpty();

    [Fact]
    public void Messy_export_is_read_exactly_from_latin_1()
    {
        var first = Read("messy/umsaetze.csv").First(f => Value(f, "type") == "LASTSCHRIFT");

        Value(first, "counterparty").ShouldBe("Stadtwerke Süd");
        Value(first, "description").ShouldBe("Abschlag Strom/Gas\nKundennr. 20-7034\nDanke für Ihre \"Treue\"");
        Value(first, "booking_date").ShouldBe("2026-01-15");
        first.Fragments.ShouldBeEmpty();
    }

    [Fact]
    public void Contact_exports_keep_what_no_field_takes_as_fragments()
    {
        Read("contacts/contacts.json").SelectMany(f => f.Fragments).Select(f => f.Name).Distinct().ShouldBe(["newsletter_opt_in"]);
        Read("contacts/contacts.csv").SelectMany(f => f.Fragments).Select(f => f.Name).Distinct().ShouldBe(["Shirt size"]);
    }

    private static string? Value(Finding finding, string field)
    {
        if (finding.Fields.Where(f => f.Name == field).Select(f => f.Json).SingleOrDefault() is not { } json)
        {
            return null;
        }
        var value = Parse(json);
        return value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();
    }

    private static Finding[] Read(string file) => Read(file, Schemas);

    internal static Finding[] Read(string file, IReadOnlyList<SchemaDefinition> schemas)
    {
        var bytes = File.ReadAllBytes(Path.Combine(Root, "samples", file));
        var parser = Parsers.For(
            Path.GetExtension(file) switch
            {
                ".csv" => "text/csv",
                ".txt" => "text/plain",
                ".md" => "text/markdown",
                _ => "application/json",
            }
        )!;
        return
        [
            .. parser
                .Parse(new MemoryStream(bytes), file, ParseBudget.Default)
                .SelectMany(document =>
                {
                    string Slice(ByteRange range) => document.Encoding.GetString(bytes, (int)range.Start, (int)range.Length);
                    var session = RulesInterpreter.Start(schemas, InterpretationOptions.Default, document, Path.GetFileName(file), Slice);
                    var findings = session.Interpret(document.Blocks).ToArray();
                    var places = findings.SelectMany(f =>
                        f.Fields.Select(field => (field.Range, field.Raw))
                            .Concat(f.Fragments.Select(fragment => (fragment.Range, fragment.Raw)))
                    );
                    places.Count(place => Slice(place.Range) != place.Raw).ShouldBe(0);
                    return findings;
                }),
        ];
    }

    // Findings that share a key are one entity.
    private static int Entities(Finding[] findings)
    {
        var entityOf = new Dictionary<string, int>(StringComparer.Ordinal);
        var entities = 0;
        foreach (var finding in findings)
        {
            var fields = finding.Fields.ToDictionary(f => f.Name, f => Parse(f.Json), StringComparer.Ordinal);
            var keys = finding
                .Schema.Identity.Select(r => r.KeyOf(n => fields.TryGetValue(n, out var v) ? v : null))
                .OfType<string>()
                .ToArray();
            keys.ShouldNotBeEmpty();
            var entity = keys.Where(entityOf.ContainsKey).Select(k => entityOf[k]).FirstOrDefault(-1);
            entity = entity < 0 ? entities++ : entity;
            foreach (var key in keys)
            {
                entityOf.TryAdd(key, entity);
            }
        }
        return entities;
    }

    private static JsonElement Parse(string json)
    {
        using var parsed = JsonDocument.Parse(json);
        return parsed.RootElement.Clone();
    }

    internal static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Strata.slnx")))
            {
                folder = folder.Parent;
            }
            return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
        }
    }
}
