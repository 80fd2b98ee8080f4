using Microsoft.Extensions.Logging.Abstractions;
using Strata;
using Strata.Database.Sqlite;
using Strata.Feeds;
using Strata.Jobs.Workers;
using Strata.Parsing.Reading;

// A process that writes until it is done or killed, and says on standard output what was acknowledged.
// Arguments: mode, data folder, database URL or "-", the worker's name, how many writes.
var (mode, folder, url, name, count) = (args[0], args[1], args[2], args[3], int.Parse(args[4], CultureInfo.InvariantCulture));
if (mode == "log")
{
    // Writes to a file whose log is copied every few commits.
    await using var file = new SqliteDatabase(Path.Combine(folder, "strata.db"), 32 << 10);
    Say("open");
    for (var i = 0; i < count; i++)
    {
        await Task.WhenAll(Enumerable.Range(0, 3).Select(n => WriteReceiptAsync(file, $"{name}-{i}-{n}")));
    }
    return;
}

var options = new StoreOptions
{
    DataFolder = folder,
    DatabaseUrl = url == "-" ? null : url,
    BlobsUrl = Environment.GetEnvironmentVariable("STRATA_BLOBS"),
    RunLimits = Environment.GetEnvironmentVariable("STRATA_WORKER_AT_ONCE") is { } atOnce
        ? new RunLimits(int.Parse(atOnce, CultureInfo.InvariantCulture))
        : new RunLimits(),
    SecretKey = Environment.GetEnvironmentVariable("STRATA_SECRET_KEY"),
    AllowPrivateAddresses = mode == "feed",
};
await using var store = await StrataStore.OpenAsync(options, TimeProvider.System, CancellationToken.None);
var user = store.For(new UserId("alice"), name);
Say("open");

if (mode is "work" or "work-once" or "count" or "count-once")
{
    // Does background work until it is killed, or once: the store's own kinds, or jobs that are counted.
    var working = new WorkerOptions { Once = mode.EndsWith("-once"), Slots = 3 };
    if (mode.StartsWith("work"))
    {
        await store.RunWorkerAsync(working, NullLogger.Instance, CancellationToken.None);
        return;
    }
    using var jobs = new JobServices(store.Database, TimeProvider.System, Random.Shared.NextDouble);
    jobs.Handle(new CountedJob());
    await new JobWorker(jobs, working, NullLogger.Instance).RunAsync(CancellationToken.None);
    return;
}

if (mode == "archive")
{
    // Moves all runs to the archive and back, over and over.
    while (true)
    {
        var archived = await user.Archival.ArchiveAsync(new ArchiveRequest { OlderThanDays = 0 }, null, CancellationToken.None);
        Say($"archived {archived.Runs}");
        foreach (
            var run in (await user.Runs.ListAsync(null, new PageRequest(), CancellationToken.None)).Items.Where(r =>
                r.ArchivedAt is not null
            )
        )
        {
            await user.Archival.RestoreAsync(run.RunId, CancellationToken.None);
        }
    }
}

if (mode == "erase") // says "half" after so many steps, and goes no further
{
    var receipt = await store.EraseAsync(
        new UserId("alice"),
        new EraseRequest(),
        _ => Task.CompletedTask,
        new HangingSteps(count),
        CancellationToken.None
    );
    Say($"erased {receipt.StateHash}");
    return;
}

if (mode == "file")
{
    // Takes in a file that lies in the data folder.
    await using var file = File.OpenRead(Path.Combine(folder, name));
    var taken = await user.Sources.IngestAsync(
        new IngestRequest
        {
            FileName = name,
            EntityType = "transaction",
            IdempotencyKey = name,
        },
        file,
        new PrintedCommits(),
        CancellationToken.None
    );
    Say($"file {taken.Run?.Status.Name()}");
    return;
}

if (mode == "feed")
{
    // Runs a feed; says when it begins the item of that number, and goes no further.
    await user.Feeds.RunAsync(name, retry: false, new HangingSteps(count), CancellationToken.None);
    Say("feed ended");
    return;
}

if (mode == "upload")
{
    // Content that stops in the middle and never ends.
    await user.Sources.IngestAsync(
        new IngestRequest { FileName = name, Interpret = false },
        new HalfContent(count),
        null,
        CancellationToken.None
    );
    return;
}

if (mode == "csv")
{
    var rows = new StringBuilder("external_id,date,description,amount,currency\n");
    for (var i = 0; i < count; i++)
    {
        rows.Append(CultureInfo.InvariantCulture, $"{name}-{i},2026-01-{(i % 28) + 1:00},Payment {i},{i}.50,EUR\n");
    }
    using var content = new MemoryStream(Encoding.UTF8.GetBytes(rows.ToString()));
    var result = await user.Sources.IngestAsync(
        new IngestRequest
        {
            FileName = $"{name}.csv",
            EntityType = "transaction",
            IdempotencyKey = name,
        },
        content,
        new PrintedCommits(),
        CancellationToken.None
    );
    Say($"csv {result.Run?.Status.Name()}");
    return;
}

for (var i = 0; i < count; i++)
{
    var key = $"{name}-{i}";
    var fields = mode == "one" ? $$"""{"external_id":"shared","tags":["{{key}}"]}""" : $$"""{"external_id":"{{key}}","name":"{{key}}"}""";
    var stored = await user.Structured.StoreAsync(
        new StructuredRequest
        {
            Entities = [new StructuredEntity { EntityType = mode == "one" ? "note" : "contact", Fields = Fields(fields) }],
            IdempotencyKey = key,
        },
        CancellationToken.None
    );
    Say($"stored {key} {stored.Entities[0].EntityId}");
    if (mode == "mixed" && i % 3 == 0)
    {
        var corrected = await user.Decisions.CorrectAsync(
            stored.Entities[0].EntityId,
            new CorrectRequest { Fields = Fields($$"""{"name":"corrected {{key}}"}""") },
            CancellationToken.None
        );
        Say($"corrected {key} {corrected.Id}");
    }
}

static IReadOnlyDictionary<string, JsonElement> Fields(string json) =>
    JsonDocument.Parse(json).RootElement.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.Clone());

static async Task WriteReceiptAsync(SqliteDatabase database, string key)
{
    await database.WriteAsync(
        new UserId("alice"),
        tx =>
            tx.ExecuteAsync(
                "insert into receipts (user_id, idempotency_key, request_hash, response, recorded_at) values (@user, @key, '', @response, 0)",
                new { key, response = new string('x', 6_000) }
            ),
        CancellationToken.None
    );
    Say($"stored {key}");
}

static void Say(string line)
{
    Console.Out.WriteLine(line);
    Console.Out.Flush();
}

/// <summary>So many bytes, a line that says so, and then nothing more.</summary>
internal sealed class HalfContent(long bytes) : ForwardOnlyStream
{
    private long _left = bytes;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_left == 0)
        {
            Console.Out.WriteLine("half");
            Console.Out.Flush();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }
        var count = (int)Math.Min(buffer.Length, _left);
        buffer.Span[..count].Fill((byte)'x');
        _left -= count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
