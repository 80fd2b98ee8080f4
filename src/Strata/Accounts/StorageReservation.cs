using System.Security.Cryptography;
using Strata.Database;

namespace Strata.Accounts;

/// <summary>
/// Reserves storage for one request's content while it comes in: nothing for small content; else in the database, extended as more comes.
/// The write that charges the source takes it over. Attempts with the same idempotency key share it: they are one request, charged once.
/// </summary>
internal sealed class StorageReservation(
    IDatabase database,
    Func<UserTransaction, Task<UsageAccount>> open,
    TimeProvider time,
    UserId user,
    string? key
) : IAsyncDisposable
{
    /// <summary>Content up to this size needs no reservation.</summary>
    public const long Small = 4 << 20;

    private const long More = 64 << 20;
    private const int Named = 16;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    private DateTimeOffset _renewAt;
    private long _until;

    /// <summary>Bytes reserved; <see cref="long.MaxValue"/>: no limit.</summary>
    public long Granted { get; private set; }

    /// <summary>Key of the reservation; null: none.</summary>
    public string? Id { get; private set; }

    /// <summary>Reserves so many bytes in all.</summary>
    /// <exception cref="StrataException">STORAGE_QUOTA_EXCEEDED.</exception>
    public async Task ReachAsync(long bytes, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (bytes <= Small || (bytes <= Granted && (Granted == long.MaxValue || now < _renewAt)))
        {
            return;
        }
        var id = Id ??= Convert.ToHexStringLower(
            key is null ? RandomNumberGenerator.GetBytes(Named) : SHA256.HashData(Encoding.UTF8.GetBytes(key))[..Named]
        );
        var until = UnixTime.Microseconds(now + Lease);
        Granted = await database.WriteAsync(
            user,
            async tx => await (await open(tx)).ReserveAsync(id, bytes, More, UnixTime.Microseconds(now), until),
            ct
        );
        _until = until;
        _renewAt = now + (Lease / 2);
    }

    /// <param name="used">Whether the source was charged, which took the reservation over.</param>
    public async Task EndAsync(bool used)
    {
        var id = Id;
        Id = null;
        if (id is not null && !used && Granted < long.MaxValue)
        {
            await database.WriteAsync(user, async tx => await (await open(tx)).GiveUpAsync(id, _until), CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync() => await EndAsync(used: false);
}
