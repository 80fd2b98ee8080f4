using Microsoft.Data.Sqlite;
using Strata.Database.Tests.Engines;
using Strata.Testing;

namespace Strata.Crashes;

/// <summary>
/// G1 where the log of SQLite is copied again and again, by whoever of several processes comes first, and they are killed at any moment.
/// </summary>
public sealed class SqliteLogCrashTests
{
    private const int AtOnce = 3;
    private const int MaxKillsOfEach = 100;
    private static readonly int KillsOfEach = TestScale.Pick(quick: 2, all: 4);

    /// <summary>So often the log begins again at least.</summary>
    private static readonly int Times = TestScale.Pick(quick: 15, all: 150);
    private static readonly int MaxLife = TestScale.Pick(quick: 200, all: 1_000);
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact, Trait("req", "G1")]
    public async Task What_was_acknowledged_is_there_after_the_log_was_copied_again_and_again_by_processes_that_are_killed()
    {
        await using var store = await TestStore.CreateAsync(Engine.Sqlite);
        var file = Path.Combine(store.Folder, "strata.db");
        // Keeps the file open, so that what killed processes leave is not mended by the next alone.
        var reader = new SqliteConnection($"Data Source={file};Pooling=False");
        await using var open = reader;
        await reader.OpenAsync(None);
        await store.Alice.StoreAsync("note", """{"title":"The log begins"}""");
        (await ListAsync(reader, "select user_id from users")).ShouldContain("alice");
        var first = SqliteLogFile.Generation(file);

        var lines = await Task.WhenAll(
            Enumerable.Range(0, AtOnce).Select(i => KillAgainAndAgainAsync(store, i, () => IsEnough(file, first)))
        );

        var acknowledged = lines.SelectMany(l => l).Where(l => l.StartsWith("stored")).Select(l => l.Split(' ')[1]).ToList();
        lines.SelectMany(l => l).ShouldNotContain(line => line.StartsWith("error"));
        IsEnough(file, first).ShouldBeTrue("it was copied again and again");
        (await ListAsync(reader, "pragma integrity_check")).ShouldBe(["ok"]);
        var stored = (await ListAsync(reader, "select idempotency_key from receipts")).ToHashSet();
        acknowledged.ShouldNotBeEmpty();
        acknowledged.Where(a => !stored.Contains(a)).ShouldBeEmpty();
    }

    private static bool IsEnough(string file, uint first) => unchecked(SqliteLogFile.Generation(file) - first) >= Times;

    private static async Task<List<string>> KillAgainAndAgainAsync(TestStore store, int number, Func<bool> enough)
    {
        var random = new Random(number);
        var said = new List<string>();
        for (var i = 0; i < KillsOfEach || (i < MaxKillsOfEach && !enough()); i++)
        {
            using var worker = Worker.Start(store, Engine.Sqlite, "log", $"{number}-{i}", 100_000);
            await worker.Busy;
            await Task.Delay(random.Next(1, MaxLife), None);
            worker.Kill();
            await worker.EndAsync();
            said.AddRange(worker.Said);
        }
        return said;
    }

    private static async Task<List<string>> ListAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var rows = await command.ExecuteReaderAsync(None);
        var list = new List<string>();
        while (await rows.ReadAsync(None))
        {
            list.Add(rows.GetString(0));
        }
        return list;
    }
}
