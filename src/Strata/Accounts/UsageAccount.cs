using Microsoft.Extensions.Logging;
using Strata.Database;

namespace Strata.Accounts;

/// <summary>
/// What a user may use and uses, in a transaction that holds the user's ledger lock: so each charge sees all charges before it. The
/// counts are written with the ledger's head.
/// </summary>
/// <param name="changed">Told before each change.</param>
/// <param name="now">Unix microseconds.</param>
/// <param name="warn">Records that four fifths of a quota are used from now on: which, how much, of how much.</param>
/// <param name="row">As the database has it.</param>
internal sealed class UsageAccount(UserTransaction tx, Action changed, Func<long> now, Action<string, long, long> warn, UsageRow row)
{
    private readonly List<string> _near = [];

    public UsageRow Row { get; private set; } = row;

    /// <summary>Charges the bytes of a new source; what was reserved for it is reserved no more.</summary>
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
            throw current.NoInterpretation();
        }
        Change(current with { Interpretations = current.Interpretations + 1 });
    }

    /// <summary>Gives back a run that ended with nothing; a month that is over is not counted any more.</summary>
    /// <param name="startedAt">The run's: Unix microseconds.</param>
    public void ReturnInterpretation(long startedAt)
    {
        if (UsageMonth.Of(startedAt) == Row.Month && Row.Interpretations > 0)
        {
            // Where runs fail at the edge, the next one does not come near it anew.
            changed();
            Row = Row with { Interpretations = Row.Interpretations - 1 };
        }
    }

    /// <summary>Charges a run to the month in which it is begun at last; it was let in before.</summary>
    /// <param name="from">When it was to start: Unix microseconds.</param>
    /// <param name="to">When it starts.</param>
    public void MoveInterpretation(long from, long to)
    {
        if (UsageMonth.Of(to) > UsageMonth.Of(from))
        {
            var current = Row.At(to);
            Change(current with { Interpretations = current.Interpretations + 1 });
        }
    }

    /// <summary>Sets aside room for content that is coming in, or more of it, or renews what is set aside.</summary>
    /// <param name="bytes">How much there must be in the end.</param>
    /// <param name="more">How much more may be taken where there is plenty.</param>
    /// <returns>How much there is now; <see cref="long.MaxValue"/>: there is no limit, and nothing was set aside.</returns>
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

    /// <summary>What is set aside is so no more; gives how much that was.</summary>
    private Task<long> DropAsync(string reservation) =>
        DroppedAsync(
            "delete from usage_reservations where user_id = @user and reservation_id = @reservation returning bytes",
            new { reservation }
        );

    /// <summary>Gives up what is set aside, unless another attempt has renewed it since.</summary>
    /// <param name="until">As it was set aside last.</param>
    public Task<long> GiveUpAsync(string reservation, long until) =>
        DroppedAsync(
            "delete from usage_reservations where user_id = @user and reservation_id = @reservation and expires_at = @until returning bytes",
            new { reservation, until }
        );

    /// <summary>Gives up what nobody has renewed.</summary>
    public Task<long> DropExpiredAsync(long now) =>
        DroppedAsync("delete from usage_reservations where user_id = @user and expires_at <= @now returning bytes", new { now });

    /// <param name="storageLimit">Instead of the plan's: bytes, or <see cref="UsageRow.NoLimit"/>; null: the plan's.</param>
    /// <param name="interpretationLimit">As <paramref name="storageLimit"/>.</param>
    public void SetPlan(Plan plan, long? storageLimit, long? interpretationLimit) =>
        Change(Row with { Plan = plan.Name, StorageLimit = storageLimit, InterpretationLimit = interpretationLimit });

    public void Set(UsageRow counted) => Change(counted);

    /// <summary>Once what was charged is on disk.</summary>
    /// <param name="log">Hears of each quota that has come near its end.</param>
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
            throw Row.OutOfStorage(bytes);
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
