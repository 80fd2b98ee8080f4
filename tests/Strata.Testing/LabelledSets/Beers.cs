namespace Strata.Testing.LabelledSets;

/// <summary>
/// Beers as two rating sites list them: the brewery before the name or not, styles by other words, strengths rounded or missing, breweries
/// with and without their legal form, and many beers of one brewery that differ in a word (imperial, barrel aged, a year, a hop).
/// </summary>
public static class Beers
{
    private static readonly string[] Forms =
    [
        "Brewing Company",
        "Brewery",
        "Brewing Co.",
        "Craft Brewery",
        "Brauerei",
        "Beer Company",
        "Brew Pub",
        "Brouwerij",
    ];
    private static readonly (string A, string B)[] Styles =
    [
        ("American IPA", "India Pale Ale (IPA)"),
        ("American Double / Imperial IPA", "Imperial IPA"),
        ("American Amber / Red Ale", "Amber Ale"),
        ("Russian Imperial Stout", "Imperial Stout"),
        ("English Porter", "Porter"),
        ("Hefeweizen", "German Hefeweizen"),
        ("German Pilsener", "Pilsener"),
        ("Saison / Farmhouse Ale", "Saison"),
        ("Witbier", "Belgian White (Witbier)"),
        ("American Brown Ale", "Brown Ale"),
        ("Tripel", "Abbey Tripel"),
        ("Doppelbock", "Doppelbock"),
        ("Scotch Ale / Wee Heavy", "Scotch Ale"),
        ("Fruit / Vegetable Beer", "Fruit Beer"),
    ];
    private static readonly string[] Names =
    [
        "Red",
        "Old",
        "Black",
        "Golden",
        "Hop",
        "Monk",
        "Dragon",
        "River",
        "Moon",
        "Dog",
        "Devil",
        "Harvest",
        "Winter",
        "Summer",
        "Ruby",
        "Copper",
        "Wild",
        "Stone",
        "Anvil",
        "Raven",
        "Amber",
        "Smoke",
        "Thunder",
        "Lazy",
        "Angry",
        "Velvet",
        "Farmhouse",
        "Session",
    ];
    private static readonly string[] Turns =
    [
        "Imperial",
        "Barrel Aged",
        "Bourbon Barrel",
        "Double",
        "Extra",
        "Special",
        "Reserve",
        "Nitro",
        "Citra",
        "Mosaic",
        "Cherry",
        "Coffee",
        "Vanilla",
    ];

    public static LabelledSet Generate(int count, int seed)
    {
        var chance = new Chance(seed);
        var (a, b, truth) = (new List<string?[]>(), new List<string?[]>(), new List<(int, int)>());
        while (a.Count < count)
        {
            var place = char.ToUpperInvariant(chance.Word(2)[0]) + chance.Word(2)[1..];
            var brewery = new Brewery(chance.Is(0.4) ? $"{chance.One(Names)} {chance.One(Names)}" : place, chance.One(Forms));
            var line = chance.One(Names);
            for (var beers = 1 + chance.Below(9); beers > 0; beers--)
            {
                var style = chance.One(Styles);
                // Half of a brewery's beers are turns of one name.
                var name =
                    $"{(chance.Is(0.5) ? line : chance.One(Names))}{(chance.Is(0.5) ? " " + chance.One(Names) : "")} {style.B.Split(' ')[^1].Trim('(', ')')}";
                var beer = new Beer(
                    brewery,
                    chance.Is(0.4) ? $"{chance.One(Turns)} {name}" : name,
                    chance.Is(0.06) ? 2005 + chance.Below(9) : null,
                    style,
                    4 + (chance.Below(80) / 10.0)
                );
                var inA = chance.Is(0.7);
                if (inA && chance.Is(0.55))
                {
                    truth.Add((a.Count, b.Count));
                    b.Add(InB(chance, beer));
                }
                else if (!inA)
                {
                    b.Add(InB(chance, beer));
                }
                if (inA)
                {
                    a.Add([
                        beer.Year is { } year ? $"{beer.Name} ({year})" : beer.Name,
                        $"{brewery.Name} {brewery.Form}",
                        beer.Style.A,
                        Strength(beer.Strength, " %"),
                    ]);
                }
            }
        }
        return new LabelledSet(
            "beers",
            new LabelledFile("", ["Beer_Name", "Brew_Factory_Name", "Style", "ABV"], a),
            new LabelledFile("", ["Beer_Name", "Brew_Factory_Name", "Style", "ABV"], b),
            truth
        );
    }

    private static string?[] InB(Chance chance, Beer beer)
    {
        var name =
            (chance.Is(0.55) ? beer.Brewery.Name + " " : "")
            + (chance.Is(0.8) && beer.Year is { } year ? $"{beer.Name} {year}" : beer.Name);
        var form = chance.Is(0.6) ? beer.Brewery.Form : chance.One(Forms);
        var strength = chance.Is(0.12)
            ? null
            : Strength(chance.Is(0.15) ? beer.Strength + ((chance.Below(9) - 4) / 10.0) : beer.Strength, "%");
        return
        [
            chance.Typo(chance.Drop(name, 0.04), 0.06),
            chance.Is(0.1) ? beer.Brewery.Name : $"{beer.Brewery.Name} {form}",
            beer.Style.B,
            strength,
        ];
    }

    private static string Strength(double percent, string unit) => percent.ToString("0.0", CultureInfo.InvariantCulture) + unit;

    private sealed record Brewery(string Name, string Form);

    private sealed record Beer(Brewery Brewery, string Name, int? Year, (string A, string B) Style, double Strength);
}
