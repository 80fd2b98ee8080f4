using System.Text.Json.Nodes;
using Strata.Database;
using Strata.Jobs;
using Strata.Ledger;

namespace Strata.Feeds;

/// <summary>
/// A scheduled run of a feed. One that fails leaves the others alone: it is done, and the feed says why; the next ones wait longer and longer.
/// </summary>
internal sealed class FeedJob(IDatabase database, LedgerServices services, FeedRunner runner) : IJobHandler
{
    public const string Name = "feed";
    private const int AtOnceForAUser = 2;
    private const int AtOnce = 8;

    public JobKind Kind { get; } =
        new(Name)
        {
            MaxRunning = AtOnce,
            MaxRunningPerUser = AtOnceForAUser,
            Backoff = new(TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(10)),
        };

    public static string PayloadOf(string feed) => new JsonObject { ["feed"] = feed }.ToJsonString();

    public async Task<JobOutcome> RunAsync(JobRun run, CancellationToken ct)
    {
        var name = JsonNode.Parse(run.Payload)?["feed"]?.GetValue<string>() ?? "";
        try
        {
            var feed = await database.ReadAsync(run.User, c => FeedRow.GetAsync(c, name), ct);
            var restsUntil = feed is { Failures: > 0, EndedAt: { } ended }
                ? UnixTime.Time(ended) + FeedRetry.OfRun.Ceiling(feed.Failures)
                : DateTimeOffset.MinValue;
            if (feed.PausedAt is not null || restsUntil > services.Time.GetUtcNow())
            {
                return Done(new JsonObject { ["skipped"] = feed.PausedAt is null ? "it failed, and rests" : "paused" });
            }
            var report = await runner.RunAsync(run.User, run.Actor, name, retry: false, progress: null, ct);
            return Done(
                new JsonObject
                {
                    ["taken"] = report.Taken,
                    ["known"] = report.Known,
                    ["failed"] = report.Failed,
                    ["refused"] = report.Refused,
                    ["error"] = report.Error,
                }
            );
        }
        catch (StrataException e) when (e.Code == ErrorCode.SourceNotFound)
        {
            return Done(new JsonObject { ["skipped"] = "removed" });
        }
        catch (StrataException e) when (e is { Code: ErrorCode.Conflict, RetryAfter: not null })
        {
            return new JobOutcome.Postponed(e.Message); // another run has it, or had it when it was killed
        }
    }

    private static JobOutcome.Done Done(JsonObject result) => new(result.ToJsonString());
}
