namespace Strata.Testing.LabelledSets;

/// <summary>
/// A list of contacts with many namesakes: addresses of mail are made of names, of one host or of many, and where an address is taken, of a
/// number besides. What is there twice has the same address, a mistyped one, another one or none.
/// </summary>
public static class Contacts
{
    private static readonly string[] Given =
    [
        "Anna",
        "James",
        "Maria",
        "Peter",
        "Thomas",
        "Martin",
        "Robert",
        "Clara",
        "Sofia",
        "Paul",
        "Jonas",
        "Emma",
        "Lena",
        "Oskar",
        "Louis",
        "Alice",
    ];
    private static readonly string[] Surnames =
    [
        "Weber",
        "Schmidt",
        "Meyer",
        "Kowalski",
        "Novak",
        "Brown",
        "Smith",
        "Okafor",
        "Rossi",
        "Dubois",
        "Jensen",
        "Larsen",
        "Hughes",
        "Becker",
    ];
    private static readonly string[] Hosts = ["gmail.com", "yahoo.com", "hotmail.com", "outlook.com", "bigpond.com"];

    /// <param name="rareNames">How many given names there are beside the common ones, and five times as many surnames.</param>
    /// <param name="house">All first addresses are of one host.</param>
    public static LabelledSet Generate(int count, int seed, int rareNames = 200, bool house = false)
    {
        var chance = new Chance(seed);
        var given = People.Names(new Chance(61), Given, Given.Length + rareNames, 2);
        var surnames = People.Names(new Chance(62), Surnames, Surnames.Length + (rareNames * 5), 3);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var (rows, truth) = (new List<string?[]>(), new List<(int, int)>());
        while (rows.Count < count)
        {
            var (first, last) = (given[chance.Zipf(given.Count, 0.6)], surnames[chance.Zipf(surnames.Count, 0.6)]);
            var mail = house ? Free(taken, $"{first}.{last}", "uni-example.edu") : Mail(chance, taken, first, last);
            string?[] person =
            [
                first,
                last,
                mail,
                chance.Is(0.9) ? $"+49 {100 + chance.Below(900)} {1_000_000 + chance.Below(9_000_000)}" : null,
            ];
            rows.Add(person);
            if (chance.Is(0.15))
            {
                truth.Add((rows.Count - 1, rows.Count));
                rows.Add([
                    chance.Is(0.1) ? first[..1] : chance.Typo(first, 0.2),
                    chance.Typo(last, 0.2),
                    chance.Below(10) switch
                    {
                        < 4 => mail,
                        < 6 => chance.Typo(mail, 1),
                        < 9 => Mail(chance, taken, first, last),
                        _ => null,
                    },
                    chance.Is(0.75) && person[3] is { } phone ? chance.Typo(phone, 0.1) : null,
                ]);
            }
        }
        var name =
            house ? "staff"
            : rareNames == 0 ? "namesakes"
            : "contacts";
        return People.Shuffled(name, ["first_name", "last_name", "email", "phone"], rows, truth, chance);
    }

    private static string Mail(Chance chance, HashSet<string> taken, string first, string last) =>
        Free(
            taken,
            chance.Below(4) switch
            {
                0 => $"{first[0]}{last}",
                1 => $"{first}{last}",
                2 => $"{last}.{first}",
                _ => $"{first}.{last}",
            },
            Hosts[chance.Zipf(Hosts.Length)]
        );

    private static string Free(HashSet<string> taken, string mailbox, string host)
    {
        var mail = $"{mailbox}@{host}".ToLowerInvariant();
        for (var number = 2; !taken.Add(mail); number++)
        {
            mail = string.Create(CultureInfo.InvariantCulture, $"{mailbox}{number}@{host}").ToLowerInvariant();
        }
        return mail;
    }
}
