namespace Strata.Cli.Remote;

internal sealed partial class RemoteStrata
{
    public Task<UsageView> GetUsageAsync(CancellationToken ct) => GetAsync<UsageView>(new Query($"usage"), ct);

    public Task<UsageRecount> RecountUsageAsync(CancellationToken ct) =>
        PostAsync<UsageRecount>(new Query($"usage/recount"), null, null, ct);
}
