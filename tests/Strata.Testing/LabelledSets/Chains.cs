namespace Strata.Testing.LabelledSets;

/// <summary>
/// One list of restaurants, many of them of chains, in a few towns with few streets: their house numbers are the rarest words of all.
/// </summary>
public static class Chains
{
    private static readonly string[] Houses = ["Burger King", "Pizza Hut", "Subway", "Taco Bell", "Golden Wok", "Pho 88"];
    private static readonly string[] Kinds = ["Kitchen", "Grill", "Cafe", "Diner", "Bistro", "Bar & Grill"];
    private static readonly string[] Roads =
    [
        "Main",
        "Oak",
        "Pine",
        "Maple",
        "Cedar",
        "Elm",
        "Lake",
        "Hill",
        "Park",
        "Spring",
        "North",
        "Church",
        "Mill",
        "River",
        "Forest",
        "Center",
    ];
    private static readonly (string Full, string Short)[] Ways =
    [
        ("Street", "St."),
        ("Avenue", "Ave."),
        ("Road", "Rd."),
        ("Drive", "Dr."),
        ("Lane", "Ln."),
    ];
    private static readonly string[] Towns =
    [
        "Springfield",
        "Riverton",
        "Fairview",
        "Madison",
        "Georgetown",
        "Salem",
        "Franklin",
        "Clinton",
        "Lexington",
        "Kingston",
    ];
    private static readonly string[] Cuisines = ["American", "Italian", "Mexican", "Chinese", "Thai", "Japanese", "French", "Indian"];

    public static LabelledSet Generate(int count, int seed)
    {
        var chance = new Chance(seed);
        var owners = People.Names(new Chance(57), ["Carter", "Butler", "Reyes", "Roberts"], 250, 2);
        var (rows, truth) = (new List<string?[]>(), new List<(int, int)>());
        for (var i = 0; i < count; i++)
        {
            var name = chance.Is(0.3) ? chance.One(Houses) : $"{chance.One(owners)}'s {chance.One(Kinds)}";
            var (number, side, road, way) = (
                1 + chance.Below(2_500),
                chance.One<string>(["N.", "S.", "E.", "W."]),
                chance.One(Roads),
                chance.One(Ways)
            );
            var (town, cuisine) = (chance.Zipf(Towns.Length, 0.8), chance.One(Cuisines));
            var (area, local, line) = (300 + town, 200 + chance.Below(800), chance.Below(10_000));
            rows.Add([name, $"{number} {side} {road} {way.Full}", Towns[town], $"{area}-{local}-{line:D4}", cuisine]);
            if (chance.Is(0.15))
            {
                truth.Add((rows.Count - 1, rows.Count));
                rows.Add([
                    chance.Is(0.2) ? $"{name} of {Towns[town]}" : chance.Typo(name.Replace("'s", "s", StringComparison.Ordinal), 0.1),
                    chance.Typo($"{number} {side} {road} {way.Short}", 0.1),
                    chance.Is(0.1) ? null : Towns[town],
                    chance.Is(0.3) ? null : $"{area}/{local}-{line:D4}",
                    chance.Is(0.3) ? chance.One(Cuisines) : cuisine,
                ]);
            }
        }
        return People.Shuffled("chains", ["name", "addr", "city", "phone", "type"], rows, truth, chance);
    }
}
