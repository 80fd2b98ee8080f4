using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Threading.RateLimiting;

namespace Strata.Server;

/// <summary>
/// Limits failed tokens per address, in this process. Once an address has used up its limit, only tokens that were valid lately are looked
/// up for it, so others behind the same address keep working. Loopback is exempt: an undeclared proxy may run there.
/// </summary>
internal sealed class FailedTokens : IDisposable
{
    /// <summary>Number of buckets, however many addresses there are; outsiders can't tell which addresses share one.</summary>
    private const int Buckets = 1 << 16;

    /// <summary>Length of the IPv6 prefix assigned to one customer, in bytes.</summary>
    private const int CustomersBytes = 8;

    private readonly PartitionedRateLimiter<int> _buckets;
    private readonly GoodTokens _good = new();
    private readonly ServerOptions _options;

    public FailedTokens(ServerOptions options)
    {
        _options = options;
        _buckets = PartitionedRateLimiter.Create<int, int>(bucket =>
            options.FailedTokens > 0
                ? RateLimitPartition.GetTokenBucketLimiter(bucket, _ => RequestRates.Bucket(options.FailedTokens))
                : RateLimitPartition.GetNoLimiter(bucket)
        );
    }

    /// <summary>Returns the token's caller by <paramref name="find"/>; null if it is not valid.</summary>
    /// <exception cref="StrataException">RATE_LIMITED: the token was not looked up.</exception>
    public async Task<Caller?> FindAsync(HttpContext http, string token, Func<string, CancellationToken, Task<Caller?>> find)
    {
        if (_options.FailedTokens == 0)
        {
            return await find(token, http.RequestAborted);
        }
        var known = GoodTokens.Name(token);
        if (!_good.Has(known) && RemoteAddress.Of(http, _options.TrustedProxies) is var address && !IPAddress.IsLoopback(address))
        {
            // Requesting zero permits would succeed while a fraction of one is left.
            if (_buckets.GetStatistics(BucketOf(address)) is { CurrentAvailablePermits: 0 })
            {
                using var lease = _buckets.AttemptAcquire(BucketOf(address));
                if (!lease.IsAcquired)
                {
                    throw Refusal(lease);
                }
            }
        }
        var caller = await find(token, http.RequestAborted);
        _good.Note(known, isGood: caller is not null);
        return caller;
    }

    /// <summary>Counts a failure; returns <paramref name="refusal"/>, or RATE_LIMITED after too many.</summary>
    public StrataException Count(HttpContext http, StrataException refusal)
    {
        using var lease = _buckets.AttemptAcquire(BucketOf(RemoteAddress.Of(http, _options.TrustedProxies)));
        return lease.IsAcquired ? refusal : Refusal(lease);
    }

    public void Dispose() => _buckets.Dispose();

    private StrataException Refusal(RateLimitLease lease)
    {
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
        return new StrataException(
            ErrorCode.RateLimited,
            $"More than {_options.FailedTokens} requests per minute without a valid token from one address; try again in {Math.Max(1, Math.Ceiling(wait.TotalSeconds))} s."
        )
        {
            RetryAfter = wait,
        };
    }

    private static int BucketOf(IPAddress address)
    {
        ReadOnlySpan<byte> bytes = address.GetAddressBytes();
        var hash = new HashCode(); // seeded anew in each process
        hash.AddBytes(address.AddressFamily == AddressFamily.InterNetworkV6 ? bytes[..CustomersBytes] : bytes);
        return hash.ToHashCode() & (Buckets - 1);
    }

    /// <summary>Digests of the latest thousands of tokens that were valid when last looked up.</summary>
    private sealed class GoodTokens
    {
        private const int Max = 10_000;

        private readonly Lock _lock = new();
        private HashSet<UInt128> _latest = [];
        private HashSet<UInt128> _before = [];

        public static UInt128 Name(string token) => BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

        public bool Has(UInt128 name)
        {
            lock (_lock)
            {
                return _latest.Contains(name) || _before.Contains(name);
            }
        }

        public void Note(UInt128 name, bool isGood)
        {
            lock (_lock)
            {
                if (!isGood)
                {
                    _latest.Remove(name);
                    _before.Remove(name);
                }
                else if (_latest.Add(name) && _latest.Count >= Max)
                {
                    (_before, _latest) = (_latest, []);
                }
            }
        }
    }
}
