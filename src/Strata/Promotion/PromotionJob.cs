using Strata.Jobs;

namespace Strata.Promotion;

/// <summary>Completes a promotion or its roll-back, even if its caller is gone.</summary>
internal sealed class PromotionJob(PromotionService promotions) : IJobHandler
{
    public const string Name = "promotion";

    public JobKind Kind { get; } = new(Name) { MaxRunningPerUser = 1 };

    public static NewJob New(long seq, string actor) =>
        new(Name) { Payload = string.Create(CultureInfo.InvariantCulture, $$"""{"promotion":{{seq}}}"""), Actor = actor };

    public async Task<JobOutcome> RunAsync(JobRun run, CancellationToken ct)
    {
        var seq = JsonText.Element(run.Payload).GetProperty("promotion").GetInt64();
        var view = await promotions.CarryOutAsync(run, seq, ct);
        return new JobOutcome.Done(System.Text.Json.JsonSerializer.Serialize(view, StrataJson.Options));
    }
}
