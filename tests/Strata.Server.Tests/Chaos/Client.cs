using System.Security.Cryptography;
using Strata.Testing;

namespace Strata.Server.Tests.Chaos;

/// <summary>
/// One client of a user: does one thing after another, each until it is answered, with the same key at whichever server is there.
/// </summary>
/// <param name="answered">Told of every operation that was answered.</param>
internal sealed class Client(SimulatedUser citizen, int number, int seed, Action answered)
{
    private const int LargeRows = 1_500;

    /// <summary>Answers that it has a receipt of, however slow the machine is.</summary>
    private const int Min = 2;

    private readonly Random _random = new(seed);
    private readonly List<Kept> _own = [];
    private int _count;
    private int _receipts;

    public int Retries { get; private set; }

    public async Task LiveAsync(CancellationToken until)
    {
        while (!until.IsCancellationRequested || _receipts < Min)
        {
            await (
                _random.Next(100) switch
                {
                    < 35 => StateAsync(),
                    < 50 => CorrectAsync(),
                    < 58 => MergeAsync(),
                    < 70 => TagAsync(),
                    < 90 => TakeInAsync(wait: _random.Next(2) == 0),
                    < 94 => KeepAsync(_random.Next(1, 300_000)),
                    _ => AgainAsync(),
                }
            );
        }
    }

    /// <summary>Asks for more and more than the user's plan allows, until told to stop and refused at least once.</summary>
    /// <param name="size">Bytes of a file.</param>
    public async Task DemandAsync(int size, CancellationToken until)
    {
        while (!until.IsCancellationRequested || !citizen.Refusals.Contains(ErrorCode.StorageQuotaExceeded))
        {
            try
            {
                await (_random.Next(2) == 0 ? KeepAsync(size) : TakeInAsync(wait: true));
            }
            catch (StrataException e) when (e.Quota is not null)
            {
                citizen.Refusals.Add(e.Code);
            }
            var usage = await AskAsync((strata, ct) => strata.Usage.GetAsync(ct));
            if (
                usage.Storage.Used + usage.Storage.Reserved > usage.Storage.Limit
                || usage.Interpretations.Used > usage.Interpretations.Limit
            )
            {
                citizen.Troubles.Add($"over quota: {usage}");
            }
        }
    }

    private async Task StateAsync()
    {
        var key = Key();
        var fields = Say.Fields($$"""{"external_id":"{{key}}","name":"{{key}}"}""");
        var stored = await DoAsync(
            key,
            (strata, ct) =>
                strata.Structured.StoreAsync(
                    new StructuredRequest
                    {
                        Entities = [new StructuredEntity { EntityType = "contact", Fields = fields }],
                        IdempotencyKey = key,
                    },
                    ct
                )
        );
        Check(stored.Entities[0].Created, $"{key} was there before it was stated");
        var kept = new Kept(stored.Entities[0].EntityId, key);
        _own.Add(kept);
        citizen.Contacts.Add(kept);
    }

    private async Task TagAsync()
    {
        var key = Key();
        var fields = Say.Fields($$"""{"external_id":"{{citizen.Name}}-note","tags":["{{key}}"]}""");
        await DoAsync(
            key,
            (strata, ct) =>
                strata.Structured.StoreAsync(
                    new StructuredRequest
                    {
                        Entities = [new StructuredEntity { EntityType = "note", Fields = fields }],
                        IdempotencyKey = key,
                    },
                    ct
                )
        );
        citizen.Tags.Add(key);
    }

    private async Task CorrectAsync()
    {
        if (Any() is not { } kept)
        {
            return;
        }
        var key = Key();
        await DoAsync(
            key,
            (strata, ct) =>
                strata.Decisions.CorrectAsync(
                    kept.EntityId,
                    new CorrectRequest { Fields = Say.Fields($$"""{"name":"{{key}}"}"""), IdempotencyKey = key },
                    ct
                )
        );
        kept.Observations++;
        kept.Shown = key;
    }

    private async Task MergeAsync()
    {
        if (Any() is not { } from || Any() is not { } to || from == to)
        {
            return;
        }
        var key = Key();
        await DoAsync(
            key,
            (strata, ct) => strata.Decisions.MergeAsync(from.EntityId, to.EntityId, new DecisionRequest { IdempotencyKey = key }, ct)
        );
        from.MergedInto = to;
        to.IsMixed = true;
        to.Observations += from.Observations;
        _own.Remove(from);
    }

    /// <summary>A table, or one that was taken in before.</summary>
    private async Task TakeInAsync(bool wait)
    {
        var key = Key();
        var before = citizen.Files.Where(f => f.Rows > 0).ToList();
        var known = before.Count > 0 && _random.Next(6) == 0 ? before[_random.Next(before.Count)] : null;
        var rows = known?.Rows ?? (_random.Next(8) == 0 ? LargeRows : _random.Next(1, 40));
        var (name, bytes) = known is null ? (key + ".csv", Table(key, rows)) : (known.FileName, known.Bytes);
        Task<IngestResult> CallAsync(IStrata strata, CancellationToken ct) =>
            IngestAsync(strata, name, bytes, key, interpret: true, wait, ct);
        var retries = Retries;
        var taken = wait ? await DoAsync(key, CallAsync) : await AskAsync(CallAsync);
        // Where it waits, an earlier try may have brought the bytes and not got as far as an answer.
        Check(taken.Deduplicated == (known is not null) || (wait && Retries > retries), $"{name}: deduplicated is {taken.Deduplicated}");
        Check(taken.Run is not null, $"{name} was not interpreted");
        if (wait)
        {
            Check(taken.Run is { Status: RunStatus.Completed } run && run.ObservationCount == rows, $"{name}: {Json(taken)}");
        }
        if (known is null)
        {
            citizen.Files.Add(new Taken(taken.SourceId, taken.Digest, name, bytes, rows, taken.Run?.RunId));
        }
        else
        {
            Check((taken.SourceId, taken.Run?.RunId) == (known.SourceId, known.RunId), $"{name} was interpreted twice: {Json(taken)}");
        }
    }

    private async Task KeepAsync(int size)
    {
        var key = Key();
        var bytes = new byte[size];
        _random.NextBytes(bytes);
        var digest = Convert.ToHexStringLower(SHA256.HashData(bytes));
        IngestResult taken;
        try
        {
            taken = await DoAsync(key, (strata, ct) => IngestAsync(strata, key + ".bin", bytes, key, interpret: false, wait: null, ct));
        }
        catch (StrataException e) when (e.Quota is not null)
        {
            citizen.Refused.Add(digest);
            throw;
        }
        Check(taken.Digest == digest, $"{key} has another digest");
        citizen.Files.Add(new Taken(taken.SourceId, taken.Digest, key + ".bin", bytes, Rows: 0, RunId: null));
    }

    /// <summary>Something that was answered before, once more.</summary>
    private async Task AgainAsync()
    {
        if (citizen.Receipts.ToList() is { Count: > 0 } receipts && receipts[_random.Next(receipts.Count)] is var receipt)
        {
            var answer = await AskAsync(receipt.Again);
            Check(answer == receipt.Answer, $"{receipt.Key} was answered {receipt.Answer}, and again {answer}");
        }
    }

    private Task<IngestResult> IngestAsync(
        IStrata strata,
        string name,
        byte[] bytes,
        string key,
        bool interpret,
        bool? wait,
        CancellationToken ct
    ) =>
        strata.Sources.IngestAsync(
            new IngestRequest
            {
                FileName = name,
                EntityType = interpret ? "contact" : null,
                Interpret = interpret,
                Wait = wait,
                IdempotencyKey = key,
            },
            new MemoryStream(bytes),
            _random.Next(2) == 0 ? new Unheard() : null,
            ct
        );

    private async Task<T> DoAsync<T>(string key, Func<IStrata, CancellationToken, Task<T>> call)
    {
        var answer = await AskAsync(call);
        _receipts++;
        citizen.Receipts.Add(new Receipt(key, Json(answer), async (strata, ct) => Json(await call(strata, ct))));
        return answer;
    }

    /// <summary>
    /// Until it is answered: by any server, waiting sometimes hardly at all and sometimes long, the longer the more often it has asked.
    /// </summary>
    private async Task<T> AskAsync<T>(Func<IStrata, CancellationToken, Task<T>> call)
    {
        for (var tries = 1; ; tries++)
        {
            using var hurry = new CancellationTokenSource(_random.Next(5) == 0 ? _random.Next(5, 500) : 10_000 * tries);
            try
            {
                var answer = await call(citizen.Servers[_random.Next(citizen.Servers.Count)], hurry.Token);
                answered();
                return answer;
            }
            catch (StrataException e) when (MayPass(e.Code))
            {
                // Asked again.
            }
            catch (HttpRequestException e)
                when (e.Message.Contains(" answered ", StringComparison.Ordinal) || e.Message.Contains("failed: ", StringComparison.Ordinal)
                )
            {
                citizen.Troubles.Add(e.Message);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
            {
                // Asked again.
            }
            Retries++;
            await Task.Delay(_random.Next(20, 200), CancellationToken.None);
        }
    }

    /// <summary>What says to try again.</summary>
    private static bool MayPass(ErrorCode code) =>
        code
            is ErrorCode.InterpretationInProgress
                or ErrorCode.StoragePending
                or ErrorCode.StorageUploadFailed
                or ErrorCode.UploadQueueFull;

    private Kept? Any() => _own.Count == 0 ? null : _own[_random.Next(_own.Count)];

    private string Key() => string.Create(CultureInfo.InvariantCulture, $"{citizen.Name}-{number}-{_count++}");

    private static byte[] Table(string key, int rows)
    {
        var text = new StringBuilder("external_id,name,company,city,notes\n");
        for (var row = 0; row < rows; row++)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{key}-{row},{key} {row},Company {row},Trondheim,Met at the fair of {key} in row {row} of hall {row % 7}\n"
            );
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Json<T>(T answer) => JsonSerializer.Serialize(answer, StrataJson.Options);

    private static void Check(bool holds, string otherwise) => holds.ShouldBeTrue(otherwise);

    /// <summary>Has the server tell of its progress.</summary>
    private sealed class Unheard : IProgress<Progress>
    {
        public void Report(Progress value) { }
    }
}
