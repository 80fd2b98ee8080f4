using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Threading.RateLimiting;

namespace Strata.Server;

/// <summary>
/// Counts requests without a good token by the address that they come from, in this process, so that nobody tries tokens without end, or
/// has the database look for them. Once an address has none left, only tokens that were good lately are looked up for it: who shares the
/// address with one who guesses goes on working. From the server's own machine all are: there a proxy may stand that nobody said is to be
/// trusted.
/// </summary>
internal sealed class FailedTokens : IDisposable
{
    /// <summary>
    /// As many buckets as there can be, however many addresses someone has: which ones share one, nobody outside can tell.
    /// </summary>
    private const int Buckets = 1 << 16;

    /// <summary>Of an IPv6 address, the part that is given to one customer.</summary>
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

    /// <summary>Whose token it is, as <paramref name="find"/> tells; null where it is none.</summary>
    /// <exception cref="StrataException">RATE_LIMITED: it is not looked up.</exception>
    public async Task<Caller?> FindAsync(HttpContext http, string token, Func<string, CancellationToken, Task<Caller?>> find)
    {
        if (_options.FailedTokens == 0)
        {
            return await find(token, http.RequestAborted);
        }
        var known = GoodTokens.Name(token);
        if (!_good.Has(known) && RemoteAddress.Of(http, _options.TrustedProxies) is var address && !IPAddress.IsLoopback(address))
        {
            // Not by asking for none of them: that succeeds while a part of one is left.
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

    /// <summary>Counts one; gives what to answer: <paramref name="refusal"/>, or RATE_LIMITED where there are too many.</summary>
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

    /// <summary>Tokens that were good when they were last looked up: the latest thousands, by their digest.</summary>
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
