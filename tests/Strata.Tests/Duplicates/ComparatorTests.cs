using Strata.Duplicates.Matching;
using Strata.Testing.LabelledSets;

namespace Strata.Tests.Duplicates;

public sealed class ComparatorTests
{
    /// <summary>Jaro and Jaro–Winkler as Winkler publishes them (1990, table 5.4; 1994), to three places.</summary>
    [Theory]
    [InlineData("martha", "marhta", 0.944, 0.961)]
    [InlineData("dwayne", "duane", 0.822, 0.840)]
    [InlineData("dixon", "dicksonx", 0.767, 0.813)]
    [InlineData("shackleford", "shackelford", 0.970, 0.982)]
    [InlineData("jones", "johnson", 0.790, 0.832)]
    [InlineData("abc", "xyz", 0, 0)]
    [InlineData("", "", 1, 1)]
    public void JaroWinkler_gives_the_published_values(string a, string b, double jaro, double winkler)
    {
        JaroWinkler.Jaro(a, b).ShouldBe(jaro, 0.0006);
        JaroWinkler.Of(a, b).ShouldBe(winkler, 0.0006 + (a.Length == 0 ? 1 : 0));
        JaroWinkler.Of(b, a).ShouldBe(JaroWinkler.Of(a, b), 1e-12);
    }

    [Theory]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("saturday", "sunday", 3)]
    [InlineData("smith", "smiht", 1)]
    [InlineData("", "abc", 3)]
    public void EditDistance_counts_slips(string a, string b, int slips)
    {
        EditDistance.Typing(a, b).ShouldBe(slips);
        EditDistance.Typing(a, b, 1).ShouldBe(Math.Min(slips, 2));
    }

    /// <summary>
    /// Against the definitions, worked out cell by cell and letter by letter; of all lengths, so also where texts are too long for a word
    /// of bits.
    /// </summary>
    [Fact]
    public void Comparators_agree_with_their_definitions()
    {
        var chance = new Chance(17);
        for (var i = 0; i < 3_000; i++)
        {
            var a = Text(chance, chance.Below(i % 10 == 0 ? 90 : 20));
            var b = chance.Is(0.5) ? chance.Typo(chance.Typo(a, 1), 0.5) : Text(chance, chance.Below(i % 10 == 0 ? 90 : 20));
            var typing = Cells(a, b);

            EditDistance.Typing(a, b).ShouldBe(typing, $"{a} {b}");
            EditDistance.Typing(a, b, 2).ShouldBe(Math.Min(3, typing), $"{a} {b}");
            JaroWinkler.Jaro(a, b).ShouldBe(Jaro(a, b), 1e-12, $"{a} {b}");
        }
    }

    [Theory]
    [InlineData("19730309", "19730319", "one slip, or day and month swapped")]
    [InlineData("19730309", "19370309", "one slip, or day and month swapped")]
    [InlineData("19730309", "19730903", "one slip, or day and month swapped")]
    [InlineData("19730309", "19730321", "two of year, month, day")]
    [InlineData("19730309", "19730328", "two of year, month, day")]
    [InlineData("19730330", "19730402", "within 30 days")]
    [InlineData("19730330", "19731102", "same year")]
    [InlineData("19730330", "19821102", "different")]
    [InlineData("19730309", "1973030", "one slip, or day and month swapped")]
    public void Dates_compare_by_slips_then_by_distance(string a, string b, string level)
    {
        var table = new RecordTable(["born"]);
        table.Add([a]);
        table.Add([b]);
        table.Add(["20010101"]);
        var comparison = Comparisons.Build(table, [new("born", ComparisonKind.Date)], null)[0];

        comparison.Levels[comparison.Level(0, 1)].ShouldBe(level);
        comparison.Level(1, 0).ShouldBe(comparison.Level(0, 1));
    }

    [Theory]
    [InlineData("peter.hughes@a.org", "peter.huhges@a.org", "one slip")]
    [InlineData("peter.hughes@a-house.org", "peter.hughes@a-hose.org", "one slip")]
    [InlineData("peter.hughes12@a.org", "peter.hughes340@a.org", "different")]
    [InlineData("peter.hughes1@a.org", "peter.hughes2@a.org", "different")]
    [InlineData("peter.hughes@a.org", "peter.hughes2@a.org", "different")]
    [InlineData("p.hughes@a.org", "phughes@a.org", null)]
    [InlineData("peter.hughes@a.org", "peter.hughes@elsewhere.com", "different")]
    [InlineData("peter.hughes@long-name.com", "peter.hughes@log-mane.cmo", "alike")]
    [InlineData("blackcat@a.org", "blackcat@elsewhere.com", "same mailbox, other host")]
    [InlineData("blackcat7@a.org", "blackcat8@a.org", "different")]
    [InlineData("peter.hughes.blackcat@a.org", "peter.hughes.blackdog@elsewhere.com", "alike")]
    public void Addresses_of_namesakes_are_alike_only_in_what_their_names_leave_unsaid(string a, string b, string? level)
    {
        var table = new RecordTable(["first", "last", "mail"]);
        table.Add(["Peter", "Hughes", a]);
        table.Add(["Peter", "Hughes", b]);
        var comparison = Comparisons.Build(
            table,
            [new("first", ComparisonKind.Name), new("last", ComparisonKind.Name), new("mail", ComparisonKind.Email)],
            null
        )[2];

        (comparison.Level(0, 1) is >= 0 and var found ? comparison.Levels[found] : null).ShouldBe(level);
        comparison.Level(1, 0).ShouldBe(comparison.Level(0, 1));
    }

    [Theory]
    [InlineData("peter.hughes", true)]
    [InlineData("phughes12", true)]
    [InlineData("hughes_pe", true)]
    [InlineData("peterh", true)]
    [InlineData("p.h", false)]
    [InlineData("petra.hughes", false)]
    [InlineData("peterpeter", false)]
    [InlineData("12", false)]
    public void Mailbox_repeats_names_by_their_beginnings(string mailbox, bool repeats) =>
        DerivedMailbox.Repeats(mailbox, ["peter", "hughes"]).ShouldBe(repeats);

    [Fact]
    public void Mailbox_that_names_could_make_up_in_endless_ways_is_looked_at_no_longer_than_others() =>
        DerivedMailbox
            .Repeats(new string('a', 60) + "b", [.. Enumerable.Range(1, 30).Select(length => new string('a', length))])
            .ShouldBeFalse();

    private static string Text(Chance chance, int length) =>
        string.Concat(Enumerable.Range(0, length).Select(_ => (char)('a' + chance.Below(5))));

    /// <summary>Optimal string alignment by its recurrence.</summary>
    private static int Cells(string a, string b)
    {
        var cells = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                cells[i, j] =
                    i == 0 || j == 0
                        ? i + j
                        : Math.Min(Math.Min(cells[i - 1, j], cells[i, j - 1]) + 1, cells[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    cells[i, j] = Math.Min(cells[i, j], cells[i - 2, j - 2] + 1);
                }
            }
        }
        return cells[a.Length, b.Length];
    }

    /// <summary>Jaro by its definition: each letter takes the first free equal one within reach.</summary>
    private static double Jaro(string a, string b)
    {
        if (a.Length == 0 || b.Length == 0)
        {
            return a.Length == b.Length ? 1 : 0;
        }
        var reach = Math.Max(0, (Math.Max(a.Length, b.Length) / 2) - 1);
        var taken = new SortedSet<int>();
        var matched = new List<char>();
        for (var i = 0; i < a.Length; i++)
        {
            var at = Enumerable
                .Range(0, b.Length)
                .Where(j => Math.Abs(i - j) <= reach && b[j] == a[i] && !taken.Contains(j))
                .DefaultIfEmpty(-1)
                .First();
            if (at >= 0)
            {
                taken.Add(at);
                matched.Add(a[i]);
            }
        }
        double m = matched.Count;
        var outOfOrder = taken.Zip(matched, (j, c) => b[j] == c ? 0 : 1).Sum();
        return m == 0 ? 0 : ((m / a.Length) + (m / b.Length) + ((m - (outOfOrder / 2)) / m)) / 3;
    }

    /// <summary>The examples of the US National Archives.</summary>
    [Theory]
    [InlineData("washington", "w252")]
    [InlineData("lee", "l000")]
    [InlineData("gutierrez", "g362")]
    [InlineData("pfister", "p236")]
    [InlineData("jackson", "j250")]
    [InlineData("tymczak", "t522")]
    [InlineData("ashcraft", "a261")]
    [InlineData("12", "")]
    public void Soundex_gives_the_published_codes(string name, string code) => Soundex.Of(name).ShouldBe(code);

    [Theory]
    [InlineData("Sony KDL-46XBR4, 40-inch, 2.5 GB", "sony kdl46xbr4 40 inch 2.5 gb")]
    [InlineData("Canon PowerShot (SD-1100 IS) 8MP/1080p", "canon powershot sd1100 is 8 mp 1080 p")]
    [InlineData("Müller & Söhne: O'Brien", "muller sohne obrien")]
    [InlineData("Lock Nut M6x20 zinc", "lock nut m6 20 zinc")]
    [InlineData("M6 X 20 mm lock nut, zinc", "m6 20 mm lock nut zinc")]
    [InlineData("Plate 10 × 20.5×3mm", "plate 10 20.5 3 mm")]
    [InlineData("6 mm x 20 mm", "6 mm 20 mm")]
    [InlineData("Sony KDL46X3000", "sony kdl46x3000")]
    [InlineData("Mac OS X 10.4 and Model 3 X", "mac os x 10.4 and model 3 x")]
    [InlineData("---", null)]
    public void Phrase_keeps_models_and_numbers_whole(string text, string? words) => Phrase.Of(text).ShouldBe(words);

    [Theory]
    [InlineData("1973-03-09", "19730309")]
    [InlineData("09/03/1973", "19730309")]
    [InlineData("19730309", "19730309")]
    [InlineData("1973-03-09T10:00:00Z", "19730309")]
    [InlineData("March 9, 1973", "19730309")]
    [InlineData("1973-13-09", null)]
    public void Date_is_read_however_it_is_written(string text, string? eight) => MatchText.Date(text, dayFirst: true).ShouldBe(eight);

    [Theory]
    [InlineData("2004-11-05", "2004")]
    [InlineData("May 2004", "2004")]
    [InlineData("2004.0", "2004")]
    [InlineData("1999-2004", null)]
    [InlineData("20041105", null)]
    public void Year_is_read_out_of_a_date(string text, string? year) => MatchText.Year(text).ShouldBe(year);

    [Fact]
    public void Model_numbers_are_no_quantities_and_amounts_of_money_are()
    {
        var table = new RecordTable(["model", "price"]);
        for (var i = 0; i < 100; i++)
        {
            table.Add([$"{(char)('A' + (i % 26))}{(char)('A' + (i % 17))}{1000 + (i * 37)}", $"{(i % 2 == 0 ? "EUR" : "USD")} {i * 3}.99"]);
        }

        Comparisons.Plan(table).Select(p => p.Kind).ShouldBe([ComparisonKind.Code, ComparisonKind.Number]);
    }

    [Theory]
    [InlineData(10, "Phone")]
    [InlineData(3, "Phone")]
    [InlineData(0, "Code")]
    public void Bare_numbers_beside_telephone_numbers_are_telephone_numbers(int ofHundred, string kind)
    {
        var table = new RecordTable(["tel"]);
        for (var i = 0; i < 100; i++)
        {
            table.Add([i < ofHundred ? $"(555) {100 + i}-{2000 + (i * 37)}" : $"555{5_000_000 + (i * 7_919)}"]);
        }

        Comparisons.Plan(table).ShouldHaveSingleItem().Kind.ToString().ShouldBe(kind);
    }

    /// <summary>House numbers count in their own field only; a model's number belongs to its name.</summary>
    [Fact]
    public void Addresses_are_compared_without_their_numbers_and_titles_with_them()
    {
        var table = new RecordTable(["addr", "title"]);
        string[] roads = ["North Street", "Center Drive", "Mill Road", "Oak Lane"];
        for (var i = 0; i < 40; i++)
        {
            table.Add([$"{1708 + (i / 2)} {roads[i % 4]}", $"Sony KDL{i % 7}X Television {i} inch"]);
        }
        table.Seal();
        var comparisons = Comparisons.Build(table, Comparisons.Plan(table), null);

        comparisons.Select(c => c.Kind).ShouldBe([ComparisonKind.Text, ComparisonKind.Text, ComparisonKind.NumbersInText]);
        comparisons[0].Levels[comparisons[0].Level(0, 1)].ShouldBe("different", "1708 in both");
        comparisons[0].Levels[comparisons[0].Level(0, 4)].ShouldBe("exact", "1708 North Street, 1710 North Street");
        comparisons[1].Levels[comparisons[1].Level(0, 7)].ShouldNotBe("exact", "0 inch, 7 inch");
        comparisons[2].Levels[comparisons[2].Level(0, 2)].ShouldBe("different", "1708, 1709");
    }

    [Theory]
    [InlineData("$1,299.99", "1299.99")]
    [InlineData("EUR 12,50", "12.5")]
    [InlineData("120 min", "120")]
    [InlineData("1.299,99 €", "1299.99")]
    [InlineData("about nothing", null)]
    public void Number_is_read_out_of_its_dress(string text, string? number) => MatchText.Number(text).ShouldBe(number);
}
