using Strata.Database;

namespace Strata.Accounts;

/// <summary>Plans and usage, per user.</summary>
public sealed class UsageService
{
    private const string Row = $"select {UsageRow.Columns} from ledger_heads where user_id = @user";

    private readonly IDatabase _database;
    private readonly Func<UserTransaction, Task<UsageAccount>> _open;
    private readonly TimeProvider _time;
    private readonly Func<UserTransaction, Task> _settle;
    private readonly Func<UserTransaction, string, string, string, Task> _record;
    private readonly string _operator;

    /// <param name="open">Returns the account of the transaction's user, the same one for all writes of the transaction.</param>
    /// <param name="settle">Flushes the transaction's pending writes.</param>
    /// <param name="record">Records an administrative action with its actor and detail (JSON), in its transaction.</param>
    /// <param name="operatorName">Actor that sets plans.</param>
    internal UsageService(
        IDatabase database,
        Func<UserTransaction, Task<UsageAccount>> open,
        TimeProvider time,
        Func<UserTransaction, Task> settle,
        Func<UserTransaction, string, string, string, Task> record,
        string operatorName
    ) => (_database, _open, _time, _settle, _record, _operator) = (database, open, time, settle, record, operatorName);

    public async Task<UsageView> GetAsync(UserId user, CancellationToken ct) =>
        (await _database.FindAsync<UsageRow>(user, Row, args: null, ct) ?? throw NoUser(user)).At(Now).ToView();

    /// <summary>Puts a user on a plan.</summary>
    /// <param name="storageLimit">Bytes, instead of the plan's; -1: no limit; null: the plan's.</param>
    /// <param name="interpretationLimit">Per month, instead of the plan's; -1: no limit; null: the plan's.</param>
    /// <exception cref="StrataException">INVALID_CONTENT: no such plan. UNAUTHENTICATED: no such user.</exception>
    public Task<UsageView> SetPlanAsync(UserId user, string plan, long? storageLimit, long? interpretationLimit, CancellationToken ct) =>
        SetPlanAsync(user, plan, storageLimit, interpretationLimit, _operator, ct);

    /// <param name="actor">Signs it.</param>
    /// <inheritdoc cref="SetPlanAsync(UserId, string, long?, long?, CancellationToken)"/>
    internal async Task<UsageView> SetPlanAsync(
        UserId user,
        string plan,
        long? storageLimit,
        long? interpretationLimit,
        string actor,
        CancellationToken ct
    )
    {
        var named = Plan.Named(plan);
        if (storageLimit < UsageRow.NoLimit || interpretationLimit < UsageRow.NoLimit)
        {
            throw new StrataException(ErrorCode.InvalidContent, "A limit must be 0 or more, or -1 for none.");
        }
        return await _database.WriteAsync(
            user,
            async tx =>
            {
                var account = await _open(tx);
                account.SetPlan(named, storageLimit, interpretationLimit);
                await _record(
                    tx,
                    actor,
                    "set_plan",
                    $$"""{"interpretation_limit":{{Json(interpretationLimit)}},"plan":"{{named.Name}}","storage_limit":{{Json(storageLimit)}}}"""
                );
                return account.Row.At(Now).ToView();
            },
            ct
        );
    }

    private static string Detail(UsageRecount recount) =>
        $$"""{"interpretations":{{Json(recount.InterpretationsCorrection)}},"storage_bytes":{{Json(recount.StorageCorrection)}}}""";

    private static string Json(long? limit) => limit?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "null";

    /// <summary>Puts a new user on the default plan.</summary>
    internal async Task StartAsync(UserTransaction tx, Plan plan) => (await _open(tx)).SetPlan(plan, null, null);

    /// <summary>Recounts from sources and runs, and corrects differences.</summary>
    public Task<UsageRecount> RecountAsync(UserId user, string actor, CancellationToken ct) =>
        _database.WriteAsync(
            user,
            async tx =>
            {
                var account = await _open(tx);
                await _settle(tx); // The account has charged them, so they must be counted too.
                var row = account.Row.At(Now);
                var counts = await UsageCounts.OfAsync(tx, row.Month);
                account.Set(
                    row with
                    {
                        StorageBytes = counts.StorageBytes,
                        StorageReserved = counts.StorageReserved,
                        Interpretations = counts.Interpretations,
                    }
                );
                var recount = new UsageRecount(
                    account.Row.ToView(),
                    counts.StorageBytes - row.StorageBytes,
                    counts.Interpretations - row.Interpretations
                );
                await _record(tx, actor, "recount_usage", Detail(recount));
                return recount;
            },
            ct
        );

    /// <summary>Ends expired reservations; returns their bytes.</summary>
    internal Task<long> ReleaseAsync(UserId user, CancellationToken ct) =>
        _database.WriteAsync(user, async tx => await (await _open(tx)).DropExpiredAsync(Now), ct);

    /// <summary>Storage for content that is about to come in. Disposing it releases what was not used.</summary>
    /// <param name="key">Idempotency key of the request.</param>
    internal StorageReservation Reserve(UserId user, string? key = null) => new(_database, _open, _time, user, key);

    /// <summary>Refuses content beyond its reservation before it is stored; content already held passes.</summary>
    /// <param name="reservation">The content's reservation.</param>
    /// <param name="interpret">Whether a run will begin.</param>
    /// <exception cref="StrataException">STORAGE_QUOTA_EXCEEDED, INTERPRETATION_QUOTA_EXCEEDED.</exception>
    internal Task AdmitAsync(
        UserId user,
        string digest,
        long bytes,
        StorageReservation reservation,
        bool interpret,
        CancellationToken ct
    ) =>
        _database.ReadAsync(
            user,
            async connection =>
            {
                var row = (await RowAsync(connection)).At(Now);
                var fits =
                    row.HasRoomFor(bytes - reservation.Granted)
                    || row.HasRoomFor(bytes - reservation.Granted - await ExpiredAsync(connection));
                if ((fits && (!interpret || row.HasInterpretation)) || await IsHeldAsync(connection, digest))
                {
                    return true;
                }
                throw fits ? QuotaExceeded.Interpretations(row) : QuotaExceeded.Storage(row, bytes);
            },
            ct
        );

    /// <summary>Refuses content that could not be charged now.</summary>
    /// <exception cref="StrataException">STORAGE_QUOTA_EXCEEDED.</exception>
    internal Task RequireRoomAsync(UserId user, long bytes, CancellationToken ct) =>
        _database.ReadAsync(
            user,
            async connection =>
            {
                var row = (await RowAsync(connection)).At(Now);
                return row.HasRoomFor(bytes) || row.HasRoomFor(bytes - await ExpiredAsync(connection))
                    ? true
                    : throw QuotaExceeded.Storage(row, bytes);
            },
            ct
        );

    private Task<long> ExpiredAsync(UserConnection connection) =>
        connection.QueryFirstOrDefaultAsync<long>(
            "select cast(coalesce(sum(bytes), 0) as bigint) from usage_reservations where user_id = @user and expires_at <= @now",
            new { now = Now }
        );

    private static async Task<bool> IsHeldAsync(UserConnection connection, string digest) =>
        await connection.QueryFirstOrDefaultAsync<long?>(
            "select source_no from sources where user_id = @user and digest = @digest",
            new { digest }
        )
            is not null;

    private static async Task<UsageRow> RowAsync(UserConnection connection) =>
        await connection.QueryFirstOrDefaultAsync<UsageRow>(Row) ?? throw NoUser(connection.User);

    private static StrataException NoUser(UserId user) => new(ErrorCode.Forbidden, $"There is no user '{user}'.");

    private long Now => UnixTime.Microseconds(_time.GetUtcNow());
}
