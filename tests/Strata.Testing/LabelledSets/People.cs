namespace Strata.Testing.LabelledSets;

/// <summary>
/// Persons. First names follow the shares of the commonest ones of English-speaking countries, surnames Zipf's law with a head as
/// heavy as the United States' (1 % Smith) and a long tail; towns and streets are as unevenly settled.
/// </summary>
public static class People
{
    private static readonly string[] FirstNames =
    [
        "James",
        "Mary",
        "John",
        "Patricia",
        "Robert",
        "Jennifer",
        "Michael",
        "Linda",
        "William",
        "Elizabeth",
        "David",
        "Barbara",
        "Richard",
        "Susan",
        "Joseph",
        "Jessica",
        "Thomas",
        "Sarah",
        "Charles",
        "Karen",
        "Christopher",
        "Lisa",
        "Daniel",
        "Nancy",
        "Matthew",
        "Betty",
        "Anthony",
        "Margaret",
        "Mark",
        "Sandra",
        "Donald",
        "Ashley",
        "Steven",
        "Kimberly",
        "Paul",
        "Emily",
        "Andrew",
        "Donna",
        "Joshua",
        "Michelle",
        "Kenneth",
        "Carol",
        "Kevin",
        "Amanda",
        "Brian",
        "Dorothy",
        "George",
        "Melissa",
        "Timothy",
        "Deborah",
        "Ronald",
        "Stephanie",
        "Edward",
        "Rebecca",
        "Jason",
        "Sharon",
        "Jeffrey",
        "Laura",
        "Ryan",
        "Cynthia",
        "Jacob",
        "Kathleen",
        "Gary",
        "Amy",
        "Nicholas",
        "Angela",
        "Eric",
        "Shirley",
        "Jonathan",
        "Anna",
        "Stephen",
        "Brenda",
        "Larry",
        "Pamela",
        "Justin",
        "Emma",
    ];

    private static readonly string[] Surnames =
    [
        "Smith",
        "Johnson",
        "Williams",
        "Brown",
        "Jones",
        "Garcia",
        "Miller",
        "Davis",
        "Rodriguez",
        "Martinez",
        "Hernandez",
        "Lopez",
        "Gonzalez",
        "Wilson",
        "Anderson",
        "Thomas",
        "Taylor",
        "Moore",
        "Jackson",
        "Martin",
        "Lee",
        "Perez",
        "Thompson",
        "White",
        "Harris",
        "Sanchez",
        "Clark",
        "Ramirez",
        "Lewis",
        "Robinson",
        "Walker",
        "Young",
        "Allen",
        "King",
        "Wright",
        "Scott",
        "Torres",
        "Nguyen",
        "Hill",
        "Flores",
        "Green",
        "Adams",
        "Nelson",
        "Baker",
        "Hall",
    ];

    private static readonly string[] Streets = ["Street", "Road", "Avenue", "Lane", "Close", "Drive", "Court", "Place"];
    private static readonly string[] Hosts = ["gmail.com", "yahoo.com", "hotmail.com", "outlook.com", "aol.com", "icloud.com"];

    public static readonly IReadOnlyList<string> Columns =
    [
        "first_name",
        "last_name",
        "date_of_birth",
        "street",
        "city",
        "postcode",
        "phone",
        "email",
    ];

    /// <param name="duplicates">Which part of the persons is there more than once.</param>
    /// <param name="harm">Chance of a mistake in each field of a copy.</param>
    public static LabelledSet Generate(int count, int seed, double duplicates = 0.2, double harm = 0.2)
    {
        var chance = new Chance(seed);
        var names = Names(new Chance(4711), FirstNames, 3_000, 2);
        var surnames = Names(new Chance(4712), Surnames, 60_000, 3);
        var towns = Names(new Chance(4713), [], 4_000, 2);
        var roads = Names(new Chance(4714), [], 5_000, 2);
        var rows = new List<string?[]>(count);
        var truth = new List<(int, int)>();
        while (rows.Count < count)
        {
            var person = Person(chance, names, surnames, towns, roads);
            var first = rows.Count;
            rows.Add(person);
            for (var copies = chance.Is(duplicates) ? 1 + chance.Zipf(3) : 0; copies > 0 && rows.Count < count; copies--)
            {
                for (var other = first; other < rows.Count; other++)
                {
                    truth.Add((other, rows.Count));
                }
                rows.Add(Copy(chance, person, harm, towns, roads));
            }
        }
        return Shuffled("people", Columns, rows, truth, chance);
    }

    /// <summary>The same rows in an order that gives nothing away.</summary>
    internal static LabelledSet Shuffled(
        string name,
        IReadOnlyList<string> columns,
        List<string?[]> rows,
        List<(int, int)> truth,
        Chance chance
    )
    {
        var place = Enumerable.Range(0, rows.Count).ToArray();
        for (var i = place.Length - 1; i > 0; i--)
        {
            var other = chance.Below(i + 1);
            (place[i], place[other]) = (place[other], place[i]);
        }
        var shuffled = new string?[rows.Count][];
        for (var i = 0; i < place.Length; i++)
        {
            shuffled[place[i]] = rows[i];
        }
        var moved = truth.ConvertAll(t => (Math.Min(place[t.Item1], place[t.Item2]), Math.Max(place[t.Item1], place[t.Item2])));
        return new LabelledSet(name, new LabelledFile("r", columns, shuffled), null, moved);
    }

    internal static IReadOnlyList<string> Names(Chance chance, string[] head, int count, int syllables)
    {
        var names = new List<string>(head);
        var known = new HashSet<string>(head, StringComparer.Ordinal);
        while (names.Count < count)
        {
            var word = chance.Word(1 + chance.Below(syllables));
            var name = char.ToUpperInvariant(word[0]) + word[1..];
            if (name.Length > 2 && known.Add(name))
            {
                names.Add(name);
            }
        }
        return names;
    }

    private static string?[] Person(
        Chance chance,
        IReadOnlyList<string> names,
        IReadOnlyList<string> surnames,
        IReadOnlyList<string> towns,
        IReadOnlyList<string> roads
    )
    {
        var first = names[chance.Zipf(names.Count, 1.05)];
        var last = surnames[chance.Zipf(surnames.Count, 0.9)];
        var born = new DateOnly(1930, 1, 1).AddDays(chance.Below(29_000));
        var town = chance.Zipf(towns.Count, 0.9);
        var post = (10_000 + (town * 20) + chance.Below(20)).ToString(CultureInfo.InvariantCulture);
        return
        [
            first,
            last,
            born.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Street(chance, roads),
            towns[town],
            post,
            chance.Is(0.8) ? Phone(chance) : null,
            chance.Is(0.6) ? Mail(chance, first, last) : null,
        ];
    }

    private static string?[] Copy(Chance chance, string?[] person, double harm, IReadOnlyList<string> towns, IReadOnlyList<string> roads)
    {
        var copy = person.ToArray();
        for (var f = 0; f < copy.Length; f++)
        {
            copy[f] = copy[f] is { } value && chance.Is(harm) ? chance.Typo(value, 1) : copy[f];
            copy[f] = chance.Is(harm / 4) ? null : copy[f];
        }
        if (chance.Is(0.12))
        {
            // Moved house.
            copy[3] = Street(chance, roads);
            copy[4] = towns[chance.Zipf(towns.Count, 0.9)];
            copy[5] = (10_000 + chance.Below(80_000)).ToString(CultureInfo.InvariantCulture);
        }
        if (chance.Is(0.04))
        {
            (copy[0], copy[1]) = (copy[1], copy[0]);
        }
        if (chance.Is(0.05) && copy[0] is { } first)
        {
            copy[0] = first[..1];
        }
        return copy;
    }

    private static string Street(Chance chance, IReadOnlyList<string> roads) =>
        $"{1 + chance.Zipf(300)} {roads[chance.Zipf(roads.Count, 0.7)]} {chance.One(Streets)}";

    private static string Phone(Chance chance) => $"({200 + chance.Below(700)}) {200 + chance.Below(700)}-{1000 + chance.Below(9000)}";

    private static string Mail(Chance chance, string first, string last) =>
        (
            chance.Below(3) switch
            {
                0 => $"{first}.{last}",
                1 => $"{first[0]}{last}",
                _ => $"{first}{last}{chance.Below(100)}",
            }
            + "@"
            + Hosts[chance.Zipf(Hosts.Length)]
        ).ToLowerInvariant();
}
