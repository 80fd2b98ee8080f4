namespace Strata.Testing.LabelledSets;

/// <summary>
/// What two shops sell: names set out differently, model numbers with and without dashes or left out, prices that differ, descriptions
/// of their own, and whole families of products that differ in one number.
/// </summary>
public static class Products
{
    private static readonly string[] Brands =
    [
        "Sony",
        "Panasonic",
        "Canon",
        "Bose",
        "Garmin",
        "Linksys",
        "Netgear",
        "Yamaha",
        "Denon",
        "Frigidaire",
        "LG",
        "Samsung",
        "Nikon",
        "Olympus",
        "Pioneer",
        "Toshiba",
        "Kenwood",
        "Sharp",
        "Whirlpool",
        "Electrolux",
    ];
    private static readonly (string Kind, string[] Units)[] Kinds =
    [
        ("LCD HDTV", ["32'", "37'", "40'", "46'", "52'"]),
        ("Digital Camera", ["8 Megapixel", "10.2MP", "12.1 Megapixels"]),
        ("Home Theater System", ["5.1 Channel", "7.1 Channel", "1000W"]),
        ("GPS Navigator", ["3.5' Display", "4.3'", "Widescreen"]),
        ("Wireless Router", ["54Mbps", "300Mbps", "802.11n"]),
        ("Refrigerator", ["18.2 Cu. Ft.", "22 Cu. Ft.", "25.5 Cu. Ft."]),
        ("Headphones", ["Noise Canceling", "In-Ear", "On-Ear"]),
        ("Camcorder", ["40GB", "60GB", "120GB"]),
        ("Microwave Oven", ["1.2 Cu. Ft.", "1000 Watts", "2.0 Cu. Ft."]),
        ("Laser Printer", ["21ppm", "30 ppm", "Duplex"]),
        ("Speaker", ["100 Watts", "2-Way", "3-Way"]),
        ("Air Conditioner", ["8,000 BTU", "12,000 BTU", "5,200 BTU"]),
    ];
    private static readonly string[] Colors = ["Black", "White", "Silver", "Red", "Blue", "Stainless Steel"];
    private static readonly string[] Filler =
    [
        "with",
        "for",
        "and",
        "new",
        "high",
        "performance",
        "compact",
        "design",
        "easy",
        "to",
        "use",
        "features",
        "built-in",
        "remote",
        "control",
        "warranty",
        "digital",
        "advanced",
        "quality",
        "includes",
        "system",
        "power",
        "energy",
        "automatic",
        "technology",
        "display",
    ];

    public static LabelledSet Generate(int count, int seed)
    {
        var chance = new Chance(seed);
        var (a, b, truth) = (new List<string?[]>(), new List<string?[]>(), new List<(int, int)>());
        while (a.Count < count)
        {
            var brand = chance.One(Brands);
            var (kind, units) = chance.One(Kinds);
            var series = chance.Word(1).ToUpperInvariant()[..2] + (char)('A' + chance.Below(26));
            var price = 20 * Math.Exp(chance.Part() * 4.5);
            for (var family = 1 + chance.Below(5); family > 0; family--)
            {
                var number = chance.Below(9000) + 100;
                var suffix = chance.Is(0.3) ? chance.One<string>(["S", "B", "W", "/B", "BK", "R"]) : "";
                var thing = new Thing(
                    brand,
                    kind,
                    chance.One(units),
                    series,
                    number,
                    suffix,
                    chance.One(Colors),
                    price * (0.8 + (chance.Part() * 0.5))
                );
                var inA = chance.Is(0.85);
                var inB = !inA || chance.Is(0.75);
                if (inA && inB)
                {
                    truth.Add((a.Count, b.Count));
                }
                if (inA)
                {
                    a.Add([
                        ShopA(chance, thing),
                        chance.Is(0.7) ? Describe(chance, thing, 25) : null,
                        chance.Is(0.6) ? Price(chance, thing.Price, "$") : null,
                    ]);
                }
                if (inB)
                {
                    b.Add([
                        ShopB(chance, thing),
                        chance.Is(0.5) ? thing.Brand.ToUpperInvariant() : null,
                        chance.Is(0.5) ? Describe(chance, thing, 12) : null,
                        chance.Is(0.6) ? Price(chance, thing.Price, "") : null,
                    ]);
                }
            }
        }
        return new LabelledSet(
            "products",
            new LabelledFile("a", ["name", "description", "price"], a),
            new LabelledFile("b", ["title", "manufacturer", "description", "price"], b),
            truth
        );
    }

    private static string ShopA(Chance chance, Thing t) =>
        $"{t.Brand} {(chance.Is(0.6) ? t.Color + " " : "")}{(chance.Is(0.8) ? t.Unit + " " : "")}{t.Kind} - {t.Series}{t.Number}{t.Suffix.Replace("/", "", StringComparison.Ordinal)}{(chance.Is(0.3) ? "/ " + t.Color + " Finish" : "")}";

    private static string ShopB(Chance chance, Thing t)
    {
        var model = chance.Below(5) switch
        {
            0 => $"{t.Series}-{t.Number}{t.Suffix}",
            1 => $"{t.Series}{t.Number}",
            2 => $"{t.Series} {t.Number}",
            3 => $"{t.Series}-{t.Number}",
            _ => chance.Is(0.3) ? "" : $"{t.Series}{t.Number}{t.Suffix}",
        };
        var kind = chance.Is(0.4) ? t.Kind.Split(' ')[^1] : t.Kind;
        var name = chance.Is(0.5)
            ? $"{t.Brand} {model} {t.Unit} {kind}"
            : $"{t.Brand} {kind} {model} ({(chance.Is(0.6) ? t.Color : t.Unit)})";
        return chance.Drop(name.Replace("  ", " ", StringComparison.Ordinal), 0.06);
    }

    private static string Describe(Chance chance, Thing t, int words)
    {
        var text = Enumerable.Range(0, (words / 2) + chance.Below(words)).Select(_ => chance.One(Filler)).ToList();
        text.Insert(chance.Below(text.Count), t.Unit);
        text.Insert(chance.Below(text.Count), t.Kind);
        if (chance.Is(0.5))
        {
            text.Insert(chance.Below(text.Count), t.Color + " Finish");
        }
        if (chance.Is(0.25))
        {
            text.Insert(0, $"{t.Brand} {t.Series}{t.Number}");
        }
        return string.Join(' ', text);
    }

    private static string Price(Chance chance, double price, string sign) =>
        sign
        + (Math.Floor(price * (chance.Is(0.4) ? 1 : 0.8 + (chance.Part() * 0.35))) + 0.99).ToString("0.00", CultureInfo.InvariantCulture);

    private sealed record Thing(
        string Brand,
        string Kind,
        string Unit,
        string Series,
        int Number,
        string Suffix,
        string Color,
        double Price
    );
}
