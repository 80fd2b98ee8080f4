namespace Strata.Backup;

/// <summary>A backup holds the database while it is written: whoever receives it neither holds it for long nor many times.</summary>
public sealed class SlowReceiverTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Receiver_that_takes_nothing_more_is_not_waited_for()
    {
        await using var file = new DeferredWrites(new Stuck(after: 3), new Hasty());
        for (var i = 0; i < 3; i++)
        {
            await file.WriteAsync(new byte[100], Token);
        }

        (await Should.ThrowAsync<StrataException>(async () => await file.WriteAsync(new byte[100], Token))).Code.ShouldBe(
            ErrorCode.RateLimited
        );
        file.Written.ShouldBe(300);
    }

    [Fact]
    public void Turn_is_one_for_a_user_and_a_few_for_all()
    {
        var turns = new ConcurrencyLimit("A backup");
        var alices = turns.Take(new UserId("alice"));
        Refused(turns, "alice");
        for (var i = 1; i < turns.InAll; i++)
        {
            turns.Take(new UserId($"u{i}"));
        }
        Refused(turns, "bob");

        alices.Dispose();

        turns.Take(new UserId("bob"));
        Refused(turns, "alice");
    }

    private static void Refused(ConcurrencyLimit turns, string user) =>
        Should
            .Throw<StrataException>(() => turns.Take(new UserId(user)))
            .ShouldSatisfyAllConditions(e => e.Code.ShouldBe(ErrorCode.RateLimited), e => e.RetryAfter.ShouldNotBeNull());

    private sealed class Stuck(int after) : MemoryStream
    {
        private int _left = after;

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_left-- <= 0)
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
        }
    }

    /// <summary>A minute of it is a twentieth of a second.</summary>
    private sealed class Hasty : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime / 1_200, period);
    }
}
