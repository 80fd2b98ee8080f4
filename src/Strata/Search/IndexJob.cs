using Strata.Indexing.Postings;
using Strata.Jobs;

namespace Strata.Search;

/// <summary>Makes an index anew that an earlier version made, and merges its segments.</summary>
internal sealed class IndexJob(SearchRebuild rebuild) : IJobHandler
{
    public const string Name = "index";

    public JobKind Kind { get; } = new(Name) { MaxRunningPerUser = 1, IsSchedulable = true };

    public async Task<JobOutcome> RunAsync(JobRun run, CancellationToken ct)
    {
        var (made, merged) = (0L, 0L);
        await SegmentMerge.ClearAsync(run);
        if (await run.WriteAsync(tx => SearchRebuild.IsNeededAsync(tx)))
        {
            made = await rebuild.RunAsync(run);
        }
        while (await SegmentMerge.NextAsync(run, whole: false))
        {
            merged++;
        }
        return new JobOutcome.Done(string.Create(CultureInfo.InvariantCulture, $$"""{"indexed":{{made}},"merged":{{merged}}}"""));
    }
}
