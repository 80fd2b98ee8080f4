using Strata.Duplicates.Evaluation;
using Strata.Duplicates.Matching;
using Strata.Testing;
using Strata.Testing.LabelledSets;

namespace Strata.Tests.Duplicates;

/// <summary>Whole runs on generated labelled sets of several kinds, all with the same defaults.</summary>
public sealed class LinkageTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    /// <summary>Sets of few and of many fields, of words, names, numbers and dates; <c>--all</c> takes every set.</summary>
    private static readonly string[] Quick = ["people", "products", "restaurants", "beers", "census", "namesakes", "citations"];

    public static TheoryData<string, double> Sets => [.. Kinds.Where(k => TestScale.IsAll || Quick.Contains(k.Data.Item1))];

    private static TheoryData<string, double> Kinds =>
        new()
        {
            { "people", 0.97 },
            { "products", 0.88 },
            { "publications", 0.93 },
            { "citations", 0.93 },
            { "films", 0.98 },
            { "restaurants", 0.98 },
            { "software", 0.4 },
            { "beers", 0.93 },
            { "songs", 0.4 },
            { "electronics", 0.5 },
            { "historic", 0.9 },
            { "census", 0.97 },
            { "contacts", 0.9 },
            { "staff", 0.9 },
            { "namesakes", 0.8 },
            { "chains", 0.95 },
            { "households", 0.8 },
            { "voters", 0.85 },
            { "movers", 0.85 },
            { "screws", 0.3 },
        };

    [Theory, MemberData(nameof(Sets))]
    public async Task Evaluation_finds_the_duplicates_of_a_generated_set(string kind, double least)
    {
        var set = kind switch
        {
            "people" => People.Generate(800, 31),
            "products" => Products.Generate(300, 32),
            "publications" => Publications.Generate(300, 33),
            "citations" => Publications.Citations(40, 34, 20),
            "films" => Films.Generate(300, 35),
            "software" => Software.Generate(400, 37),
            "beers" => Beers.Generate(300, 39),
            "songs" => Songs.Generate(1_000, 38),
            "electronics" => Electronics.Generate(400, 45),
            "historic" => Historic.Generate(60, 46),
            "census" => Census.Generate(300, 48),
            "contacts" => Contacts.Generate(1_000, 49),
            "staff" => Contacts.Generate(1_000, 50, house: true),
            "namesakes" => Contacts.Generate(500, 51, rareNames: 0),
            "chains" => Chains.Generate(1_500, 52),
            "households" => Households.Generate(2_000, 53),
            "voters" => Voters.Generate(2_000, 54),
            "movers" => Movers.Generate(1_500, 55),
            "screws" => Screws.Generate(900, 56),
            _ => Restaurants.Generate(300, 36),
        };
        var report = await EvaluateAsync(set);

        report.TruePairs.ShouldBe(set.Truth.Distinct().Count());
        report.Default.F1.ShouldBeGreaterThan(least, string.Join("; ", report.Understood));
        report.Best.F1.ShouldBeGreaterThanOrEqualTo(report.Default.F1);
    }

    public static TheoryData<string> Lists => ["counted", "people"];

    [Theory, MemberData(nameof(Lists))]
    public void List_without_duplicates_gives_next_to_none(string kind)
    {
        var list = kind switch
        {
            "counted" => Singles.Counted(TestScale.Pick(3_000, 20_000), 6),
            _ => People.Generate(2_000, 44, duplicates: 0),
        };

        var found = Linkage.Train(Table(list.A), null, Token).Find(0, null, Token).Pairs;

        found.Count.ShouldBeLessThanOrEqualTo(list.A.Rows.Count / 1_000, kind);
    }

    [Fact]
    public void Linkage_gives_the_same_pairs_for_the_same_table()
    {
        static List<ScoredPair> Run()
        {
            var linkage = Linkage.Train(Table(People.Generate(TestScale.Pick(200, 700), 5).A), null, Token);
            return linkage.Find(-5, null, Token).Pairs;
        }

        Run().ShouldBe(Run());
    }

    [Fact]
    public void Blocks_bring_duplicates_together_without_comparing_all()
    {
        var set = People.Generate(4_000, 8);
        var table = Table(set.A);
        var comparisons = Comparisons.Build(table, Comparisons.Plan(table), null);
        var blocks = BlockingGroups.Of(table, comparisons, Token);
        var seen = Enumerable.Repeat(-1, table.Count).ToArray();
        var found = new List<int>();
        var pairs = new HashSet<(int, int)>();
        for (var row = 0; row < table.Count; row++)
        {
            blocks.Partners(row, seen, found);
            pairs.UnionWith(found.Select(o => (row, o)));
        }

        pairs.Count.ShouldBeLessThan((int)(table.Pairs / 10));
        set.Truth.Count(pairs.Contains).ShouldBeGreaterThan((int)(set.Truth.Count * 0.99));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Linkage_of_next_to_nothing_finds_nothing(int rows)
    {
        var table = new RecordTable(["name"]);
        for (var i = 0; i < rows; i++)
        {
            table.Add([i == 0 ? "Anna" : null]);
        }

        Linkage.Train(table, null, Token).Find(0, null, Token).Pairs.ShouldBeEmpty();
    }

    [Fact]
    public async Task Evaluation_says_what_it_does_not_understand()
    {
        var folder = Directory.CreateTempSubdirectory("strata-evaluate-").FullName;
        try
        {
            var data = Path.Combine(folder, "a.csv");
            await File.WriteAllTextAsync(data, "id,name,cluster\n1,Anna,x\n2,Ana,x\n3,Bert,y\n", Token);
            var pairs = Path.Combine(folder, "pairs.csv");
            await File.WriteAllTextAsync(pairs, "l,r\n7,8\n", Token);

            (
                await Should.ThrowAsync<StrataException>(() =>
                    DuplicateEvaluation.RunAsync(new() { Files = [data], TruthFile = pairs }, TimeProvider.System, Token)
                )
            ).Message.ShouldContain("contains no ids");
            (
                await Should.ThrowAsync<StrataException>(() =>
                    DuplicateEvaluation.RunAsync(new() { Files = [data], IdColumn = "nr" }, TimeProvider.System, Token)
                )
            ).Message.ShouldContain("it has: id, name, cluster");
            var report = await DuplicateEvaluation.RunAsync(new() { Files = [data] }, TimeProvider.System, Token);
            report.TruePairs.ShouldBe(1);
            report.Fields.Select(f => f.Field).ShouldBe(["name"]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<EvaluationReport> EvaluateAsync(LabelledSet set)
    {
        var folder = Directory.CreateTempSubdirectory("strata-evaluate-").FullName;
        try
        {
            async Task<string> WriteAsync(string name, IEnumerable<string> lines)
            {
                var path = Path.Combine(folder, name);
                await File.WriteAllLinesAsync(path, lines, Token);
                return path;
            }
            List<string> files = [await WriteAsync("a.csv", set.A.Csv())];
            if (set.B is { } b)
            {
                files.Add(await WriteAsync("b.csv", b.Csv()));
            }
            var truth = await WriteAsync("pairs.csv", set.TruthCsv());
            return await DuplicateEvaluation.RunAsync(new() { Files = files, TruthFile = truth }, TimeProvider.System, Token);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static RecordTable Table(LabelledFile file)
    {
        var table = new RecordTable(file.Columns);
        foreach (var row in file.Rows)
        {
            table.Add(row);
        }
        return table;
    }
}
