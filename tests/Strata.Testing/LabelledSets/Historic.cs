namespace Strata.Testing.LabelledSets;

/// <summary>
/// Persons of history as many sources name them, up to 25 records of each: short forms, titles, only a year for a date, towns instead of
/// parishes, trades by other words, and a full name beside the parts that it is made of.
/// </summary>
public static class Historic
{
    private static readonly string[][] Given =
    [
        ["William", "Will", "Wm", "Bill"],
        ["Elizabeth", "Eliza", "Bess", "Betty"],
        ["Thomas", "Tom", "Thos"],
        ["Margaret", "Peggy", "Meg"],
        ["John", "Jack", "Jno"],
        ["Mary", "Polly"],
        ["Robert", "Bob", "Robt"],
        ["Edward", "Ned", "Ted"],
        ["Catherine", "Kate", "Katharine"],
        ["Richard", "Dick"],
        ["Henry", "Harry"],
        ["James", "Jas", "Jim"],
        ["George", "Geo"],
        ["Charles", "Chas"],
        ["Anne", "Ann", "Nancy"],
        ["Frederick", "Fred"],
    ];
    private static readonly string[][] Trades =
    [
        ["painter", "artist"],
        ["politician", "member of parliament"],
        ["writer", "author", "poet"],
        ["clergyman", "priest"],
        ["engineer"],
        ["officer", "soldier"],
        ["cricketer", "sportsman"],
        ["actor"],
        ["architect"],
        ["merchant"],
    ];

    public static LabelledSet Generate(int persons, int seed)
    {
        var chance = new Chance(seed);
        var surnames = People.Names(new Chance(4712), ["Smith", "Jones", "Taylor", "Brown", "Davies"], 6_000, 3);
        var places = People.Names(new Chance(4713), ["London", "Dublin", "Edinburgh"], 700, 2);
        var (rows, truth) = (new List<string?[]>(), new List<(int, int)>());
        for (var i = 0; i < persons; i++)
        {
            var given = chance.One(Given);
            var middle = chance.Is(0.5) ? chance.One(Given)[0] + " " : "";
            var (surname, trade) = (surnames[chance.Zipf(surnames.Count, 0.85)], chance.One(Trades));
            var born = new DateOnly(1700, 1, 1).AddDays(chance.Below(73_000));
            var town = chance.Zipf(places.Count, 0.8);
            var first = rows.Count;
            for (var copies = 1 + chance.Zipf(25, 0.6); copies > 0; copies--)
            {
                for (var other = first; other < rows.Count; other++)
                {
                    truth.Add((other, rows.Count));
                }
                var name = chance.Is(0.8) ? given[0] : chance.One(given);
                var last = chance.Typo(surname, 0.08);
                var full =
                    $"{(chance.Is(0.1) ? "Sir " : "")}{name} {(chance.Is(0.6) ? middle : "")}{last}{(chance.Is(0.1) ? ", 2nd Baronet" : "")}";
                var day =
                    chance.Is(0.2) ? new DateOnly(born.Year, 1, 1)
                    : chance.Is(0.05) ? born.AddDays(chance.Below(60))
                    : born;
                rows.Add([
                    chance.Typo(full, 0.04),
                    chance.Typo(name, 0.05),
                    chance.Is(0.03) ? null : last,
                    chance.Is(0.12) ? null : day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                    chance.Is(0.15) ? null
                    : chance.Is(0.1) ? places[chance.Below(places.Count)]
                    : chance.Typo(places[town], 0.05),
                    chance.Is(0.25)
                        ? null
                        : $"{places[town][..2].ToUpperInvariant()}{town % 40} {chance.Below(chance.Is(0.6) ? 2 : 9)}{"ABDEFG"[town % 6]}{"HJLNPQ"[born.Day % 6]}",
                    given[0][^1] is 'a' or 'e' or 't' or 'h' or 'y' && given.Length > 2 ? "female" : "male",
                    chance.Is(0.3) ? null : chance.One(trade),
                ]);
            }
        }
        return People.Shuffled(
            "historic",
            ["full_name", "first_name", "surname", "dob", "birth_place", "postcode", "gender", "occupation"],
            rows,
            truth,
            chance
        );
    }
}
