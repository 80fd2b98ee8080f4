namespace Strata.Testing.LabelledSets;

/// <summary>
/// Two shops of electronics, the second three times as large: long titles, a column for the model that is often empty or set out
/// differently, sister models, and accessories that name the model they belong to.
/// </summary>
public static class Electronics
{
    private static readonly (string Kind, string Category, string OtherCategory)[] Kinds =
    [
        ("Laptop", "electronics - general", "laptops"),
        ("LCD Monitor", "monitors", "computers accessories"),
        ("Inkjet Printer", "printers", "inkjet printers"),
        ("Digital Camera", "cameras", "point shoot digital cameras"),
        ("USB Flash Drive", "usb drives", "memory"),
        ("Wireless Mouse", "mice", "computers accessories"),
        ("Portable Hard Drive", "hard drives", "external hard drives"),
        ("Stereo Headphones", "mp3 accessories", "headphones"),
        ("Network Switch", "networking", "switches"),
    ];
    private static readonly string[] Accessories =
    [
        "Carrying Case for",
        "Replacement Battery for",
        "AC Adapter for",
        "Screen Protector for",
        "Ink Cartridge for",
    ];
    private static readonly string[] Words =
    [
        "High",
        "Speed",
        "Compact",
        "Black",
        "Silver",
        "White",
        "Pro",
        "Ultra",
        "Slim",
        "Retail",
        "Refurbished",
        "Premium",
        "Series",
        "Edition",
        "2.0",
        "HD",
        "Portable",
        "Dual",
    ];
    private static readonly string[] Sizes =
    [
        "4GB",
        "8 GB",
        "16GB",
        "320GB",
        "500 GB",
        "1TB",
        "15.6\"",
        "19\"",
        "22 in",
        "24\"",
        "12.1 MP",
        "14MP",
        "5-Port",
        "8-Port",
    ];

    public static LabelledSet Generate(int count, int seed)
    {
        var chance = new Chance(seed);
        var brands = People.Names(
            new Chance(61),
            ["Sony", "HP", "Canon", "Logitech", "Kingston", "Acer", "D-Link", "Epson", "Belkin", "Asus"],
            60,
            2
        );
        var (a, b, truth) = (new List<string?[]>(), new List<string?[]>(), new List<(int, int)>());
        while (a.Count < count)
        {
            var (brand, kind, price) = (brands[chance.Zipf(brands.Count, 0.8)], chance.One(Kinds), 8 * Math.Exp(chance.Part() * 4.5));
            var (letters, number) = (chance.Word(1).ToUpperInvariant()[..2] + (char)('A' + chance.Below(26)), 100 + chance.Below(9_000));
            for (var sister = chance.Below(4); sister >= 0; sister--)
            {
                var model =
                    $"{letters}{number + (sister * (chance.Is(0.5) ? 1 : 10))}{(chance.Is(0.3) ? chance.One<string>(["A", "US", "BK", "#ABA"]) : "")}";
                var thing = new Thing(brand, kind.Kind, model, chance.One(Sizes), chance.One(Words), price * (0.8 + (chance.Part() * 0.4)));
                var inA = chance.Is(0.4);
                if (inA && chance.Is(0.4))
                {
                    truth.Add((a.Count, b.Count));
                    b.Add(InB(chance, thing, kind.OtherCategory));
                }
                else if (!inA)
                {
                    b.Add(InB(chance, thing, kind.OtherCategory));
                }
                if (inA)
                {
                    var title =
                        $"{brand} {thing.Size} {(chance.Is(0.4) ? thing.Word + " " : "")}{kind.Kind}{(chance.Is(0.5) ? ", " + model : "")}";
                    a.Add([title, kind.Category, brand, chance.Is(0.85) ? model : null, Price(thing.Price)]);
                }
                if (chance.Is(0.25))
                {
                    var fits =
                        $"{chance.One(brands)} {chance.One(Accessories)} {brand} {(chance.Is(0.6) ? model : letters + number)} {kind.Kind}";
                    (chance.Is(0.2) ? a : b).Add([
                        fits,
                        "accessories",
                        chance.Is(0.5) ? chance.One(brands) : null,
                        chance.Is(0.4) ? $"{chance.Word(1)}{chance.Below(900)}" : null,
                        Price(5 + (chance.Part() * 30)),
                    ]);
                }
            }
        }
        return new LabelledSet(
            "electronics",
            new LabelledFile("", ["title", "category", "brand", "modelno", "price"], a),
            new LabelledFile("", ["title", "category", "brand", "modelno", "price"], b),
            truth
        );
    }

    private static string?[] InB(Chance chance, Thing t, string category)
    {
        var model = chance.Is(0.3) ? $"{t.Model[..3]}-{t.Model[3..]}" : t.Model;
        var words = string.Join(' ', Enumerable.Range(0, chance.Below(5)).Select(_ => chance.One(Words)));
        var title = chance.Is(0.6)
            ? $"{t.Brand} {model} {words} {t.Kind} {(chance.Is(0.6) ? t.Size : "")}"
            : $"{t.Brand} {words} {t.Size} {t.Kind} ({t.Word})";
        return
        [
            chance.Drop(string.Join(' ', title.Split(' ', StringSplitOptions.RemoveEmptyEntries)), 0.05),
            category,
            chance.Is(0.75) ? t.Brand.ToLowerInvariant() : null,
            chance.Is(0.7) ? t.Model.Replace("#", "", StringComparison.Ordinal) : null,
            chance.Is(0.25) ? null : Price(t.Price * (0.75 + (chance.Part() * 0.45))),
        ];
    }

    private static string Price(double price) => price.ToString("0.00", CultureInfo.InvariantCulture);

    private sealed record Thing(string Brand, string Kind, string Model, string Size, string Word, double Price);
}
