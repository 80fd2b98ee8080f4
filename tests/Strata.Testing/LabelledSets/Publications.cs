namespace Strata.Testing.LabelledSets;

/// <summary>
/// Papers as a careful bibliography and as a careless one that has some of them several times: initials, abbreviated venues or none,
/// years that are missing or of the preprint, cut titles; and papers of the same people on the same subject, or printed twice.
/// </summary>
public static class Publications
{
    private static readonly string[] Subjects =
    [
        "query",
        "optimization",
        "relational",
        "databases",
        "distributed",
        "transactions",
        "data",
        "mining",
        "association",
        "rules",
        "clustering",
        "spatial",
        "temporal",
        "index",
        "structures",
        "views",
        "materialized",
        "warehouses",
        "XML",
        "semistructured",
        "web",
        "streams",
        "similarity",
        "search",
        "nearest",
        "neighbor",
        "high-dimensional",
        "parallel",
        "join",
        "processing",
        "schema",
        "integration",
        "matching",
        "heterogeneous",
        "sources",
        "object-oriented",
        "concurrency",
        "control",
        "recovery",
        "caching",
        "mobile",
        "adaptive",
        "approximate",
        "aggregation",
        "estimation",
        "selectivity",
        "histograms",
        "workflow",
        "active",
        "deductive",
        "constraints",
        "maintenance",
        "incremental",
        "storage",
        "mediators",
        "multimedia",
        "retrieval",
    ];
    private static readonly string[] Shapes =
    [
        "{0} {1} in {2} {3}",
        "Efficient {0} {1} for {2} {3}",
        "On the {0} of {1} {2}",
        "A Framework for {0} {1} {2}",
        "{0} {1}: A Survey",
        "Towards {0} {1} over {2} {3}",
        "{0} {1} Using {2} {3}",
        "Scalable {0} of {1} {2} {3}",
        "{0}: A System for {1} {2}",
    ];
    private static readonly (string Full, string[] Short)[] Venues =
    [
        ("International Conference on Management of Data", ["SIGMOD Conference", "SIGMOD", "Proc. ACM SIGMOD Int. Conf."]),
        ("Very Large Data Bases", ["VLDB", "Proc. VLDB", "VLDB Conference"]),
        ("International Conference on Data Engineering", ["ICDE", "Proc. of ICDE"]),
        ("ACM Transactions on Database Systems", ["ACM Trans. Database Syst.", "TODS"]),
        ("IEEE Transactions on Knowledge and Data Engineering", ["IEEE TKDE", "TKDE"]),
        ("SIGMOD Record", ["ACM SIGMOD Record", "SIGMOD Rec."]),
        ("The VLDB Journal", ["VLDB J.", "VLDB Journal"]),
        ("Information Systems", ["Inf. Syst."]),
    ];

    /// <param name="copies">Most copies of a paper in the careless bibliography.</param>
    public static LabelledSet Generate(int count, int seed, int copies = 3)
    {
        var chance = new Chance(seed);
        var (a, b, truth) = (new List<string?[]>(), new List<string?[]>(), new List<(int, int)>());
        foreach (var paper in Papers(chance, count))
        {
            var there = a.Count;
            var inA = chance.Is(0.7);
            if (inA)
            {
                a.Add([paper.Title, string.Join(", ", paper.Authors), paper.Venue.Full, paper.Year.ToString(CultureInfo.InvariantCulture)]);
            }
            for (var n = inA && chance.Is(0.2) ? 0 : 1 + chance.Zipf(copies); n > 0; n--)
            {
                if (inA)
                {
                    truth.Add((there, b.Count));
                }
                b.Add(Careless(chance, paper));
            }
        }
        return new LabelledSet(
            "publications",
            new LabelledFile("a", ["title", "authors", "venue", "year"], a),
            new LabelledFile("b", ["title", "authors", "venue", "year"], b),
            truth
        );
    }

    /// <summary>One careless bibliography in which a paper may stand many times.</summary>
    public static LabelledSet Citations(int papers, int seed, int copies)
    {
        var chance = new Chance(seed);
        var (rows, truth) = (new List<string?[]>(), new List<(int, int)>());
        foreach (var paper in Papers(chance, papers))
        {
            var first = rows.Count;
            for (var n = 1 + chance.Zipf(copies); n > 0; n--)
            {
                for (var other = first; other < rows.Count; other++)
                {
                    truth.Add((other, rows.Count));
                }
                rows.Add(Careless(chance, paper));
            }
        }
        return People.Shuffled("citations", ["title", "author", "booktitle", "year"], rows, truth, chance);
    }

    private static IEnumerable<Paper> Papers(Chance chance, int count)
    {
        var people = People.Names(new Chance(99), [], 700, 2);
        var names = People.Names(
            new Chance(98),
            ["David", "Michael", "Hector", "Rakesh", "Jennifer", "Jim", "Elisa", "Alfons", "Surajit", "Hans-Peter"],
            150,
            2
        );
        string Person() =>
            $"{names[chance.Zipf(names.Count)]} {(chance.Is(0.3) ? (char)('A' + chance.Below(26)) + ". " : "")}{people[chance.Zipf(people.Count, 0.7)]}";

        var last = new Paper("", [], Venues[0], 1999);
        for (var i = 0; i < count; i++)
        {
            var authors = Enumerable.Range(0, 1 + chance.Below(4)).Select(_ => Person()).Distinct(StringComparer.Ordinal).ToArray();
            string Subject() => chance.One(Subjects) is var s ? char.ToUpperInvariant(s[0]) + s[1..] : "";
            var title = string.Format(CultureInfo.InvariantCulture, chance.One(Shapes), Subject(), Subject(), Subject(), Subject());
            var paper = new Paper(title, authors, chance.One(Venues), 1994 + chance.Below(10));
            if (i > 0 && chance.Is(0.1))
            {
                // The journal's version of the last paper, or the same people's next one: not the same paper.
                paper = chance.Is(0.3)
                    ? last with
                    {
                        Venue = Venues[3 + chance.Below(5)],
                        Year = last.Year + 2,
                    }
                    : paper with
                    {
                        Authors = last.Authors,
                    };
            }
            last = paper;
            yield return paper;
        }
    }

    private static string?[] Careless(Chance chance, Paper paper)
    {
        var title = chance.Typo(chance.Drop(paper.Title, 0.03), 0.2);
        title = chance.Is(0.06) && title.Length > 40 ? title[..(25 + chance.Below(15))] : title;
        var authors = paper.Authors.Select(n => chance.Is(0.1) ? n : Initials(chance, n)).ToList();
        if (authors.Count > 2 && chance.Is(0.1))
        {
            authors = [authors[0], "..."];
        }
        var venue =
            chance.Is(0.3) ? null
            : chance.Is(0.2) ? paper.Venue.Full
            : chance.One(paper.Venue.Short);
        var year = chance.Is(0.3) ? null : (paper.Year - (chance.Is(0.1) ? 1 : 0)).ToString(CultureInfo.InvariantCulture);
        return [chance.Is(0.3) ? title.ToLowerInvariant() : title, chance.Typo(string.Join(", ", authors), 0.1), venue, year];
    }

    private static string Initials(Chance chance, string name)
    {
        var parts = name.Split(' ');
        var initials = string.Concat(parts[..^1].Select(p => p[0]));
        return chance.Is(0.5) ? $"{initials} {parts[^1]}" : $"{string.Join(". ", initials.ToCharArray())}. {parts[^1]}";
    }

    private sealed record Paper(string Title, string[] Authors, (string Full, string[] Short) Venue, int Year);
}
