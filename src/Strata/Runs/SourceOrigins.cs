using Strata.Ledger;
using Strata.Rules.Values;
using Strata.Schemas;

namespace Strata.Runs;

/// <summary>
/// Decides of which origin a source is whose origin nobody stated, once local identifiers are read from it
/// (docs/adr/0035-identity-by-origin.md): one whose records of the same ids agree with it; else the one that its name says; and a new one
/// if records of that origin contradict it.
/// </summary>
internal static class SourceOrigins
{
    private const int MaxSamples = 64;
    private const int MaxSearched = 64;
    private const int MaxOfAName = 9;
    private const string Unnamed = "files";

    /// <summary>Returns the source's origin; the first call with a local identifier decides it.</summary>
    /// <param name="records">Some of the source's records.</param>
    public static async Task<string?> OfAsync(LedgerSession session, SourceRecord source, IReadOnlyList<NewObservation> records)
    {
        if (source.IdOrigin is { } known)
        {
            return known;
        }
        var local = records.Where(r => r.HasLocalKey).ToList();
        if (local.Count == 0)
        {
            return null;
        }
        await session.FlushAsync();
        if (await DecidedAsync(session, source) is { } decided)
        {
            return decided;
        }
        var origin = await InferAsync(session, source, [.. Spread(local)]);
        await session.Transaction.ExecuteAsync(
            "update sources set id_origin = @origin where user_id = @user and source_no = @sourceNo",
            new { origin, sourceNo = source.SourceNo }
        );
        Origins.Add(session, origin);
        return origin;
    }

    /// <summary>
    /// Returns what the name of a source says of its origin: where it came from and the file's name without dates, numbers and "copy".
    /// </summary>
    internal static string NameOf(string? from, string? fileName)
    {
        var parts =
            Uri.TryCreate(from, UriKind.Absolute, out var url) && url.Scheme.StartsWith("http", StringComparison.Ordinal)
                ?
                [
                    url.Host,
                    .. url.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries)[..^(url.AbsolutePath.Length > 1 ? 1 : 0)],
                    fileName ?? "",
                ]
                : new[] { from ?? "", fileName ?? "" };
        var name = string.Join('/', parts.Select((p, i) => Plain(i == parts.Length - 1 ? Stem(p) : p)).Where(p => p.Length > 0));
        return name.Length == 0 ? Unnamed
            : name.Length <= Origins.MaxLength ? name
            : name[..Origins.MaxLength];
    }

    private static string Stem(string fileName) => Path.GetFileName(fileName).Split('.') is [{ Length: > 0 } stem, ..] ? stem : "";

    private static string Plain(string text) =>
        string.Join('-', Words(text.ToLowerInvariant()).Where(w => w is not ("copy" or "kopie") && MonthNames.Month(w) == 0));

    private static IEnumerable<string> Words(string text)
    {
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && char.IsLetter(text[i]))
            {
                continue;
            }
            if (i > start)
            {
                yield return text[start..i];
            }
            start = i + 1;
        }
    }

    private static IEnumerable<NewObservation> Spread(List<NewObservation> records)
    {
        var step = Math.Max(1, records.Count / MaxSamples);
        return records.Where((_, i) => i % step == 0).Take(MaxSamples);
    }

    private static Task<string?> DecidedAsync(LedgerSession session, SourceRecord source) =>
        session.Transaction.QueryFirstOrDefaultAsync<string?>(
            "select id_origin from sources where user_id = @user and source_no = @sourceNo",
            new { sourceNo = source.SourceNo }
        );

    private static async Task<string> InferAsync(LedgerSession session, SourceRecord source, IReadOnlyList<NewObservation> samples)
    {
        var name = NameOf(Origins.IsDoor(source.Origin) ? null : source.Origin, source.FileName);
        string[] own = [name, .. Enumerable.Range(2, MaxOfAName - 1).Select(n => $"{name} ({n})")];
        var latest = await Origins.LatestAsync(session.Transaction, MaxSearched);
        List<string> candidates = [.. own.Concat(latest).Append(Origins.Shared).Distinct(StringComparer.Ordinal)];
        var agreements = await CompareAsync(session, samples, candidates);
        var best = candidates.MaxBy(c => agreements[c].Agreeing - agreements[c].Contradicting);
        return best is not null && agreements[best] is var (agreeing, contradicting) && agreeing > contradicting
            ? best
            : own.FirstOrDefault(c => agreements[c].Contradicting == 0)
                ?? $"{name} ({Ids.Source(session.Transaction.User, source.Digest)})";
    }

    /// <summary>Counts, for each origin, the samples that agree with its records of the same ids, and those that contradict them.</summary>
    private static async Task<Dictionary<string, (int Agreeing, int Contradicting)>> CompareAsync(
        LedgerSession session,
        IReadOnlyList<NewObservation> samples,
        IReadOnlyList<string> origins
    )
    {
        var keys = samples
            .SelectMany(sample => origins.Select(origin => (sample, origin, key: LocalKey(sample, origin))))
            .Where(k => k.key is not null)
            .ToList();
        var held = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var some in keys.Select(k => k.key!).Distinct(StringComparer.Ordinal).Chunk(1_000))
        {
            foreach (
                var row in await session.Transaction.QueryAsync<KeyRow>(
                    "select key, entity_no from entity_keys where user_id = @user and key IN_LIST(@some)",
                    new { some }
                )
            )
            {
                held[row.Key] = row.EntityNo;
            }
        }
        var counts = origins.ToDictionary(o => o, _ => (Agreeing: 0, Contradicting: 0), StringComparer.Ordinal);
        foreach (var (sample, origin, key) in keys)
        {
            if (held.TryGetValue(key!, out var no))
            {
                var root = await session.RootAsync(await session.GetAsync(no));
                var (agreeing, contradicting) = counts[origin];
                counts[origin] = Agrees(sample, root.Snapshot) switch
                {
                    true => (agreeing + 1, contradicting),
                    false => (agreeing, contradicting + 1),
                    null => (agreeing, contradicting),
                };
            }
        }
        return counts;
    }

    private static string? LocalKey(NewObservation sample, string origin) =>
        sample
            .Schema.Identity.Where(r => r.IsLocal)
            .Select(rule =>
                rule.KeyOf(sample.Fields) is { } key
                && EntityKeys.Scoped(rule, key, origin) is var scoped
                && (scoped != key || origin.Length == 0)
                    ? EntityKeys.Stored(sample.Schema.EntityType, scoped)
                    : null
            )
            .FirstOrDefault(key => key is not null);

    /// <summary>
    /// Whether at least half of the describing fields that both have are equal; null if both have none. Fields such as a country agree by
    /// chance, so those that describe nobody are left out.
    /// </summary>
    private static bool? Agrees(NewObservation sample, Snapshot held)
    {
        var (same, compared) = (0, 0);
        foreach (var (name, normaliser, _) in sample.Schema.Describing)
        {
            if (
                sample.Fields[name] is { } json
                && Normalisation.Of(normaliser, json) is { } one
                && held.Fields.TryGetValue(name, out var state)
                && Normalisation.Of(normaliser, state.Json) is { } other
            )
            {
                compared++;
                same += string.Equals(one, other, StringComparison.Ordinal) ? 1 : 0;
            }
        }
        return compared == 0 ? null : same * 2 >= compared;
    }
}
