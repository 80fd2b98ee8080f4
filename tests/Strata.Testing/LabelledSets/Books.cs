namespace Strata.Testing.LabelledSets;

/// <summary>
/// Books of two sellers: subtitles left out, authors by surname first, numbers of ten or thirteen digits or none, publishers shortened,
/// editions and series that differ in a number.
/// </summary>
public static class Books
{
    public static LabelledSet Generate(int count, int seed)
    {
        var chance = new Chance(seed);
        var words = People.Names(
            new Chance(101),
            ["Introduction", "Guide", "History", "Art", "Modern", "Principles", "Java", "Chemistry", "Garden", "Murder"],
            700,
            3
        );
        var people = People.Names(new Chance(102), [], 1_500, 3);
        var given = People.Names(new Chance(103), ["Anne", "Stephen", "Paul"], 250, 2);
        var publishers = People.Names(new Chance(104), ["Wiley", "Springer", "Penguin"], 120, 2);
        var (a, b, truth) = (new List<string?[]>(), new List<string?[]>(), new List<(int, int)>());
        while (a.Count < count)
        {
            var title = string.Join(' ', Enumerable.Range(0, 2 + chance.Below(4)).Select(_ => words[chance.Zipf(words.Count, 0.6)]));
            var subtitle = chance.Is(0.5) ? string.Join(' ', Enumerable.Range(0, 3 + chance.Below(4)).Select(_ => chance.One(words))) : "";
            var authors = Enumerable
                .Range(0, 1 + chance.Zipf(3))
                .Select(_ => (First: given[chance.Zipf(given.Count, 0.7)], Last: chance.One(people)))
                .ToArray();
            var (publisher, year, number) = (chance.One(publishers), 1985 + chance.Below(30), 100_000_000 + chance.Below(900_000_000));
            for (var edition = 1 + (chance.Is(0.25) ? 1 + chance.Below(2) : 0); edition > 0; edition--)
            {
                var (printed, isbn, pages) = (year + (edition * 3), number + (edition * 7), 90 + chance.Below(700));
                var (inA, inB) = (chance.Is(0.7), chance.Is(0.7));
                if (inA && inB)
                {
                    truth.Add((a.Count, b.Count));
                }
                if (inA)
                {
                    a.Add([
                        title + (subtitle.Length > 0 ? ": " + subtitle : "") + (edition > 1 ? $" ({edition}. ed.)" : ""),
                        string.Join(", ", authors.Select(n => $"{n.First} {n.Last}")),
                        publisher + " Publishing",
                        $"{(Month)(1 + chance.Below(12))} {printed}",
                        chance.Is(0.6) ? $"978{isbn}{isbn % 10}" : null,
                        pages.ToString(CultureInfo.InvariantCulture),
                        "$" + (8 + (chance.Below(6_000) / 100.0)).ToString("0.00", CultureInfo.InvariantCulture),
                    ]);
                }
                if (inB)
                {
                    b.Add([
                        chance.Typo(title + (subtitle.Length > 0 && chance.Is(0.5) ? " " + subtitle : ""), 0.05)
                            + (edition > 1 && chance.Is(0.7) ? $", Edition {edition}" : ""),
                        chance.Is(0.05)
                            ? null
                            : string.Join(
                                "; ",
                                authors
                                    .Take(chance.Is(0.3) ? 1 : 9)
                                    .Select(n => $"{n.Last}, {(chance.Is(0.3) ? n.First[..1] + "." : n.First)}")
                            ),
                        chance.Is(0.15) ? null : publisher,
                        (printed + (chance.Is(0.1) ? 1 : 0)).ToString(CultureInfo.InvariantCulture),
                        chance.Is(0.5) ? $"{isbn}{isbn % 9}" : null,
                        (pages + (chance.Is(0.3) ? chance.Below(20) : 0)).ToString(CultureInfo.InvariantCulture),
                        (5 + (chance.Below(5_000) / 100.0)).ToString("0.00", CultureInfo.InvariantCulture),
                    ]);
                }
            }
        }
        return new LabelledSet(
            "books",
            new LabelledFile("a", ["Title", "Author", "Publisher", "Publication_Date", "ISBN13", "Pages", "Price"], a),
            new LabelledFile("b", ["title", "authors", "publisher", "pubyear", "isbn10", "page_count", "price"], b),
            truth
        );
    }

    private enum Month
    {
        January = 1,
        February,
        March,
        April,
        May,
        June,
        July,
        August,
        September,
        October,
        November,
        December,
    }
}
