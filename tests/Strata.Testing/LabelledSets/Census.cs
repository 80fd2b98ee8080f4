namespace Strata.Testing.LabelledSets;

/// <summary>
/// Persons in two registers, each once: columns by other names and in another order, dates set out differently, a column that never changes
/// and one of random numbers in each, up to four mistakes in a record, values in the wrong column.
/// </summary>
public static class Census
{
    private static readonly string[] States = ["nsw", "vic", "qld", "wa", "sa", "tas"];

    public static LabelledSet Generate(int count, int seed)
    {
        var chance = new Chance(seed);
        var given = People.Names(new Chance(31), ["joshua", "emily", "jack", "olivia", "thomas", "chloe", "lachlan", "sophie"], 500, 2);
        var surnames = People.Names(new Chance(32), ["white", "clarke", "webb", "ryan", "campbell"], 3_000, 2);
        var roads = People.Names(new Chance(33), [], 1_500, 2);
        var suburbs = People.Names(new Chance(34), [], 900, 3);
        var (a, b, truth) = (new List<string?[]>(), new List<string?[]>(), new List<(int, int)>());
        for (var i = 0; i < count; i++)
        {
            var suburb = chance.Zipf(suburbs.Count, 0.6);
            var born = new DateOnly(1900, 1, 1).AddDays(chance.Below(36_500));
            string?[] person =
            [
                chance.Is(0.02) ? null : given[chance.Zipf(given.Count, 0.8)].ToLowerInvariant(),
                surnames[chance.Zipf(surnames.Count, 0.7)].ToLowerInvariant(),
                (1 + chance.Zipf(400)).ToString(CultureInfo.InvariantCulture),
                $"{roads[chance.Zipf(roads.Count, 0.4)]} {chance.One<string>(["street", "place", "crescent", "close", "road"])}".ToLowerInvariant(),
                suburbs[suburb].ToLowerInvariant(),
                (2000 + (suburb * 5)).ToString(CultureInfo.InvariantCulture),
                States[suburb % States.Length],
                chance.Is(0.1) ? null : born.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture),
                (1_000_000 + chance.Below(9_000_000)).ToString(CultureInfo.InvariantCulture),
            ];
            var (inA, inB) = (chance.Is(0.8), chance.Is(0.8));
            if (inA && inB)
            {
                truth.Add((a.Count, b.Count));
            }
            if (inA)
            {
                a.Add([.. person, "australia", chance.Below(1_000_000_000).ToString(CultureInfo.InvariantCulture)]);
            }
            if (inB)
            {
                var copy = Copy(chance, person, given);
                copy[7] =
                    copy[7] is { } date && DateOnly.TryParseExact(date, "dd/MM/yyyy", out var day)
                        ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
                        : copy[7];
                b.Add([
                    copy[1],
                    copy[0],
                    copy[7],
                    copy[8],
                    copy[2],
                    copy[3],
                    copy[5],
                    copy[4],
                    copy[6],
                    chance.Below(1_000_000_000).ToString(CultureInfo.InvariantCulture),
                    "X",
                ]);
            }
        }
        return new LabelledSet(
            "census",
            new LabelledFile(
                "rec-a-",
                [
                    "given_name",
                    "surname",
                    "street_number",
                    "address_1",
                    "suburb",
                    "postcode",
                    "state",
                    "date_of_birth",
                    "soc_sec_id",
                    "country",
                    "batch",
                ],
                a
            ),
            new LabelledFile(
                "rec-b-",
                ["family name", "first name", "dob", "ssn", "house no", "street", "zip", "town", "region", "import_no", "source_system"],
                b
            ),
            truth
        );
    }

    private static string?[] Copy(Chance chance, string?[] person, IReadOnlyList<string> given)
    {
        var copy = person.ToArray();
        for (var mistakes = chance.Below(5); mistakes > 0; mistakes--)
        {
            var f = chance.Below(copy.Length);
            copy[f] = copy[f] is not { } value
                ? null
                : chance.Below(5) switch
                {
                    0 => null,
                    1 when f == 0 => given[chance.Below(given.Count)].ToLowerInvariant(),
                    _ => chance.Typo(value, 1),
                };
        }
        if (chance.Is(0.05))
        {
            (copy[0], copy[1]) = (copy[1], copy[0]);
        }
        if (chance.Is(0.03))
        {
            (copy[3], copy[4]) = (copy[4], copy[3]);
        }
        return copy;
    }
}
