using Strata.Database;

namespace Strata.Feeds;

/// <summary>Only one run at a time fetches from a feed; one that was killed is over once its claim is not renewed.</summary>
internal sealed class FeedClaim : IAsyncDisposable
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    private readonly IDatabase _database;
    private readonly UserId _user;
    private readonly string _feed;
    private readonly long _claim;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _work;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _renewing;

    private FeedClaim(IDatabase database, UserId user, string feed, long claim, TimeProvider time, CancellationToken ct)
    {
        (_database, _user, _feed, _claim, _time) = (database, user, feed, claim, time);
        _work = CancellationTokenSource.CreateLinkedTokenSource(ct);
        _renewing = Task.Run(RenewAsync, CancellationToken.None);
    }

    /// <summary>Cancelled when the run is stopped, or its claim is lost.</summary>
    public CancellationToken Work => _work.Token;

    /// <exception cref="StrataException">SOURCE_NOT_FOUND. CONFLICT: another run has it.</exception>
    public static async Task<FeedClaim> TakeAsync(IDatabase database, UserId user, string feed, TimeProvider time, CancellationToken ct)
    {
        var claim = await database.WriteAsync(
            user,
            async tx =>
            {
                var now = time.GetUtcNow();
                var taken = await tx.QueryFirstOrDefaultAsync<long?>(
                    """
                    update feeds set claim = claim + 1, claimed_until = @until, began_at = @now
                    where user_id = @user and name = @feed and claimed_until <= @now returning claim
                    """,
                    new
                    {
                        feed,
                        now = UnixTime.Microseconds(now),
                        until = UnixTime.Microseconds(now + Lease),
                    }
                );
                return taken
                    ?? throw new StrataException(
                        ErrorCode.Conflict,
                        $"'{(await FeedRow.GetAsync(tx, feed)).Name}' is being fetched already; if that was killed, it is free within {Lease.TotalSeconds} seconds."
                    )
                    {
                        RetryAfter = Lease,
                    };
            },
            ct
        );
        return new FeedClaim(database, user, feed, claim, time, ct);
    }

    /// <summary>Writes as the run that has the feed.</summary>
    /// <exception cref="StrataException">CONFLICT: it was removed, or another run has it by now; nothing was written.</exception>
    public Task<T> WriteAsync<T>(Func<UserTransaction, Task<T>> write, CancellationToken ct) =>
        _database.WriteAsync(
            _user,
            async tx =>
                await tx.ExecuteAsync(
                    "update feeds set claimed_until = @until where user_id = @user and name = @feed and claim = @claim",
                    new
                    {
                        feed = _feed,
                        claim = _claim,
                        until = UnixTime.Microseconds(_time.GetUtcNow() + Lease),
                    }
                ) == 1
                    ? await write(tx)
                    : throw new StrataException(ErrorCode.Conflict, $"'{_feed}' was removed, or another run has it by now."),
            ct
        );

    /// <summary>Ends the run, with why it ended early.</summary>
    public Task<int> EndAsync(string? error) =>
        _database.WriteAsync(
            _user,
            tx =>
                tx.ExecuteAsync(
                    """
                    update feeds set claimed_until = 0, ended_at = @now, error = @error,
                        failures = case when @failed = 1 then failures + 1 else 0 end
                    where user_id = @user and name = @feed and claim = @claim
                    """,
                    new
                    {
                        feed = _feed,
                        claim = _claim,
                        error,
                        failed = error is null ? 0L : 1L,
                        now = UnixTime.Microseconds(_time.GetUtcNow()),
                    }
                ),
            CancellationToken.None
        );

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _renewing;
        _stop.Dispose();
        _work.Dispose();
    }

    private async Task RenewAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            await Task.Delay(Lease / 4, _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await (_stop.IsCancellationRequested ? Task.CompletedTask : WriteAsync(_ => Task.FromResult(0), _stop.Token));
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (StrataException e) when (e.Code is ErrorCode.Conflict or ErrorCode.Unauthenticated)
            {
                await _work.CancelAsync();
                return;
            }
            catch (Exception e) when (DatabaseFailure.Of(e) is not null)
            {
                // Tried again before the claim ends; each write checks it anyway.
            }
        }
    }
}
