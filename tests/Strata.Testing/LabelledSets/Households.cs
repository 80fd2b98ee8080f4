namespace Strata.Testing.LabelledSets;

/// <summary>
/// People of whom half live in families that share surname, address and telephone: those have more in common than some that are the same.
/// </summary>
public static class Households
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
        var given = People.Names(new Chance(61), ["James", "Mary", "Robert", "Patricia", "John", "Linda"], 150, 2);
        var surnames = People.Names(new Chance(62), ["Smith", "Johnson", "Williams", "Brown"], 300, 2);
        var towns = People.Names(new Chance(63), ["Springfield", "Riverton"], 20, 2);
        var (rows, truth) = (new List<string?[]>(), new List<(int, int)>());
        while (rows.Count < count)
        {
            var surname = surnames[chance.Zipf(surnames.Count, 0.7)];
            var (street, town) = (
                $"{1 + chance.Below(999)} {chance.One(Roads)} {chance.One<string>(["Street", "Avenue", "Road", "Lane"])}",
                chance.Zipf(towns.Count, 0.8)
            );
            var post = (10_000 + (town * 37) + chance.Below(5)).ToString(CultureInfo.InvariantCulture);
            var phone = $"555{chance.Below(10_000_000):D7}";
            for (var family = chance.Is(0.5) ? 2 + chance.Below(3) : 1; family > 0; family--)
            {
                var first = given[chance.Zipf(given.Count, 0.8)];
                var born = new DateOnly(1935, 1, 1).AddDays(chance.Below(25_000)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                var mail =
                    $"{first[0]}{surname}{chance.One<string>(["", "1", "77", "2"])}@{chance.One<string>(["gmail.com", "yahoo.com", "mail.org"])}".ToLowerInvariant();
                string?[] person = [first, surname, born, street, towns[town], post, phone, mail];
                rows.Add(person);
                if (chance.Is(0.3))
                {
                    truth.Add((rows.Count - 1, rows.Count));
                    string?[] copy = [.. person.Select(v => chance.Is(0.08) ? null : chance.Typo(v ?? "", 0.12))];
                    if (chance.Is(0.2))
                    {
                        (copy[3], copy[4], copy[5]) = ($"{1 + chance.Below(999)} {chance.One(Roads)} Street", chance.One(towns), null);
                    }
                    copy[6] = chance.Is(0.25) ? $"555{chance.Below(10_000_000):D7}" : copy[6];
                    rows.Add(copy);
                }
            }
        }
        return People.Shuffled("households", ["first", "last", "dob", "street", "city", "zip", "phone", "email"], rows, truth, chance);
    }
}
