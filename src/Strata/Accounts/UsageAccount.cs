using Microsoft.Extensions.Logging;
using Strata.Database;

namespace Strata.Accounts;

/// <summary>
/// A user's limits and usage, in a transaction that holds the user's ledger lock, so that each charge sees all earlier ones. Written with
/// the ledger's head.
/// </summary>
/// <param name="changed">Called before each change.</param>
/// <param name="now">Unix microseconds.</param>
/// <param name="warn">Records that four fifths of a quota are used from now on: which, how much, the limit.</param>
/// <param name="row">As stored.</param>
internal sealed class UsageAccount(UserTransaction tx, Action changed, Func<long> now, Action<string, long, long> warn, UsageRow row)
{
    private readonly List<string> _near = [];

    public UsageRow Row { get; private set; } = row;

    /// <summary>Charges the bytes of a new source and ends its reservation.</summary>
    /// <param name="now">Unix microseconds.</param>
    /// <exception cref="StrataException">STORAGE_QUOTA_EXCEEDED.</exception>
    public async Task TakeStorageAsync(long bytes, string? reservation, long now)
    {
        if (reservation is not null)
        {
            await DropAsync(reservation);
        }
        await NeedRoomAsync(bytes, now);
        Change(Row with { StorageBytes = Row.StorageBytes + bytes });
    }

    /// <summary>Charges a run that is about to begin.</summary>
    /// <param name="now">Its start: Unix microseconds.</param>
    /// <exception cref="StrataException">INTERPRETATION_QUOTA_EXCEEDED.</exception>
    public void TakeInterpretation(long now)
    {
        var current = Row.At(now);
        if (!current.HasInterpretation)
        {
            throw QuotaExceeded.Interpretations(current);
        }
        Change(current with { Interpretations = current.Interpretations + 1 });
    }

    /// <summary>Returns the charge of a run that ended without result; past months no longer count.</summary>
    /// <param name="startedAt">The run's: Unix microseconds.</param>
    public void ReturnInterpretation(long startedAt)
    {
        if (UsageMonth.Of(startedAt) == Row.Month && Row.Interpretations > 0)
        {
            // Runs that fail at the limit must not warn each time.
            changed();
            Row = Row with { Interpretations = Row.Interpretations - 1 };
        }
    }

    /// <summary>Moves an admitted run's charge to the month in which it begins.</summary>
    /// <param name="from">Planned start, Unix microseconds.</param>
    /// <param name="to">Actual start.</param>
    public void MoveInterpretation(long from, long to)
    {
        if (UsageMonth.Of(to) > UsageMonth.Of(from))
        {
            var current = Row.At(to);
            Change(current with { Interpretations = current.Interpretations + 1 });
        }
    }

    /// <summary>Reserves space for incoming content, or extends or renews a reservation.</summary>
    /// <param name="bytes">Bytes needed in total.</param>
    /// <param name="more">Further bytes to reserve if there is plenty.</param>
    /// <returns>Bytes reserved now; <see cref="long.MaxValue"/>: no limit, nothing reserved.</returns>
    /// <exception cref="StrataException">STORAGE_QUOTA_EXCEEDED.</exception>
    public async Task<long> ReserveAsync(string reservation, long bytes, long more, long now, long until)
    {
        if (Row.MaxBytes is not { } limit)
        {
            return long.MaxValue;
        }
        const int Plenty = 4;
        var held = await DropAsync(reservation);
        var wanted = Math.Max(bytes, held);
        await NeedRoomAsync(wanted, now);
        var granted = (limit - Row.StorageBytes - Row.StorageReserved - wanted) / Plenty >= more ? wanted + more : wanted;
        Change(Row with { StorageReserved = Row.StorageReserved + granted });
        await tx.ExecuteAsync(
            """
            insert into usage_reservations (user_id, reservation_id, bytes, expires_at) values (@user, @reservation, @granted, @until)
            """,
            new
            {
                reservation,
                granted,
                until,
            }
        );
        return granted;
    }

    /// <summary>Ends a reservation; returns its bytes.</summary>
    private Task<long> DropAsync(string reservation) =>
        DroppedAsync(
            "delete from usage_reservations where user_id = @user and reservation_id = @reservation returning bytes",
            new { reservation }
        );

    /// <summary>Ends a reservation unless another attempt has renewed it.</summary>
    /// <param name="until">Its expiry when last renewed.</param>
    public Task<long> GiveUpAsync(string reservation, long until) =>
        DroppedAsync(
            "delete from usage_reservations where user_id = @user and reservation_id = @reservation and expires_at = @until returning bytes",
            new { reservation, until }
        );

    /// <summary>Ends expired reservations.</summary>
    public Task<long> DropExpiredAsync(long now) =>
        DroppedAsync("delete from usage_reservations where user_id = @user and expires_at <= @now returning bytes", new { now });

    /// <param name="storageLimit">Overrides the plan's: bytes, or <see cref="UsageRow.NoLimit"/>; null: the plan's.</param>
    /// <param name="interpretationLimit">As <paramref name="storageLimit"/>.</param>
    public void SetPlan(Plan plan, long? storageLimit, long? interpretationLimit) =>
        Change(Row with { Plan = plan.Name, StorageLimit = storageLimit, InterpretationLimit = interpretationLimit });

    public void Set(UsageRow counted) => Change(counted);

    /// <summary>Called once the charges are durable.</summary>
    /// <param name="log">Gets each quota that nears its end.</param>
    public void Committed(ILogger log)
    {
        foreach (var quota in _near)
        {
            UsageMeters.Near(quota);
            UsageLog.Near(log, quota);
        }
    }

    private async Task NeedRoomAsync(long bytes, long now)
    {
        if (Row.HasRoomFor(bytes))
        {
            return;
        }
        if (Row.StorageReserved > 0)
        {
            await DropExpiredAsync(now);
        }
        if (!Row.HasRoomFor(bytes))
        {
            throw QuotaExceeded.Storage(Row, bytes);
        }
    }

    private async Task<long> DroppedAsync(string sql, object args)
    {
        var dropped = (await tx.QueryAsync<long>(sql, args)).Sum();
        if (dropped > 0)
        {
            Change(Row with { StorageReserved = Row.StorageReserved - dropped });
        }
        return dropped;
    }

    private void Change(UsageRow next)
    {
        changed();
        var time = now();
        var before = Row.At(time);
        Row = next.At(time).Noted(before, time);
        if (before.StorageNearAt is null && Row.StorageNearAt is not null)
        {
            Near(UsageRow.Storage, Row.StorageBytes, Row.MaxBytes);
        }
        if (before.InterpretationsNearAt is null && Row.InterpretationsNearAt is not null)
        {
            Near(UsageRow.Runs, Row.Interpretations, Row.MaxInterpretations);
        }
    }

    private void Near(string quota, long used, long? limit)
    {
        _near.Add(quota);
        warn(quota, used, limit ?? 0);
    }
}
