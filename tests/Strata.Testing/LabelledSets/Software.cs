namespace Strata.Testing.LabelledSets;

/// <summary>
/// Programs as a shop and as a price search engine list them: no article numbers, editions and versions that tell programs apart by one
/// word, makers left out or put before the name, prices far apart, and in the second list much that the first does not sell.
/// </summary>
public static class Software
{
    private static readonly string[] Makers =
    [
        "Microsoft",
        "Adobe",
        "Intuit",
        "Symantec",
        "Corel",
        "Topics Entertainment",
        "Encore Software",
        "Broderbund",
        "Individual Software",
        "Nova Development",
        "Sony Creative",
        "Apple",
        "McAfee",
        "Roxio",
        "Punch Software",
        "Global Marketing Partners",
    ];
    private static readonly string[] Nouns =
    [
        "Office",
        "Studio",
        "Photo",
        "Video",
        "Music",
        "Money",
        "Tax",
        "Security",
        "Backup",
        "Landscape",
        "Architect",
        "Typing",
        "Language",
        "Spanish",
        "French",
        "Math",
        "Science",
        "Atlas",
        "Encyclopedia",
        "Print",
        "Draw",
        "Server",
        "Project",
        "Publisher",
        "Creator",
        "Planner",
        "Accounting",
        "Family",
        "Kids",
        "Reader",
    ];
    private static readonly (string Long, string Short)[] Editions =
    [
        ("Standard", "Std"),
        ("Professional", "Pro"),
        ("Premium", "Prem"),
        ("Deluxe", "Dlx"),
        ("Home Edition", "Home"),
        ("Student and Teacher Edition", "Academic"),
        ("Small Business", "SB"),
        ("Upgrade", "Upg"),
        ("", ""),
    ];
    private static readonly string[] Platforms = ["Mac", "Windows", "Win/Mac", "(PC)", "(Mac)", "CD-ROM", "DVD"];
    private static readonly string[] Filler =
    [
        "software",
        "complete",
        "package",
        "full",
        "version",
        "create",
        "share",
        "easily",
        "your",
        "with",
        "new",
        "tools",
        "learn",
        "powerful",
        "digital",
        "everything",
        "you",
        "need",
        "improve",
        "organize",
        "and",
        "for",
        "the",
        "user",
        "license",
        "box",
    ];

    public static LabelledSet Generate(int count, int seed)
    {
        var chance = new Chance(seed);
        var (a, b, truth) = (new List<string?[]>(), new List<string?[]>(), new List<(int, int)>());
        while (a.Count < count)
        {
            var maker = Makers[chance.Zipf(Makers.Length, 0.6)];
            var line = chance.Is(0.5)
                ? chance.One(Nouns) + " " + chance.One(Nouns)
                : char.ToUpperInvariant(chance.Word(2)[0]) + chance.Word(2)[1..] + " " + chance.One(Nouns);
            var price = 15 * Math.Exp(chance.Part() * 4);
            for (var editions = 1 + chance.Below(4); editions > 0; editions--)
            {
                var version = chance.Below(3) switch
                {
                    0 => (2000 + chance.Below(9)).ToString(CultureInfo.InvariantCulture),
                    1 => (1 + chance.Below(12)) + ".0",
                    _ => "",
                };
                var thing = new Thing(maker, line, version, chance.One(Editions), chance.One(Platforms), price * (0.5 + chance.Part()));
                var inA = chance.Is(0.6);
                if (inA)
                {
                    a.Add([
                        NameInA(chance, thing),
                        chance.Is(0.6) ? Words(chance, thing, 30) : null,
                        chance.Is(0.95) ? thing.Maker.ToLowerInvariant() : null,
                        Price(thing.Price),
                    ]);
                }
                if (!inA || chance.Is(0.8))
                {
                    if (inA)
                    {
                        truth.Add((a.Count - 1, b.Count));
                    }
                    b.Add([
                        NameInB(chance, thing),
                        chance.Is(0.85) ? Words(chance, thing, 10) : null,
                        chance.Is(0.08) ? thing.Maker.ToLowerInvariant() : null,
                        Price(thing.Price * (chance.Is(0.3) ? 1 : 0.55 + (chance.Part() * 0.5))),
                    ]);
                }
            }
        }
        return new LabelledSet(
            "software",
            new LabelledFile("b0000", ["title", "description", "manufacturer", "price"], a),
            new LabelledFile("http://base/", ["name", "description", "manufacturer", "price"], b),
            truth
        );
    }

    private static string NameInA(Chance chance, Thing t) =>
        Plain($"{(chance.Is(0.4) ? t.Maker + " " : "")}{t.Line} {t.Version} {t.Edition.Long} {(chance.Is(0.4) ? t.Platform : "")}")
            .ToLowerInvariant();

    private static string NameInB(Chance chance, Thing t)
    {
        var version = t.Version.EndsWith(".0", StringComparison.Ordinal) && chance.Is(0.4) ? "v" + t.Version[..^2] : t.Version;
        var name = Plain(
            $"{(chance.Is(0.6) ? t.Maker + " " : "")}{t.Line} {version} {(chance.Is(0.3) ? t.Edition.Short : t.Edition.Long)} {(chance.Is(0.3) ? t.Platform : "")}"
        );
        return chance.Typo(chance.Drop(chance.Is(0.2) ? $"{100_000 + chance.Below(900_000)} {name}" : name, 0.08), 0.05).ToLowerInvariant();
    }

    private static string Words(Chance chance, Thing t, int most)
    {
        var text = Enumerable.Range(0, 3 + chance.Below(most)).Select(_ => chance.One(Filler)).ToList();
        text.Insert(chance.Below(text.Count), t.Line);
        if (chance.Is(0.4))
        {
            text.Insert(0, Plain($"{t.Line} {t.Version} {t.Edition.Long}"));
        }
        return string.Join(' ', text).ToLowerInvariant();
    }

    private static string Plain(string text) => string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static string Price(double price) => (Math.Floor(price) + 0.99).ToString("0.00", CultureInfo.InvariantCulture);

    private sealed record Thing(
        string Maker,
        string Line,
        string Version,
        (string Long, string Short) Edition,
        string Platform,
        double Price
    );
}
