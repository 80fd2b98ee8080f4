using Strata.Jobs.Recovery;

namespace Strata.Testing;

/// <summary>The system's clock, ahead by as much as a test says: what runs out does so at once.</summary>
public sealed class TimeAhead : TimeProvider
{
    private long _ahead;

    public TimeSpan By
    {
        get => new(Interlocked.Read(ref _ahead));
        set => Interlocked.Exchange(ref _ahead, value.Ticks);
    }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + By;
}

/// <summary>
/// What workers see to now and then, done as though so much time had passed; by a store whose clock is <see cref="TimeAhead"/>.
/// </summary>
public static class Recovery
{
    /// <summary>Takes every job from the worker that has it, whether it lives or not, and lines up all that wait.</summary>
    public static async Task EndLeasesAsync(StrataStore store, TimeAhead time)
    {
        time.By = TimeSpan.FromMinutes(1);
        await RepeatAsync(new ReleaseExpired(store.Jobs));
        await LineUpAsync(store, time);
    }

    /// <summary>Lines up the jobs that wait to be tried again.</summary>
    public static async Task LineUpAsync(StrataStore store, TimeAhead time)
    {
        time.By = TimeSpan.FromHours(2);
        await RepeatAsync(new PromoteDue(store.Jobs));
        time.By = TimeSpan.Zero;
    }

    /// <summary>What other rooms have to see to: runs and room for content that nobody gives a sign of life of.</summary>
    public static async Task GiveUpSilentAsync(StrataStore store, TimeAhead time)
    {
        time.By = TimeSpan.FromMinutes(15);
        foreach (var step in store.Jobs.MoreSteps)
        {
            await RepeatAsync(step);
        }
        time.By = TimeSpan.Zero;
    }

    /// <summary>Does what there is to do, and returns.</summary>
    public static Task WorkAsync(StrataStore store) =>
        store.RunWorkerAsync(
            new WorkerOptions { Once = true },
            Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance,
            CancellationToken.None
        );

    /// <summary>How many rows of a table the user has.</summary>
    public static Task<long> CountAsync(StrataStore store, UserId user, string table) =>
        store.Database.ReadAsync(
            user,
            c => c.QueryFirstOrDefaultAsync<long>($"select count(*) as n from {table} where user_id = @user"),
            CancellationToken.None
        );

    private static async Task RepeatAsync(IRecoveryStep step)
    {
        while ((await step.RunAsync(CancellationToken.None)).More) { }
    }
}
