namespace Strata.Duplicates.Matching;

/// <summary>Two columns of two files that hold the same: matched by name, by synonymous name, then by content.</summary>
/// <param name="A">Position in the first file, or -1.</param>
/// <param name="B">Position in the second file, or -1.</param>
internal sealed record Alignment(string Name, int A, int B)
{
    private const int Sample = 3_000;
    private const double Alike = 0.25;

    private static readonly string[][] Meanings =
    [
        [
            "name",
            "title",
            "label",
            "product",
            "product name",
            "product title",
            "full name",
            "movie",
            "film",
            "song",
            "paper title",
            "restaurant",
        ],
        ["description", "desc", "summary", "details", "text", "abstract", "plot", "overview", "body"],
        ["author", "authors", "creator", "creators", "writer", "writers"],
        ["venue", "journal", "booktitle", "conference", "publication", "published in", "source"],
        ["year", "date", "release year", "release date", "released", "publication year", "pub year", "published"],
        ["price", "cost", "amount", "list price", "msrp"],
        ["manufacturer", "brand", "maker", "company", "vendor", "make"],
        ["category", "type", "genre", "genres", "cuisine", "class", "kind"],
        ["address", "addr", "street", "street address", "address 1", "address1"],
        ["city", "town", "suburb", "locality", "place"],
        ["postcode", "postal code", "zip", "zip code", "zipcode", "post code"],
        ["phone", "telephone", "tel", "phone number", "mobile"],
        ["email", "e mail", "mail", "email address"],
        ["first name", "given name", "forename", "firstname", "fname", "given"],
        ["surname", "last name", "family name", "lastname", "lname", "family"],
        ["dob", "date of birth", "birth date", "birthdate", "birthday", "born"],
        ["director", "directors", "directed by"],
        ["actors", "cast", "stars", "starring", "actor"],
        ["duration", "runtime", "running time", "length", "time"],
        ["model", "modelno", "model number", "mpn", "sku", "part number"],
        ["sex", "gender"],
        ["state", "province", "region"],
        ["country", "nation"],
    ];

    public static IReadOnlyList<Alignment> Of(RecordTable a, RecordTable b)
    {
        var scores =
            from x in Enumerable.Range(0, a.Columns.Count)
            from y in Enumerable.Range(0, b.Columns.Count)
            let score = Score(a.Columns[x], b.Columns[y])
            where score > 0
            orderby score descending, Math.Abs(x - y), x
            select (x, y);
        var (takenA, takenB, aligned) = (new HashSet<int>(), new HashSet<int>(), new List<Alignment>());
        foreach (var (x, y) in scores)
        {
            if (!takenA.Contains(x) && !takenB.Contains(y))
            {
                takenA.Add(x);
                takenB.Add(y);
                aligned.Add(new Alignment(a.Columns[x].Name, x, y));
            }
        }
        return [.. aligned.OrderBy(l => l.A)];
    }

    /// <summary>Returns the records of both files, in the columns that both have.</summary>
    public static RecordTable Join(RecordTable a, RecordTable b, IReadOnlyList<Alignment> columns)
    {
        var both = new RecordTable([.. columns.Select(c => c.Name)]);
        Append(both, a, [.. columns.Select(c => c.A)]);
        both.BeginSecondFile();
        Append(both, b, [.. columns.Select(c => c.B)]);
        return both;
    }

    private static void Append(RecordTable to, RecordTable from, int[] columns)
    {
        var values = new string?[columns.Length];
        for (var row = 0; row < from.Count; row++)
        {
            for (var c = 0; c < columns.Length; c++)
            {
                var column = from.Columns[columns[c]];
                values[c] = column[row] < 0 ? null : column.Values[column[row]];
            }
            to.Add(values);
        }
    }

    private static double Score(RecordTable.Column a, RecordTable.Column b)
    {
        var (x, y) = (Named(a.Name), Named(b.Name));
        if (string.Equals(x, y, StringComparison.Ordinal))
        {
            return 3;
        }
        if (Array.Exists(Meanings, m => m.Contains(x, StringComparer.Ordinal) && m.Contains(y, StringComparer.Ordinal)))
        {
            return 2;
        }
        var content = FieldPlan.Of(a)?.Kind == FieldPlan.Of(b)?.Kind ? Content(a, b) : 0;
        // A name within the other ("year", "release year") is enough; content only adds to it.
        return x.Length > 2 && y.Length > 2 && (Parts.Contained(x, y) || Parts.Contained(y, x)) ? 1 + content
            : content >= Alike ? content
            : 0;
    }

    private static string Named(string column)
    {
        var parted = string.Concat(
            column.Select((c, i) => i > 0 && char.IsUpper(c) && char.IsLower(column[i - 1]) ? " " + c : c.ToString())
        );
        return ValueFolding.Words(parted) ?? "";
    }

    /// <summary>Returns how far the columns' word frequencies overlap, 0 to 1.</summary>
    private static double Content(RecordTable.Column a, RecordTable.Column b)
    {
        var (x, y) = (Words(a), Words(b));
        return x.Sum(w => Math.Min(w.Value, y.GetValueOrDefault(w.Key)));
    }

    private static Dictionary<string, double> Words(RecordTable.Column column)
    {
        var step = Math.Max(1, column.Values.Count / Sample);
        var words = Enumerable
            .Range(0, column.Values.Count)
            .Where(i => i % step == 0)
            .SelectMany(i => (Phrase.Of(column.Values[i]) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .CountBy(w => w, StringComparer.Ordinal)
            .ToList();
        double total = Math.Max(1, words.Sum(w => w.Value));
        return words.ToDictionary(w => w.Key, w => w.Value / total, StringComparer.Ordinal);
    }
}
