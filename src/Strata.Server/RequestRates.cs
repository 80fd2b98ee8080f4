using System.Threading.RateLimiting;
using Strata.Documents.Programs;

namespace Strata.Server;

/// <summary>Rate limits per token (in local mode per user) and class, in this process: token buckets that hold a minute's worth.</summary>
internal sealed class RequestRates(ServerOptions options) : IDisposable
{
    private readonly PartitionedRateLimiter<(string Who, Cost Kind)> _buckets = PartitionedRateLimiter.Create<
        (string Who, Cost Kind),
        (string, Cost)
    >(call =>
        options.EffectiveRates.Of(call.Kind) is > 0 and var perMinute
            ? RateLimitPartition.GetTokenBucketLimiter((call.Who, call.Kind), _ => Bucket(perMinute))
            : RateLimitPartition.GetNoLimiter((call.Who, call.Kind))
    );

    /// <exception cref="StrataException">RATE_LIMITED, with the time of the next try.</exception>
    public void Spend(string who, Cost kind)
    {
        using var lease = _buckets.AttemptAcquire((who, kind));
        if (lease.IsAcquired)
        {
            return;
        }
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
        throw new StrataException(
            ErrorCode.RateLimited,
            $"More than {options.EffectiveRates.Of(kind)} requests of this kind ({Name(kind)}) per minute; try again in {Math.Max(1, Math.Ceiling(wait.TotalSeconds))} s."
        )
        {
            RetryAfter = wait,
        };
    }

    public Task CheckAsync(HttpContext http, RequestDelegate next)
    {
        if (http.RequestServices.GetRequiredService<CurrentUser>().Caller is { } caller)
        {
            caller.Require(ScopeOf(http));
            Spend(caller.Name, KindOf(http));
            ChargePrograms(caller.Name, KindOf(http));
        }
        return next(http);
    }

    /// <summary>Charges a read as expensive once it starts an external program.</summary>
    public void ChargePrograms(string who, Cost kind) =>
        ProgramThrottle.Ask(kind == Cost.Expensive ? null : () => Spend(who, Cost.Expensive));

    private static TokenScope ScopeOf(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<NeedsAttribute>()?.Scope
        ?? (KindOf(http) == Cost.Reads ? TokenScope.Read : TokenScope.Write);

    public void Dispose() => _buckets.Dispose();

    private static Cost KindOf(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<CostsAttribute>()?.Kind
        ?? (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) ? Cost.Reads : Cost.Writes);

    internal static TokenBucketRateLimiterOptions Bucket(int perMinute)
    {
        const int Seconds = 60;
        var atOnce = (perMinute + Seconds - 1) / Seconds;
        return new()
        {
            TokenLimit = perMinute,
            TokensPerPeriod = atOnce,
            ReplenishmentPeriod = TimeSpan.FromSeconds((double)atOnce * Seconds / perMinute),
        };
    }

    private static string Name(Cost kind) =>
        kind switch
        {
            Cost.Reads => "reads",
            Cost.Writes => "writes",
            _ => "expensive work",
        };
}

/// <summary>The cost of a route, if its method does not imply it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CostsAttribute(Cost kind) : Attribute
{
    public Cost Kind => kind;
}

/// <summary>The scope a route needs, if its cost does not imply it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NeedsAttribute(TokenScope scope) : Attribute
{
    public TokenScope Scope => scope;
}
