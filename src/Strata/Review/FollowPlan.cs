using Strata.Findings;
using Strata.Review.Alignment;
using Strata.Runs;

namespace Strata.Review;

/// <summary>A record or block of a run, and where it is.</summary>
internal sealed record PlacedSubject(long SubjectNo, string Kind, long DocumentNo, long Block, string EntityType, string? Place);

/// <summary>A subject and the one of the earlier run that it follows.</summary>
/// <param name="IsSame">Whether its block is unchanged; of records of a whole document each finding says so itself.</param>
internal sealed record FollowPair(PlacedSubject Subject, PlacedSubject Earlier, bool IsSame, bool IsWhole);

/// <summary>Which subjects of a run follow which of an earlier one. Made of what is stored only, so that it is the same after an interruption.</summary>
internal sealed class FollowPlan
{
    /// <summary>Sources of the same path of which less is the same are no versions of each other.</summary>
    private const double MinAgreement = 0.25;

    private readonly ReadBlocks _older;
    private readonly ReadBlocks _newer;
    private readonly BlockAlignment _alignment;

    /// <param name="isStated">Whether the sources are versions for certain.</param>
    public FollowPlan(
        (ReadBlocks Blocks, IReadOnlyList<PlacedSubject> Subjects) older,
        (ReadBlocks Blocks, IReadOnlyList<PlacedSubject> Subjects) newer,
        bool isStated
    )
    {
        (_older, _newer) = (older.Blocks, newer.Blocks);
        _alignment = BlockAlignment.Of(_older.Prints, _newer.Prints);
        if (!isStated && _alignment.Agreement < MinAgreement)
        {
            return;
        }
        var free = new Dictionary<(bool, int, string, string), Queue<PlacedSubject>>();
        foreach (var subject in older.Subjects)
        {
            if (KeyOf(subject, _older, place => place) is { } key)
            {
                Queue(free, key).Enqueue(subject);
            }
        }
        foreach (var subject in newer.Subjects)
        {
            if (KeyOf(subject, _newer, Earlier) is { } key && free.TryGetValue(key, out var queue) && queue.TryDequeue(out var earlier))
            {
                var isWhole = IsWhole(subject);
                var isSame =
                    !isWhole && _newer.Of(subject.DocumentNo, subject.Block) is { } at && _alignment.Same[at] != BlockAlignment.None;
                Pairs.Add(new(subject, earlier, isSame, isWhole));
            }
        }
        Pairs.Sort((a, b) => a.Subject.SubjectNo.CompareTo(b.Subject.SubjectNo));
        if (_newer.AreComplete)
        {
            Gone.AddRange(
                free.Values.SelectMany(q => q).Where(s => s.Kind == SubjectRecord.OfBlock && !IsUnchanged(s)).OrderBy(s => s.SubjectNo)
            );
        }
    }

    /// <summary>By the number of the following one.</summary>
    public List<FollowPair> Pairs { get; } = [];

    /// <summary>Blocks of the earlier run that are gone, or that changed and of which nothing is stated any more.</summary>
    public List<PlacedSubject> Gone { get; } = [];

    /// <summary>Whether what a finding rests on is as it was.</summary>
    public bool IsUnchanged(FollowPair pair, FindingRecord finding, FindingRecord earlier) =>
        !pair.IsWhole ? pair.IsSame
        : finding.Range is { } range && earlier.Range is { } before
            ? AreSame(_newer.Around(finding.DocumentNo, range), _older.Around(earlier.DocumentNo, before))
        : _alignment.Agreement == 1 && _older.Prints.Count == _newer.Prints.Count;

    private bool AreSame((int First, int Last)? now, (int First, int Last)? then) =>
        now is { } here
        && then is { } there
        && here.Last - here.First == there.Last - there.First
        && Enumerable.Range(0, here.Last - here.First + 1).All(i => _alignment.Same[here.First + i] == there.First + i);

    /// <summary>Whether an earlier subject's block is in the newer document as it was, though nothing is stated of it.</summary>
    private bool IsUnchanged(PlacedSubject subject) =>
        _older.Of(subject.DocumentNo, subject.Block) is { } at && _alignment.Became[at] is >= 0 and var now && _alignment.Same[now] == at;

    private int Earlier(int place) => _alignment.Same[place] != BlockAlignment.None ? _alignment.Same[place] : _alignment.Changed[place];

    private static (bool, int, string, string)? KeyOf(PlacedSubject subject, ReadBlocks blocks, Func<int, int> earlier) =>
        IsWhole(subject)
            ? blocks.IndexOf(subject.DocumentNo) is { } document
                ? (true, document, subject.EntityType, subject.Kind)
                : null
            : blocks.Of(subject.DocumentNo, subject.Block) is { } at && earlier(at) is >= 0 and var place
                ? (false, place, subject.EntityType, subject.Kind)
                : null;

    private static bool IsWhole(PlacedSubject subject) => subject.Place is { } place && FindingPlaces.IsWhole(place);

    private static Queue<PlacedSubject> Queue(
        Dictionary<(bool, int, string, string), Queue<PlacedSubject>> queues,
        (bool, int, string, string) key
    )
    {
        if (!queues.TryGetValue(key, out var queue))
        {
            queue = queues[key] = [];
        }
        return queue;
    }
}
