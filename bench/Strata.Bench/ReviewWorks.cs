using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Strata.Database.PostgreSql;

namespace Strata.Bench;

/// <summary>Review of staged findings: --size of them, four a record.</summary>
internal static class ReviewWorks
{
    private const int Fields = 4;
    private const int Page = 100;
    private const int Calls = 100;
    private static readonly CancellationToken None = CancellationToken.None;

    public static readonly IReadOnlyList<(string Name, Func<BenchStore, BenchOptions, Task<string>> Run)> All =
    [
        ("stage", StageAsync),
        ("list-staged", ListAsync),
        ("confirm", ConfirmAsync),
        ("confirm-all", ConfirmAllAsync),
        ("batch", (store, _) => BatchAsync(store, TimeSpan.Zero)),
        ("batch-50ms", (store, _) => BatchAsync(store, TimeSpan.FromMilliseconds(50))),
    ];

    private static async Task<string> StageAsync(BenchStore store, BenchOptions options)
    {
        var path = Path.Combine(store.Folder, "staged.csv");
        await using (var writer = File.CreateText(path))
        {
            await writer.WriteLineAsync("name,email,phone,city");
            for (var i = 0; i < options.Size / Fields; i++)
            {
                await writer.WriteLineAsync(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Person {i},p{i}@example.com,+41 44 {i % 900 + 100} {i % 89 + 10} {i / 89 % 89 + 10},City {i % 97}"
                    )
                );
            }
        }
        await using var file = File.OpenRead(path);
        var watch = Stopwatch.StartNew();
        var run = (
            await store.Local.Sources.IngestAsync(new IngestRequest { FileName = "staged.csv", Stage = true }, file, null, None)
        ).Run;
        watch.Stop();
        if (store.Engine == Engine.PostgreSql)
        {
            // As autovacuum does within a minute; without statistics PostgreSQL sorts all rows of a user.
            await using var connection = new NpgsqlConnection(PostgreSqlUrl.Parse(store.Location).ToString());
            await connection.OpenAsync(None);
            await using var command = new NpgsqlCommand("analyze strata.findings", connection);
            await command.ExecuteNonQueryAsync(None);
        }
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{run?.StagedCount} records staged: {run?.StagedCount * Fields / watch.Elapsed.TotalSeconds:F0} findings/s"
        );
    }

    /// <summary>Pages of a hundred, by filters in turn, with the count.</summary>
    private static async Task<string> ListAsync(BenchStore store, BenchOptions options)
    {
        var queries = new List<ListFindings>
        {
            new()
            {
                State = ReviewState.Staged,
                Limit = Page,
                Count = true,
            },
            new()
            {
                State = ReviewState.Staged,
                Field = "email",
                Limit = Page,
                Count = true,
            },
            new()
            {
                EntityType = "contact",
                MinConfidence = 0.1,
                Limit = Page,
                Count = true,
                Cursor = (options.Size / 2).ToString(CultureInfo.InvariantCulture),
            },
            new()
            {
                State = ReviewState.Staged,
                Text = "city 9",
                Limit = Page,
                Count = true,
            },
        };
        var latency = await Latency.MeasureAsync(
            options.Rounds,
            Calls,
            async i => await store.Local.Review.ListAsync(queries[i % queries.Count], None)
        );
        var each = new List<string>();
        foreach (var query in queries)
        {
            each.Add((await Latency.MeasureAsync(1, Calls / 4, async _ => await store.Local.Review.ListAsync(query, None))).ToString());
        }
        return $"pages of {Page} of {options.Size} staged with their count: {latency}; each filter: {string.Join("; ", each)}";
    }

    private static async Task<string> ConfirmAsync(BenchStore store, BenchOptions options)
    {
        var ids = await IdsAsync(store, (options.Rounds + 1) * Calls);
        var latency = await Latency.MeasureAsync(
            options.Rounds,
            Calls,
            i =>
                store.Local.Review.ReviewAsync(
                    new ReviewFindings { Changes = [new FindingChange { FindingId = ids[i], Action = ReviewAction.Confirm }] },
                    None
                )
        );
        return $"one of {options.Size} confirmed: {latency}";
    }

    /// <summary>All that is staged, in the steps of the job, while another user writes ten records a second.</summary>
    private static async Task<string> ConfirmAllAsync(BenchStore store, BenchOptions options)
    {
        var other = new UserId("other");
        await store.Store.Users.AddAsync(other, "bench", None);
        var begun = await store.Local.Review.ReviewMatchingAsync(
            new ReviewMatching
            {
                Filter = new FindingFilter { State = ReviewState.Staged },
                Action = ReviewAction.Confirm,
            },
            None
        );
        var services = new LedgerServices(new SchemaStore(), TimeProvider.System);
        var no = Ids.Number("dec_", begun.DecisionId) ?? 0;
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(() => WriteAsync(store.Store.For(other, "bench"), stop.Token));
        var watch = Stopwatch.StartNew();
        var longest = TimeSpan.Zero;
        while (true)
        {
            var step = Stopwatch.StartNew();
            var bulk = await store.Store.Database.WriteAsync(UserId.Local, tx => BulkReviews.NextAsync(tx, services, no), None);
            longest = step.Elapsed > longest ? step.Elapsed : longest;
            if (bulk.State == BulkReviews.Applied)
            {
                break;
            }
        }
        var took = watch.Elapsed.TotalSeconds;
        await stop.CancelAsync();
        var times = await writing;
        times.Sort();
        var p95 = times.Count == 0 ? 0 : times[times.Count * 95 / 100];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{begun.Total} confirmed in {took:F1} s, the longest step {longest.TotalMilliseconds:F0} ms; another's {times.Count} writes p95 {p95:F1} ms"
        );
    }

    /// <summary>A project of 77 documents with 5,000 blocks, answered from a folder.</summary>
    /// <param name="delay">How long an answer takes; zero: our own work alone.</param>
    private static async Task<string> BatchAsync(BenchStore store, TimeSpan delay)
    {
        const int documents = 77;
        const int blocks = 65;
        await store.Local.Schemas.RegisterAsync(
            new RegisterSchemaRequest
            {
                EntityType = "mark",
                Schema = JsonElement.Parse(
                    """{"type":"object","properties":{"mark":{"type":"string","x-strata":{"evidence":"none"}}},"x-strata":{"annotates":"blocks"}}"""
                ),
            },
            None
        );
        var answers = Directory.CreateDirectory(Path.Combine(store.Folder, "answers")).FullName;
        var (sources, calls) = (new List<string>(), 0);
        for (var file = 0; file < documents; file++)
        {
            var text = string.Join(
                "\n\n",
                Enumerable.Range(0, blocks).Select(i => $"Paragraph {i} of document {file}, which says something.")
            );
            var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
            var source = await store.Local.Sources.IngestAsync(new IngestRequest { FileName = $"{file}.md" }, content, null, None);
            sources.Add(source.SourceId);
            var document = (await store.Local.Documents.ListAsync(new DocumentQuery { SourceId = source.SourceId }, None)).Items[0];
            var plan = new PlanAnswers { DocumentId = document.DocumentId, EntityType = "mark" };
            foreach (var request in (await store.Local.Runs.PlanAsync(plan, None)).Items)
            {
                calls++;
                var ids = request.Request.GetProperty("blocks").EnumerateArray().Select(b => b.GetProperty("id").GetString());
                var filled = string.Join(',', ids.Select(id => "{\"id\":\"" + id + "\",\"fields\":{\"mark\":{\"value\":\"seen\"}}}"));
                await File.WriteAllTextAsync(Path.Combine(answers, request.Hash + ".json"), "{\"blocks\":[" + filled + "]}", None);
            }
        }
        if (delay > TimeSpan.Zero)
        {
            Slow(answers, delay);
        }
        var watch = Stopwatch.StartNew();
        var started = await store.Local.Batches.StartAsync(
            new StartBatch
            {
                SourceIds = sources,
                EntityType = "mark",
                Interpreter = "recorded",
            },
            None
        );
        BatchView view;
        do
        {
            await store.Store.RunWorkerAsync(new WorkerOptions { Once = true, Slots = 16 }, NullLogger.Instance, None);
            view = await store.Local.Batches.GetAsync(started.BatchId ?? "", None);
        } while (view.Runs.GetValueOrDefault("completed") < documents);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{view.Staged} blocks of {documents} documents staged in {watch.Elapsed.TotalSeconds:F1} s: {watch.Elapsed.TotalMilliseconds / calls:F1} ms a call"
        );
    }

    /// <summary>Makes the files named pipes: each is written to <paramref name="delay"/> after a reader has opened it.</summary>
    private static void Slow(string folder, TimeSpan delay)
    {
        foreach (var file in Directory.GetFiles(folder))
        {
            var answer = File.ReadAllBytes(file);
            File.Delete(file);
            using var made = Process.Start("mkfifo", [file]);
            made.WaitForExit();
            new Thread(() =>
            {
                using var pipe = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
                Thread.Sleep(delay);
                pipe.Write(answer);
            })
            {
                IsBackground = true,
            }.Start();
        }
    }

    private static async Task<List<double>> WriteAsync(IStrata strata, CancellationToken stop)
    {
        var times = new List<double>();
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await strata.Structured.StoreAsync(new StructuredRequest { Entities = [Invoices.One(i, i)] }, None);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            await Task.Delay(100, CancellationToken.None);
        }
        return times;
    }

    private static async Task<List<string>> IdsAsync(BenchStore store, int count)
    {
        var ids = new List<string>();
        string? cursor = null;
        do
        {
            var page = await store.Local.Review.ListAsync(
                new ListFindings
                {
                    State = ReviewState.Staged,
                    Limit = 1000,
                    Cursor = cursor,
                },
                None
            );
            ids.AddRange(page.Items.Select(f => f.FindingId));
            cursor = page.NextCursor;
        } while (ids.Count < count && cursor is not null);
        return ids;
    }
}
