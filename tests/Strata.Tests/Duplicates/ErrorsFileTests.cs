using Strata.Duplicates.Evaluation;
using Strata.Testing.LabelledSets;

namespace Strata.Tests.Duplicates;

/// <summary>What an evaluation gets wrong, pair by pair.</summary>
public sealed class ErrorsFileTests : IDisposable
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private readonly string _folder = Directory.CreateTempSubdirectory("strata-errors-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory, InlineData(false), InlineData(true)]
    public async Task Every_wrong_pair_is_written_with_what_each_field_said(bool two)
    {
        var set = two ? Products.Generate(300, 32) : People.Generate(800, 31);
        string[] files = two ? [Write("a.csv", set.A.Csv()), Write("b.csv", set.B!.Csv())] : [Write("a.csv", set.A.Csv())]; // products are in two files
        var truth = Write("truth.csv", set.TruthCsv());

        var (report, lines) = await RunAsync(new() { Files = files, TruthFile = truth });

        report.Errors.ShouldBe(
            new WrittenErrors(
                Path.Combine(_folder, "wrong.csv"),
                report.Default.Pairs - report.Default.Right,
                report.TruePairs - report.Default.Right
            )
        );
        (report.Errors!.False + report.Errors.Missed).ShouldBeGreaterThan(0);
        lines.Count(l => l[0] == "false").ShouldBe((int)report.Errors.False);
        lines.Count(l => l[0] == "missed").ShouldBe((int)report.Errors.Missed);
        var same = set.TruthCsv()
            .Skip(1)
            .Select(l => l.Split(','))
            .SelectMany(p => new[] { (p[0], p[1]), (p[1], p[0]) }.Take(two ? 1 : 2))
            .ToHashSet();
        lines.ShouldAllBe(l => same.Contains(ValueTuple.Create(l[1], l[2])) == (l[0] == "missed"));
        lines.ShouldAllBe(l => (double.Parse(l[4], CultureInfo.InvariantCulture) >= 0) == (l[0] == "false") || l[5] == "no");
        lines.ShouldAllBe(l => report.Fields.All(f => l[6].Contains("; " + f.Field + " ", StringComparison.Ordinal)));
        lines
            .Where(l => l[0] == "false")
            .Select(l => double.Parse(l[4], CultureInfo.InvariantCulture))
            .ShouldBeInOrder(SortDirection.Descending);
        // Within a file, a third record may speak for two that were not compared.
        lines
            .Count(l => l[0] == "missed" && l[5] == "no")
            .ShouldBeInRange(
                two ? (int)(report.TruePairs - report.TruePairsConsidered) : 0,
                (int)(report.TruePairs - report.TruePairsConsidered)
            );
    }

    [Fact]
    public async Task Pairs_of_labels_are_spelt_out_and_records_without_ids_go_by_their_row()
    {
        var rows = Enumerable
            .Range(0, 60)
            .Select(i => $"Person {(char)('A' + (i / 2 % 26))}{i / 2},{i / 2},\"Street {i / 2}, {i / 2}\"")
            .Append("Quite Other,0,Elsewhere 99");
        var data = Write("a.csv", rows.Prepend("name,cluster,street"));

        var (report, lines) = await RunAsync(new() { Files = [data], ClusterColumn = "cluster" });

        report.TruePairs.ShouldBe(32);
        var missed = lines.Where(l => l[0] == "missed").ToList();
        missed.ShouldContain(l => l[1] == "row 1" && l[2] == "row 61");
        missed.ShouldContain(l => l[1] == "row 2" && l[2] == "row 61");
        missed.First(l => l[2] == "row 61")[6].ShouldContain("Person A0 / Quite Other");
        missed.First(l => l[2] == "row 61")[6].ShouldContain("Street 0, 0 / Elsewhere 99");
    }

    [Fact]
    public async Task Files_that_are_read_are_never_written()
    {
        var data = Write("a.csv", ["id,name,cluster", "1,Anna,1", "2,Anna,1", "3,Bert,2"]);
        var request = new EvaluationRequest { Files = [data], ClusterColumn = "cluster" };

        foreach (
            var file in new[]
            {
                Path.Combine(_folder, "..", Path.GetFileName(_folder), "a.csv"),
                Path.Combine(_folder, "none", "x.csv"),
                _folder,
            }
        )
        {
            (
                await Should.ThrowAsync<StrataException>(() =>
                    DuplicateEvaluation.RunAsync(request with { ErrorsFile = file }, TimeProvider.System, Token)
                )
            ).Code.ShouldBe(ErrorCode.InvalidContent);
        }
        (await File.ReadAllLinesAsync(data, Token)).Length.ShouldBe(4);
    }

    private async Task<(EvaluationReport Report, List<string[]> Lines)> RunAsync(EvaluationRequest request)
    {
        var path = Path.Combine(_folder, "wrong.csv");
        var report = await DuplicateEvaluation.RunAsync(request with { ErrorsFile = path }, TimeProvider.System, Token);
        var written = await DelimitedFile.ReadAsync(path, Token);
        written.Header.ShouldBe(["kind", "id_a", "id_b", "probability", "weight", "compared", "explanation"]);
        return (report, [.. written.Rows]);
    }

    private string Write(string name, IEnumerable<string> lines)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllLines(path, lines);
        return path;
    }
}
