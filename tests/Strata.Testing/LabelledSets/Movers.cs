namespace Strata.Testing.LabelledSets;

/// <summary>People in up to four records, written carelessly and years apart: a move changes street, town and post code at once.</summary>
public static class Movers
{
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

    public static LabelledSet Generate(int count, int seed)
    {
        var chance = new Chance(seed);
        var given = People.Names(new Chance(71), ["James", "Mary", "Robert", "Patricia", "John", "Linda"], 110, 2);
        var surnames = People.Names(new Chance(72), ["Smith", "Johnson", "Williams", "Brown"], 250, 2);
        var towns = People.Names(new Chance(73), ["Springfield", "Riverton"], 20, 2);
        var (rows, truth) = (new List<string?[]>(), new List<(int, int)>());
        while (rows.Count < count)
        {
            var (first, last) = (given[chance.Zipf(given.Count, 0.7)], surnames[chance.Zipf(surnames.Count, 0.7)]);
            var born = new DateOnly(1935, 1, 1).AddDays(chance.Below(25_000)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            string?[] person =
            [
                first,
                last,
                born,
                .. Home(chance, towns),
                Phone(chance),
                $"{first[0]}.{last}{chance.Below(100)}@mail.org".ToLowerInvariant(),
            ];
            var at = rows.Count;
            rows.Add(person);
            for (var copies = chance.Is(0.4) ? 1 + chance.Below(3) : 0; copies > 0; copies--)
            {
                for (var other = at; other < rows.Count; other++)
                {
                    truth.Add((other, rows.Count));
                }
                string?[] copy = chance.Is(0.3) ? [.. person[..3], .. Home(chance, towns), .. person[6..]] : [.. person];
                copy[0] = chance.Is(0.15) ? first[..1] + "." : copy[0];
                copy[6] = chance.Is(0.35) ? Phone(chance) : copy[6];
                copy[7] = chance.Is(0.3) ? $"x{chance.Below(100_000)}@mail.org" : copy[7];
                rows.Add([.. copy.Select(v => chance.Is(0.12) ? null : chance.Typo(v!, 0.15))]);
            }
        }
        return People.Shuffled("movers", ["first", "last", "dob", "street", "city", "zip", "phone", "email"], rows, truth, chance);
    }

    private static string[] Home(Chance chance, IReadOnlyList<string> towns)
    {
        var town = chance.Zipf(towns.Count, 0.7);
        return
        [
            $"{1 + chance.Below(999)} {chance.One(Roads)} {chance.One<string>(["Street", "Avenue", "Road", "Lane"])}",
            towns[town],
            (10_000 + (town * 37) + chance.Below(5)).ToString(CultureInfo.InvariantCulture),
        ];
    }

    private static string Phone(Chance chance) => $"555{chance.Below(10_000_000):D7}";
}
