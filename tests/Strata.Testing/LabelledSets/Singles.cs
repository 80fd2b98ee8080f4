namespace Strata.Testing.LabelledSets;

/// <summary>Lists in which nothing is there twice, however alike: what is found in them is wrong.</summary>
public static class Singles
{
    /// <summary>Counted through: names and addresses of mail that differ in a number, random telephone numbers.</summary>
    public static LabelledSet Counted(int count, int seed)
    {
        var chance = new Chance(seed);
        var rows = Enumerable
            .Range(0, count)
            .Select(i =>
                (string?[])[$"SSE {i}", $"p{i}@x.org", (100_000_000 + chance.Below(900_000_000)).ToString(CultureInfo.InvariantCulture)]
            );
        return new LabelledSet("counted", new LabelledFile("c", ["name", "email", "phone"], [.. rows]), null, []);
    }

    /// <summary>People at work: colleagues share firm, street, town, host and all but the extension of the telephone number.</summary>
    public static LabelledSet Staff(int count, int seed)
    {
        var chance = new Chance(seed);
        var given = People.Names(new Chance(31), ["Anna", "Peter", "Maria", "John"], 400, 2);
        var surnames = People.Names(new Chance(32), ["Smith", "Meyer"], 4_000, 2);
        var firms = People.Names(new Chance(35), [], 900, 3);
        var rows = new List<string?[]>();
        while (rows.Count < count)
        {
            var firm = firms[chance.Below(firms.Count)] + chance.One<string>([" Ltd", " GmbH", " Inc", " AG"]);
            var (street, town, line) = (
                $"{1 + chance.Below(200)} {surnames[chance.Below(900)]} Road",
                firms[chance.Below(300)],
                $"0{20 + chance.Below(80)} {1000 + chance.Below(9000)}-"
            );
            for (var people = 1 + chance.Zipf(40, 0.7); people > 0 && rows.Count < count; people--)
            {
                var (first, last) = (given[chance.Zipf(given.Count, 0.8)], surnames[chance.Zipf(surnames.Count, 0.7)]);
                rows.Add([
                    first,
                    last,
                    firm,
                    street,
                    town,
                    line + (10 + chance.Below(90)),
                    $"{first[0]}.{last}@{firm.Split(' ')[0]}.com".ToLowerInvariant(),
                ]);
            }
        }
        return new LabelledSet(
            "staff",
            new LabelledFile("s", ["first_name", "last_name", "company", "street", "city", "phone", "email"], rows),
            null,
            []
        );
    }

    /// <summary>A maker's list: families of parts that differ in a number, a size or a colour.</summary>
    public static LabelledSet Parts(int count, int seed)
    {
        var chance = new Chance(seed);
        var makers = People.Names(new Chance(36), [], 80, 2);
        string[] kinds =
        [
            "hex bolt",
            "wood screw",
            "ball bearing",
            "gasket",
            "hose clamp",
            "drill bit",
            "cable tie",
            "relay",
            "fuse holder",
            "valve",
        ];
        string[] finishes = ["zinc", "black", "stainless", "brass", "nylon"];
        var (rows, known) = (new List<string?[]>(), new HashSet<string>(StringComparer.Ordinal));
        while (rows.Count < count)
        {
            var (maker, kind) = (chance.One(makers), chance.One(kinds));
            var stem = chance.Word(1).ToUpperInvariant()[..2] + chance.Below(90);
            for (var sizes = 1 + chance.Below(12); sizes > 0 && rows.Count < count; sizes--)
            {
                var (size, finish) = ($"M{3 + chance.Below(20)} x {10 * (1 + chance.Below(15))} mm", chance.One(finishes));
                if (known.Add($"{maker} {kind} {stem} {size} {finish}"))
                {
                    rows.Add([
                        $"{maker} {kind} {size} {finish}",
                        $"{stem}-{rows.Count % 1000:D3}",
                        maker,
                        (1 + (chance.Below(2_000) / 100.0)).ToString("0.00", CultureInfo.InvariantCulture),
                    ]);
                }
            }
        }
        return new LabelledSet("parts", new LabelledFile("p", ["name", "article", "maker", "price"], rows), null, []);
    }
}
