namespace Strata.Testing.LabelledSets.Questions;

/// <summary>What the generator fills in, per language. {p} is a person, {f} a firm, {w} a place, {t} a thing, {d} a day, {a} an amount.</summary>
public sealed record Vocabulary(
    IReadOnlyList<string> People,
    IReadOnlyList<string> Firms,
    IReadOnlyList<string> Places,
    IReadOnlyList<string> Things,
    IReadOnlyList<string> Sentences,
    IReadOnlyList<string> Subjects,
    IReadOnlyList<string> Items,
    IReadOnlyList<string> Titles
);

/// <summary>Notes, mails and records with the people, firms and themes of the answers that answer nothing. Equal for equal seeds.</summary>
internal sealed class OtherDocuments
{
    private static readonly DateTime First = new(2025, 3, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly Chance _chance;
    private readonly Vocabulary _words;
    private readonly string _language;
    private readonly int _number;

    private OtherDocuments(Chance chance, string language, Vocabulary words, int number)
    {
        _chance = chance;
        _language = language;
        _words = words;
        _number = number;
    }

    private string Id => "o" + _number.ToString("0000", CultureInfo.InvariantCulture);

    public static IEnumerable<QuestionDocument> Make(int count, int seed, string vocabulary)
    {
        var languages =
            JsonSerializer.Deserialize(vocabulary, QuestionShapes.Default.DictionaryStringVocabulary)
            ?? throw new InvalidOperationException("The vocabulary is empty.");
        var chance = new Chance(seed);
        string[] order = [.. languages.Keys];
        for (var number = 1; number <= count; number++)
        {
            var language = order[chance.Zipf(order.Length)];
            yield return new OtherDocuments(chance, language, languages[language], number).Next();
        }
    }

    private QuestionDocument Next() =>
        _chance.Below(20) switch
        {
            < 6 => Note(),
            < 11 => Mail(),
            < 13 => Invoice(),
            < 14 => Receipt(),
            < 16 => Transaction(),
            < 17 => Event(),
            < 18 => Task(),
            < 19 => Contact(),
            _ => Contract(),
        };

    private QuestionDocument Note() =>
        Record("note", ("title", Fill(_chance.One(_words.Titles))), ("text", Sentences()), ("created_at", Day()));

    private QuestionDocument Mail()
    {
        var from = _chance.One(_words.People);
        var to = _chance.One(_words.People);
        var subject = Fill(_chance.One(_words.Subjects));
        return new QuestionDocument(
            Id,
            File: _chance.Is(0.5) ? $"{Address(subject)}.eml" : $"{Id}.eml",
            Mail: new QuestionMail(
                $"{from} <{Address(from)}@post.example>",
                $"{to} <{Address(to)}@post.example>",
                Day(),
                subject,
                $"{Sentences()}\n\n{from}"
            )
        );
    }

    private QuestionDocument Invoice() =>
        Record(
            "invoice",
            ("invoice_number", $"{_chance.Below(90) + 10}-{Id}"),
            ("vendor", _chance.One(_words.Firms)),
            ("customer", _chance.One(_words.People)),
            ("issue_date", Day()),
            ("total", Amount()),
            ("currency", Currency),
            ("items", Items())
        );

    private QuestionDocument Receipt() =>
        Record(
            "receipt",
            ("receipt_number", "B" + Id),
            ("merchant", _chance.One(_words.Firms)),
            ("date", Day()),
            ("total", Amount()),
            ("currency", Currency),
            ("items", Items())
        );

    private QuestionDocument Transaction() =>
        Record(
            "transaction",
            ("date", Day()),
            ("amount", -Amount()),
            ("currency", Currency),
            ("counterparty", _chance.One(_words.Firms)),
            ("description", $"{Fill(_chance.One(_words.Items))} {Id}")
        );

    private QuestionDocument Event() =>
        Record(
            "event",
            ("title", Fill(_chance.One(_words.Titles))),
            ("start", $"{Day()}T{8 + _chance.Below(12):00}:00:00Z"),
            ("location", _chance.One(_words.Places))
        );

    private QuestionDocument Task() =>
        Record(
            "task",
            ("title", Fill(_chance.One(_words.Titles))),
            ("due_date", Day()),
            ("status", _chance.One(["open", "done"])),
            ("assignee", _chance.One(_words.People))
        );

    private QuestionDocument Contact()
    {
        var name = $"{_chance.One(_words.People).Split(' ')[0]} {Capital(_chance.Word(2))}";
        return Record(
            "contact",
            ("name", name),
            ("email", $"{Address(name)}.{Id}@post.example"),
            ("company", _chance.One(_words.Firms)),
            ("notes", Fill(_chance.One(_words.Sentences)))
        );
    }

    private QuestionDocument Contract() =>
        Record(
            "contract",
            ("title", Fill(_chance.One(_words.Items))),
            ("provider", _chance.One(_words.Firms)),
            ("monthly_fee", Amount()),
            ("starts", Day()),
            ("reference", "V" + Id)
        );

    private QuestionDocument Record(string type, params (string Name, object Value)[] fields)
    {
        var values = fields
            .Append(("external_id", Id))
            .ToDictionary(
                f => f.Item1,
                f => f.Item2 is JsonElement json ? json : JsonSerializer.SerializeToElement(f.Item2),
                StringComparer.Ordinal
            );
        return new QuestionDocument(Id, type, values);
    }

    private string Sentences() =>
        string.Join(
            ' ',
            Enumerable.Range(0, 2 + _chance.Below(3)).Select(_ => Fill(_chance.One(_words.Sentences))).Distinct(StringComparer.Ordinal)
        );

    private JsonElement Items()
    {
        var items = Enumerable
            .Range(0, 1 + _chance.Below(3))
            .Select(_ => new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["description"] = Fill(_chance.One(_words.Items)),
                ["amount"] = Amount(),
            });
        return JsonSerializer.SerializeToElement(items.ToArray());
    }

    private string Fill(string template)
    {
        var text = template
            .Replace("{p}", _chance.One(_words.People), StringComparison.Ordinal)
            .Replace("{f}", _chance.One(_words.Firms), StringComparison.Ordinal)
            .Replace("{w}", _chance.One(_words.Places), StringComparison.Ordinal)
            .Replace("{t}", _chance.One(_words.Things), StringComparison.Ordinal)
            .Replace("{d}", Written(), StringComparison.Ordinal)
            .Replace("{a}", (5 + _chance.Below(1_900)).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        return Capital(text);
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private string Day() => Date().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private string Written() => Date().ToString(_language is "en" ? "d/M" : "d.M.", CultureInfo.InvariantCulture);

    private DateTime Date() => First.AddDays(_chance.Below(450));

    private decimal Amount() => (500 + _chance.Below(180_000)) / 100m;

    private string Currency =>
        _language switch
        {
            "en" => "GBP",
            "sv" => "SEK",
            "da" => "DKK",
            _ => "EUR",
        };

    private static string Address(string text) => string.Join('-', SharedStems.Words(text));
}
