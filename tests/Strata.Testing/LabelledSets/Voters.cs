namespace Strata.Testing.LabelledSets;

/// <summary>
/// A roll of voters over some years: short names, married names, moves, ages instead of dates, families and namesakes under one roof.
/// </summary>
public static class Voters
{
    private static readonly string[][] Given =
    [
        ["Robert", "Bob", "Rob"],
        ["William", "Bill", "Will"],
        ["James", "Jim"],
        ["Elizabeth", "Liz", "Beth"],
        ["Patricia", "Pat", "Tricia"],
        ["Jennifer", "Jen", "Jenny"],
        ["Michael", "Mike"],
        ["Katherine", "Kathy", "Kate"],
        ["Joseph", "Joe"],
        ["Susan", "Sue"],
        ["Thomas", "Tom"],
        ["Margaret", "Peggy", "Maggie"],
        ["Linda"],
        ["Mary"],
        ["David", "Dave"],
        ["Deborah", "Debbie"],
        ["Charles", "Chuck"],
        ["Barbara"],
        ["Angela"],
        ["Kevin"],
    ];

    public static LabelledSet Generate(int count, int seed)
    {
        var chance = new Chance(seed);
        var rare = People.Names(new Chance(41), [], 700, 2);
        var surnames = People.Names(new Chance(42), ["Smith", "Johnson", "Williams", "Jones", "Brown", "Davis"], 5_000, 3);
        var roads = People.Names(new Chance(43), ["Main", "Oak", "Church"], 700, 2);
        var towns = People.Names(new Chance(44), [], 60, 2);
        var (rows, truth) = (new List<string?[]>(), new List<(int, int)>());
        while (rows.Count < count)
        {
            var surname = surnames[chance.Zipf(surnames.Count, 0.8)];
            var (street, town) = (
                $"{1 + chance.Below(4_000)} {roads[chance.Zipf(roads.Count, 0.6)]} {chance.One<string>(["ST", "RD", "DR", "LN"])}",
                chance.Below(towns.Count)
            );
            var phone = $"{200 + chance.Below(700)}{2_000_000 + chance.Below(7_000_000)}";
            for (var family = 1 + chance.Below(3); family > 0; family--)
            {
                var names = chance.Is(0.6) ? chance.One(Given) : [rare[chance.Zipf(rare.Count, 0.7)]];
                var middle = ((char)('A' + chance.Below(26))).ToString();
                var (born, sex) = (1925 + chance.Below(80), chance.One<string>(["M", "F"]));
                string?[] person =
                [
                    surname,
                    names[0],
                    middle,
                    street,
                    towns[town],
                    (27_000 + town).ToString(CultureInfo.InvariantCulture),
                    born.ToString(CultureInfo.InvariantCulture),
                    sex,
                    chance.Is(0.6) ? phone : null,
                    chance.One<string>(["DEM", "REP", "UNA"]),
                    "NC",
                ];
                var first = rows.Count;
                rows.Add(Upper(person));
                for (var copies = chance.Is(0.25) ? 1 + chance.Zipf(4) : 0; copies > 0; copies--)
                {
                    for (var other = first; other < rows.Count; other++)
                    {
                        truth.Add((other, rows.Count));
                    }
                    var copy = person.ToArray();
                    copy[0] = sex == "F" && chance.Is(0.12) ? surnames[chance.Zipf(surnames.Count, 0.8)] : chance.Typo(surname, 0.08);
                    copy[1] = chance.Is(0.15) ? chance.One(names) : chance.Typo(names[0], 0.08);
                    copy[2] = chance.Is(0.3) ? null : middle;
                    if (chance.Is(0.15))
                    {
                        var moved = chance.Below(towns.Count);
                        (copy[3], copy[4], copy[5], copy[8]) = (
                            $"{1 + chance.Below(4_000)} {chance.One(roads)} ST",
                            towns[moved],
                            (27_000 + moved).ToString(CultureInfo.InvariantCulture),
                            null
                        );
                    }
                    copy[3] = chance.Typo(copy[3]!, 0.1); // never missing here
                    copy[6] = (born + (chance.Is(0.1) ? 1 : 0)).ToString(CultureInfo.InvariantCulture);
                    copy[8] = chance.Is(0.4) ? null : copy[8];
                    copy[9] = chance.Is(0.1) ? "UNA" : copy[9];
                    rows.Add(Upper(copy));
                }
            }
        }
        return People.Shuffled(
            "voters",
            [
                "last_name",
                "first_name",
                "midl_name",
                "street_address",
                "res_city_desc",
                "zip_code",
                "birth_year",
                "sex",
                "phone_num",
                "party",
                "state",
            ],
            rows,
            truth,
            chance
        );
    }

    private static string?[] Upper(string?[] row) => Array.ConvertAll(row, v => v?.ToUpperInvariant());
}
