namespace Strata.Testing.LabelledSets;

/// <summary>
/// Films of two encyclopedias: articles moved behind, years in the title, original titles, stories told in other words, marks and counts
/// that are each site's own.
/// </summary>
public static class Movies
{
    private static readonly string[] Filler =
    [
        "a",
        "man",
        "woman",
        "who",
        "must",
        "find",
        "his",
        "her",
        "family",
        "when",
        "the",
        "city",
        "war",
        "love",
        "against",
        "their",
        "past",
        "young",
        "secret",
        "murder",
        "town",
        "returns",
        "discovers",
        "life",
        "friends",
        "between",
        "world",
        "police",
        "must",
        "save",
    ];

    public static LabelledSet Generate(int count, int seed)
    {
        var chance = new Chance(seed);
        var words = People.Names(
            new Chance(91),
            ["Night", "King", "House", "Dead", "Love", "Man", "Girl", "Last", "Black", "City", "Day", "World"],
            900,
            2
        );
        var people = People.Names(new Chance(92), [], 1_800, 3);
        var given = People.Names(new Chance(93), ["John", "Mary", "Peter"], 250, 2);
        string Person() => $"{given[chance.Zipf(given.Count, 0.7)]} {people[chance.Zipf(people.Count, 0.5)]}";
        string Story() =>
            string.Join(
                ' ',
                Enumerable.Range(0, 25 + chance.Below(40)).Select(_ => chance.Is(0.85) ? chance.One(Filler) : chance.One(words))
            );
        var (a, b, truth) = (new List<string?[]>(), new List<string?[]>(), new List<(int, int)>());
        var title = "";
        for (var i = 0; i < count; i++)
        {
            var article = chance.Is(0.3) ? chance.One<string>(["The", "A", "La", "Das"]) : "";
            title =
                i > 0 && chance.Is(0.05)
                    ? title
                    : string.Join(' ', Enumerable.Range(0, 1 + chance.Below(3)).Select(_ => words[chance.Zipf(words.Count, 0.5)]));
            var (year, director, stars) = (1920 + chance.Below(100), Person(), Enumerable.Range(0, 6).Select(_ => Person()).ToArray());
            var (inA, inB) = (chance.Is(0.7), chance.Is(0.6));
            if (inA && inB)
            {
                truth.Add((a.Count, b.Count));
            }
            if (inA)
            {
                a.Add([
                    $"{article} {title}".Trim(),
                    year.ToString(CultureInfo.InvariantCulture),
                    director,
                    string.Join("; ", stars.Take(3)),
                    chance.Is(0.8) ? Story() : null,
                    (20 + chance.Below(75)).ToString(CultureInfo.InvariantCulture),
                    chance.Below(900_000).ToString(CultureInfo.InvariantCulture),
                ]);
            }
            if (inB)
            {
                var other =
                    chance.Is(0.06) ? string.Join(' ', Enumerable.Range(0, 2).Select(_ => chance.One(words)))
                    : article.Length > 0 && chance.Is(0.6) ? $"{title}, {article}"
                    : $"{article} {title}".Trim();
                var later = year + (chance.Is(0.2) ? chance.One<int>([-1, 1]) : 0);
                b.Add([
                    $"{chance.Typo(other, 0.04)}{(chance.Is(0.5) ? $" ({later})" : "")}",
                    chance.Is(0.5) ? null : later.ToString(CultureInfo.InvariantCulture),
                    chance.Is(0.15) ? null : director,
                    chance.Is(0.1) ? null : string.Join(", ", stars.Skip(chance.Below(2)).Where(_ => chance.Is(0.7))),
                    chance.Is(0.5) ? Story() : null,
                    (1 + (chance.Below(90) / 10.0)).ToString("0.0", CultureInfo.InvariantCulture),
                    chance.Below(90_000).ToString(CultureInfo.InvariantCulture),
                ]);
            }
        }
        return new LabelledSet(
            "movies",
            new LabelledFile("a", ["title", "year", "director", "actors", "plot", "score", "votes"], a),
            new LabelledFile("b", ["name", "release_year", "directed by", "starring", "abstract", "rating", "ratings_count"], b),
            truth
        );
    }
}
