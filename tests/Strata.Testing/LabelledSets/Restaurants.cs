namespace Strata.Testing.LabelledSets;

/// <summary>
/// Restaurants in two guides: other spellings of streets, cuisines and telephone numbers; chains with one name in many streets.
/// </summary>
public static class Restaurants
{
    private static readonly string[] Kinds =
    [
        "Cafe",
        "Grill",
        "Restaurant",
        "Bistro",
        "Kitchen",
        "House",
        "Bar and Grill",
        "Diner",
        "Deli",
        "Ristorante",
        "Trattoria",
        "Garden",
    ];
    private static readonly (string A, string[] B)[] Cuisines =
    [
        ("american", ["American (New)", "American"]),
        ("french", ["French (Classic)", "French (New)"]),
        ("italian", ["Italian", "Pizza"]),
        ("asian", ["Chinese", "Thai", "Japanese"]),
        ("steakhouses", ["Steakhouses", "American"]),
        ("seafood", ["Seafood"]),
        ("delis", ["Delis", "Coffee Shops"]),
        ("mexican", ["Mexican", "Tex-Mex"]),
    ];
    private static readonly (string Full, string Short)[] Ways =
    [
        ("Street", "St."),
        ("Avenue", "Ave."),
        ("Boulevard", "Blvd."),
        ("Road", "Rd."),
        ("Drive", "Dr."),
    ];
    private static readonly (string A, string B)[] Towns =
    [
        ("new york", "New York City"),
        ("los angeles", "W. Hollywood"),
        ("los angeles", "Los Angeles"),
        ("san francisco", "San Francisco"),
        ("atlanta", "Atlanta"),
        ("las vegas", "Las Vegas"),
        ("chicago", "Chicago"),
    ];

    public static LabelledSet Generate(int count, int seed)
    {
        var chance = new Chance(seed);
        var words = People.Names(new Chance(55), ["Golden", "Blue", "Grand", "Old", "Palm", "Ritz", "Lotus", "Dragon", "Palace"], 400, 2);
        var roads = People.Names(new Chance(56), ["Main", "Broadway", "Sunset", "Market", "Park", "Peachtree", "Wilshire"], 250, 2);
        var (a, b, truth) = (new List<string?[]>(), new List<string?[]>(), new List<(int, int)>());
        var name = "";
        for (var i = 0; i < count; i++)
        {
            var kind = chance.One(Kinds);
            name =
                i > 0 && chance.Is(0.08)
                    ? name
                    : $"{words[chance.Zipf(words.Count, 0.6)]}{(chance.Is(0.4) ? " " + words[chance.Below(words.Count)] : "")} {(chance.Is(0.7) ? kind : "")}".Trim();
            var (number, road, way, town, cuisine) = (
                1 + chance.Below(9000),
                roads[chance.Zipf(roads.Count, 0.8)],
                chance.One(Ways),
                chance.One(Towns),
                chance.One(Cuisines)
            );
            var (area, local, line) = (200 + (Array.IndexOf(Towns, town) * 101), 200 + chance.Below(800), chance.Below(10_000));
            var side = chance.Is(0.2) ? chance.One<string>(["S.", "N.", "E.", "W."]) + " " : "";
            var (inA, inB) = (chance.Is(0.7), chance.Is(0.6));
            if (inA && inB)
            {
                truth.Add((a.Count, b.Count));
            }
            if (inA)
            {
                a.Add([
                    name.ToLowerInvariant(),
                    $"{number} {side}{road} {way.Short}".ToLowerInvariant(),
                    town.A,
                    $"{area}/{local}-{line:D4}",
                    cuisine.A,
                ]);
            }
            if (inB)
            {
                var other =
                    chance.Is(0.2) ? name.Replace("Restaurant", "", StringComparison.Ordinal).Trim()
                    : chance.Is(0.1) ? "The " + name
                    : chance.Typo(name, 0.08);
                var moved = chance.Is(0.05) ? number + 2 : number;
                b.Add([
                    other,
                    $"{moved} {(chance.Is(0.5) ? side : "")}{road} {(chance.Is(0.5) ? way.Full : way.Short)}",
                    town.B,
                    $"{area}-{local}-{(chance.Is(0.05) ? (line + 1) % 10_000 : line):D4}",
                    chance.One(cuisine.B),
                ]);
            }
        }
        return new LabelledSet(
            "restaurants",
            new LabelledFile("a", ["name", "addr", "city", "phone", "type"], a),
            new LabelledFile("b", ["name", "address", "city", "phone", "cuisine"], b),
            truth
        );
    }
}
