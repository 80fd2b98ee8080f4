using Strata.Testing;

namespace Strata.Review;

/// <summary>Decisions about documents of 300 blocks, every seventh one of eight texts, after generated edits.</summary>
public sealed class GeneratedEditsTests
{
    private const int Blocks = 300;
    private const string Schema = """
        {"title":"Note","x-strata":{"annotates":"blocks"},"properties":{"key":{"type":"string","x-strata":{"evidence":"none"}}}}
        """;

    private static readonly string[] Repeated =
    [
        "Agreed.",
        "Not applicable.",
        "The parties shall act in good faith.",
        "See the annex.",
        "Intentionally left blank.",
        "Subject to clause 4.",
        "As amended.",
        "Reserved.",
    ];

    private static readonly string[] Words =
        "supplier customer delivers pays accepts within days notice fee goods liability term court law written consent party shall may not".Split(
            ' '
        );

    private static readonly CancellationToken None = CancellationToken.None;

    /// <param name="Origin">The block that it was; null: it is new.</param>
    private sealed record Item(string Text, int? Origin, bool IsChanged = false);

    [Theory, DatabaseData, Trait("req", "B-6")]
    public async Task Of_unchanged_blocks_99_of_100_decisions_are_kept_and_of_changed_ones_none(Engine engine)
    {
        var (kept, unchanged, lost) = (0, 0, new List<string>());
        for (var seed = 1; seed <= 3; seed++)
        {
            await using var store = await TestStore.CreateAsync(engine);
            var found = await CheckAsync(store, seed);
            (kept, unchanged) = (kept + found.Kept, unchanged + found.Unchanged);
            lost.AddRange(found.Lost);
        }
        kept.ShouldBeGreaterThanOrEqualTo(
            (int)Math.Ceiling(unchanged * 0.99),
            $"{kept} of {unchanged} are kept; not {string.Join("; ", lost)}"
        );
    }

    /// <summary>Reads a document, decides, edits and reads again; no changed block may have a decision.</summary>
    private static async Task<(int Kept, int Unchanged, IReadOnlyList<string> Lost)> CheckAsync(TestStore store, int seed)
    {
        var user = store.Alice;
        await user.RegisterAsync("note", Schema);
        var random = new Random(seed);
        Item[] before = [.. Enumerable.Range(0, Blocks).Select(i => new Item(TextOf(random), i))];
        var first = await ReadAsync(store, before, replaces: null);
        var decisions = new ReviewAction?[Blocks];
        var changes = new List<FindingChange>();
        foreach (var finding in await FindingsAsync(user, first))
        {
            var action = (ReviewAction?)(
                random.Next(4) switch
                {
                    0 => ReviewAction.Confirm,
                    1 => ReviewAction.Reject,
                    2 => ReviewAction.Correct,
                    _ => null,
                }
            );
            decisions[finding.Block] = action;
            if (action is { } known)
            {
                changes.Add(
                    new FindingChange
                    {
                        FindingId = finding.FindingId,
                        Action = known,
                        Value = known == ReviewAction.Correct ? JsonElement.Parse($"\"right {finding.Block}\"") : null,
                    }
                );
            }
        }
        foreach (var some in changes.Chunk(200))
        {
            await user.Review.ReviewAsync(new ReviewFindings { Changes = some }, None);
        }
        var after = Edited(before, random);

        var second = await ReadAsync(store, after, first.SourceId);

        var found = (await FindingsAsync(user, second)).ToDictionary(f => f.Block);
        var (kept, unchanged, beside, changed) = (0, 0, 0, 0);
        var (lost, wrong) = (new List<string>(), new List<string>());
        for (var i = 0; i < after.Length; i++)
        {
            var (item, finding) = (after[i], found[i]);
            var decided = item.Origin is { } origin ? decisions[origin] : null;
            var isKept = decided is { } action && !item.IsChanged && IsAs(finding, action, item.Origin!.Value);
            (unchanged, kept) = (unchanged + (decided is not null && !item.IsChanged ? 1 : 0), kept + (isKept ? 1 : 0));
            if (decided is not null && item.IsChanged)
            {
                (changed, beside) = (changed + 1, beside + (finding.Earlier is { Unchanged: false } ? 1 : 0));
            }
            if (!isKept && decided is not null && !item.IsChanged)
            {
                lost.Add($"{i} {item} {decided} is {finding.State} {finding.Reviewed} {finding.Earlier?.Value}");
            }
            // An inserted block may be one that was there, word for word.
            if (finding.State != ReviewState.Staged && (item.IsChanged || (item.Origin is null && !Repeated.Contains(item.Text))))
            {
                wrong.Add($"{i} {item} is {finding.State} {finding.Reviewed}");
            }
        }
        wrong.ShouldBeEmpty();
        changed.ShouldBeGreaterThan(5);
        beside.ShouldBeGreaterThanOrEqualTo((int)(changed * 0.9), $"{beside} of {changed} changed ones show what was decided");
        (await user.Verification.VerifyAsync(null, None)).Faults.ShouldBeEmpty();
        return (kept, unchanged, lost);
    }

    private static bool IsAs(FindingView finding, ReviewAction action, int origin) =>
        action switch
        {
            ReviewAction.Confirm => finding.State == ReviewState.Confirmed && finding.Value?.GetString() == $"key {origin}",
            ReviewAction.Reject => finding.State == ReviewState.Rejected && finding.Value?.GetString() == $"key {origin}",
            _ => finding.State == ReviewState.Corrected && finding.Reviewed?.GetString() == $"right {origin}",
        };

    private static string TextOf(Random random) =>
        random.Next(7) == 0
            ? Repeated[random.Next(Repeated.Length)]
            : string.Join(' ', Enumerable.Range(0, random.Next(4, 20)).Select(_ => Words[random.Next(Words.Length)])) + ".";

    private static Item[] Edited(IReadOnlyList<Item> before, Random random)
    {
        var edited = new List<Item>();
        foreach (var item in before)
        {
            switch (random.Next(100))
            {
                case < 8:
                    break; // deleted
                case < 16:
                    var words = item.Text.Split(' ');
                    words[random.Next(words.Length)] = $"{random.Next(1000, 9999)}";
                    edited.Add(item with { Text = string.Join(' ', words), IsChanged = true });
                    break;
                case < 24:
                    edited.Add(item);
                    edited.Add(new Item(TextOf(random), null));
                    break;
                default:
                    edited.Add(item);
                    break;
            }
        }
        for (var moves = 0; moves < 4; moves++)
        {
            var count = random.Next(1, 6);
            var from = random.Next(edited.Count - count);
            var moved = edited.GetRange(from, count);
            edited.RemoveRange(from, count);
            edited.InsertRange(random.Next(edited.Count), moved);
        }
        return [.. edited];
    }

    private static async Task<IReadOnlyList<FindingView>> FindingsAsync(IStrata user, IngestResult read) =>
        (await user.Review.ListAsync(new ListFindings { RunId = read.Run!.RunId, Limit = 1000 }, None)).Items;

    private static Task<IngestResult> ReadAsync(TestStore store, IReadOnlyList<Item> items, string? replaces) =>
        RecordedReading.ReadAsync(
            store,
            "note",
            new IngestRequest { FileName = "notes.md", Replaces = replaces },
            [.. items.Select(i => i.Text)],
            (_, i) => $$"""{"key":{"value":"key {{(items[i].Origin is { } origin ? $"{origin}" : $"new {i}")}}"} }"""
        );
}
