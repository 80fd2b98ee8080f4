using System.Diagnostics;
using Strata.Testing;

namespace Strata.Server.Tests.Cli;

/// <summary>An export that is killed leaves nothing that looks whole, and the next one has all of it.</summary>
public sealed class KilledExportTests
{
    private static readonly CancellationToken None = TestContext.Current.CancellationToken;

    [Theory, DoorData, Trait("req", "B-7")]
    public async Task A_killed_export_leaves_no_file_and_the_next_one_writes_the_same_bytes(Engine engine)
    {
        await using var store = await CliStore.CreateAsync(engine);
        var rows = Enumerable.Range(0, 2_000).Select(i => $"Person {i} with a name that is long enough,p{i}@example.org\n");
        await store.JsonAsync("ingest", store.Write("people.csv", "Name,Email\n" + string.Concat(rows)), "--type", "contact");
        var (unbroken, killed) = (Path.Combine(store.Files, "a.jsonl"), Path.Combine(store.Files, "b.jsonl"));
        string[] Export(string to) => ["export", "--entities", "contact", "--known-at", "1000000", "--output", to];
        (await store.RunAsync(Export(unbroken))).ShouldEndWith(0);

        // What is written goes through a pipe that holds less than the whole, so the export is in the middle when it is killed.
        var part = killed + ".part";
        using (var made = Process.Start("mkfifo", [part]))
        {
            await made.WaitForExitAsync(None);
        }
        using (var export = StrataProcess.Start(Export(killed), store.Variables))
        {
            // Opening waits until the export writes; should it end before, that is told rather than waited for.
            var opening = Task.Run(() => File.OpenRead(part), None);
            (await Task.WhenAny(opening, export.WaitForExitAsync(None))).ShouldBe(opening);
            await using (var pipe = await opening)
            {
                await pipe.ReadExactlyAsync(new byte[1_000], None);
                export.HasExited.ShouldBeFalse();
                export.Kill();
            }
            await StrataProcess.EndAsync(export);
        }
        File.Exists(killed).ShouldBeFalse();
        File.Delete(part);

        (await store.RunAsync(Export(killed))).ShouldEndWith(0);
        (await File.ReadAllBytesAsync(killed, None)).ShouldBe(await File.ReadAllBytesAsync(unbroken, None));
        File.Exists(part).ShouldBeFalse();
    }
}
