namespace Strata.Testing.LabelledSets;

/// <summary>
/// Papers in two careful bibliographies that hold each once: names in full or by initials, venues by other names, and papers of one title.
/// </summary>
public static class Proceedings
{
    private static readonly (string A, string B)[] Venues =
    [
        ("SIGMOD Conference", "International Conference on Management of Data"),
        ("VLDB", "Very Large Data Bases"),
        ("SIGMOD Record", "ACM SIGMOD Record"),
        ("ACM Trans. Database Syst.", "ACM Transactions on Database Systems (TODS)"),
        ("VLDB J.", "The VLDB Journal - The International Journal on Very Large Data Bases"),
    ];
    private static readonly string[] Regular =
    [
        "Editor's Notes",
        "Guest Editor's Introduction",
        "Chair's Message",
        "Reminiscences on Influential Papers",
        "Book Review Column",
    ];

    public static LabelledSet Generate(int count, int seed)
    {
        var chance = new Chance(seed);
        var people = People.Names(new Chance(99), [], 1_200, 2);
        var given = People.Names(new Chance(98), ["David", "Michael", "Hector", "Rakesh", "Jennifer", "Jim"], 250, 2);
        var words = People.Names(
            new Chance(97),
            ["query", "data", "index", "join", "views", "spatial", "streams", "mining", "parallel", "storage"],
            900,
            3
        );
        var (a, b, truth) = (new List<string?[]>(), new List<string?[]>(), new List<(int, int)>());
        for (var i = 0; i < count; i++)
        {
            var authors = Enumerable
                .Range(0, 1 + chance.Zipf(6, 0.5))
                .Select(_ =>
                    $"{given[chance.Zipf(given.Count, 0.7)]} {(chance.Is(0.3) ? (char)('A' + chance.Below(26)) + ". " : "")}{people[chance.Zipf(people.Count, 0.6)]}"
                )
                .Distinct(StringComparer.Ordinal)
                .ToArray();
            var regular = chance.Is(0.04);
            var title = regular
                ? chance.One(Regular)
                : string.Join(' ', Enumerable.Range(0, 4 + chance.Below(6)).Select(_ => words[chance.Zipf(words.Count, 0.7)]));
            title = char.ToUpperInvariant(title[0]) + title[1..];
            var venue = regular ? Venues[2] : chance.One(Venues);
            var year = (1994 + chance.Below(10)).ToString(CultureInfo.InvariantCulture);
            var (inA, inB) = (chance.Is(0.95), chance.Is(0.85));
            if (inA && inB)
            {
                truth.Add((a.Count, b.Count));
            }
            if (inA)
            {
                a.Add([title, string.Join(", ", authors), venue.A, year]);
            }
            if (inB)
            {
                var other = chance.Typo(chance.Is(0.05) ? title + " (extended abstract)" : title, 0.04);
                b.Add([
                    other,
                    chance.Is(0.03) ? null : string.Join(", ", authors.Select(n => chance.Is(0.3) ? Short(n) : n)),
                    venue.B,
                    year,
                ]);
            }
        }
        return new LabelledSet(
            "proceedings",
            new LabelledFile("a", ["title", "authors", "venue", "year"], a),
            new LabelledFile("b", ["title", "authors", "venue", "year"], b),
            truth
        );
    }

    private static string Short(string name) => name.Split(' ') is var parts ? $"{parts[0][0]}. {parts[^1]}" : name;
}
