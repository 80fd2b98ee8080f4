using Strata.Testing.LabelledSets;

namespace Strata.Server.Tests.Cli;

public sealed class DuplicatesTests
{
    [Fact]
    public async Task Evaluate_reports_what_it_understood_and_how_well_it_did()
    {
        var folder = Directory.CreateTempSubdirectory("strata-duplicates-").FullName;
        try
        {
            var set = Restaurants.Generate(200, 3);
            var (a, b, truth) = (Path.Combine(folder, "a.csv"), Path.Combine(folder, "b.csv"), Path.Combine(folder, "truth.csv"));
            await File.WriteAllLinesAsync(a, set.A.Csv(), TestContext.Current.CancellationToken);
            await File.WriteAllLinesAsync(b, set.B!.Csv(), TestContext.Current.CancellationToken); // restaurants are in two files
            await File.WriteAllLinesAsync(truth, set.TruthCsv(), TestContext.Current.CancellationToken);

            var json = (
                await StrataCommand.RunAsync([
                    "duplicates",
                    "evaluate",
                    "--data",
                    a,
                    b,
                    "--truth",
                    truth,
                    "--identity",
                    "name",
                    "addr,phone",
                    "address",
                    "--json",
                ])
            )
                .ShouldEndWith(0)
                .Json;
            json.GetProperty("true_pairs").GetInt32().ShouldBe(set.Truth.Count);
            json.GetProperty("fields").GetArrayLength().ShouldBe(4);
            json.GetProperty("default").GetProperty("f1").GetDouble().ShouldBeGreaterThan(0.95);

            var shown = (await StrataCommand.RunAsync(["duplicates", "evaluate", "--data", a, b, "--truth", truth])).ShouldEndWith(0).Out;
            shown.ShouldContain("addr = address");
            shown.ShouldContain("best");
            var errors = Path.Combine(folder, "wrong.csv");
            (await StrataCommand.RunAsync(["duplicates", "evaluate", "--data", a, b, "--truth", truth, "--errors", errors]))
                .ShouldEndWith(0)
                .Out.ShouldContain("missed pairs at even odds");
            (await File.ReadAllLinesAsync(errors, TestContext.Current.CancellationToken))[0].ShouldStartWith("kind,id_a,id_b,probability,");
            (await StrataCommand.RunAsync(["duplicates", "evaluate", "--data", a + ".no", "--truth", truth])).ShouldEndWith(2);
            (await StrataCommand.RunAsync(["duplicates", "evaluate", "--data", a])).ShouldEndWith(1).Err.ShouldContain("--truth");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Find_list_explain_dismiss_and_merge_work_on_the_store()
    {
        await using var store = await CliStore.CreateAsync(Engine.Sqlite);
        string[] people =
        [
            """{"entity_type":"contact","fields":{"email":"anna.smith@example.com","name":"Anna Smith","phone":"+44 20 7946 0018"}}""",
            """{"entity_type":"contact","fields":{"email":"anna.smyth@example.com","name":"Anna Smyth","phone":"+44 20 7946 0018"}}""",
            .. Enumerable
                .Range(0, 60)
                .Select(i =>
                    $$$"""{"entity_type":"contact","fields":{"email":"{{{(char)('a' + (i % 26))}}}x{{{i * 7919}}}@host{{{i}}}.org","name":"{{{(char)('A' + (i % 26))}}}or{{{i}}} {{{(char)('B' + (i % 20))}}}el{{{i * 31}}}","phone":"+49 30 {{{100000 + (i * 7331)}}}"}}"""
                ),
        ];
        (await store.PipeAsync(string.Join('\n', people), "store", "-")).ShouldEndWith(0);

        var report = (await store.RunAsync(["duplicates", "find", "--type", "contact", "--json"])).ShouldEndWith(0).Json;
        report.GetProperty("types")[0].GetProperty("entities").GetInt64().ShouldBe(62);
        var pair = (await store.RunAsync(["duplicates", "list", "--json"])).ShouldEndWith(0).JsonLines.ShouldHaveSingleItem();
        string[] ids = [pair.GetProperty("entity_id").GetString()!, pair.GetProperty("other_id").GetString()!]; // both are always there
        (await store.RunAsync(["duplicates", "explain", .. ids])).ShouldEndWith(0).Out.ShouldContain("phone");
        (await store.RunAsync(["duplicates", "dismiss", .. ids, "--reason", "sisters"])).ShouldEndWith(0);
        (await store.RunAsync(["duplicates", "list"])).ShouldEndWith(0).Out.ShouldContain("No pairs.");
        (await store.RunAsync(["duplicates", "dismiss", .. ids])).ShouldEndWith(4);
        (await store.RunAsync(["duplicates", "merge", .. ids])).ShouldEndWith(0);
        (await store.RunAsync(["duplicates", "list", "--state", "merged"])).ShouldEndWith(0).Out.ShouldContain("Anna");
    }
}
